// The rows of a table as compressed pieces of a sheet, which several workers make.

import ConvoStat

/// Some rows of a sheet.
struct SheetPiece: Sendable {
  let deflated: DeflatedPiece
  let rows: Int
  /// The links, each with the number of its row in the piece, from 1.
  let links: [(row: Int, address: String)]
  /// The number of cells that were cut at the maximum length.
  let cutCells: Int
}

/// Makes the pieces of a table's sheets: as many as the rows have.
struct SheetPieces {
  private let table: TableSchema
  private let rows: HeldRows
  private let format: WorkbookFormat
  private let styles: SheetStyles
  /// The maximum number of links in each piece; empty in a table without links.
  private var maxLinks: [Int] = []

  /// The number of pieces that fill a sheet.
  private static let piecesPerSheet = (SpreadsheetLoss.maxSheetRows - 1) / HeldRows.rowsPerPiece

  /// What a worker uses again from piece to piece.
  struct Worker: ~Copyable {
    fileprivate var writer: SheetWriter
    fileprivate var deflater = PieceDeflater()
  }

  /// Creates the pieces of the rows of a table.
  init(_ table: TableSchema, _ rows: HeldRows, _ format: WorkbookFormat) throws(Failure) {
    self.table = table
    self.rows = rows
    self.format = format
    styles = SheetCells.styles(table.columns, format)
    guard let linkColumn = styles.linkColumn else { return }
    var left = WorkbookSheet.maxLinks
    try inOrder(
      rows.pieces, by: format.jobs, {},
      make: { piece, _ throws(Failure) in
        try rows.give(piece) { rows in SheetWriter.links(in: rows, of: table, linkColumn) }
      },
      take: { count in
        if maxLinks.count % SheetPieces.piecesPerSheet == 0 { left = WorkbookSheet.maxLinks }
        maxLinks.append(left)
        left = max(0, left - count)
      })
  }

  /// The index of the column of links; `nil` in a table without.
  var linkColumn: Int? { styles.linkColumn }

  /// Returns the state of a worker.
  func worker() -> Worker { Worker(writer: SheetWriter(styles, format)) }

  /// Makes a piece, given its index from 0.
  func make(_ piece: Int, _ worker: inout Worker) throws(Failure) -> SheetPiece {
    let maxLinks = maxLinks.isEmpty ? 0 : maxLinks[piece]
    worker.writer.restart()
    try rows.give(piece) { bytes throws(Failure) in
      try worker.writer.append(bytes, of: table, maxLinks: maxLinks) { worker.deflater.add($0) }
    }
    return SheetPiece(
      deflated: worker.deflater.finish(), rows: worker.writer.rows, links: worker.writer.links,
      cutCells: worker.writer.cutCells)
  }
}
