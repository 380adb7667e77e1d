// Rows of a sheet as SpreadsheetML: numbers as numbers, times as times, and texts always as texts.

/// The formats of the cells of a sheet, as numbers among the styles of the workbook.
package struct SheetStyles: Sendable {
  /// The formats of the columns.
  package let columns: [Int]
  /// The format of days, of hours and of links.
  package let day, hour, link: Int
  /// The index of the column of the periods of backlog.csv; `nil` in other tables.
  package let periodColumn: Int?
  /// The index of the column of links; `nil` in a table without.
  package let linkColumn: Int?

  /// Creates the formats of a sheet.
  package init(
    columns: [Int], day: Int, hour: Int, link: Int, periodColumn: Int? = nil, linkColumn: Int? = nil
  ) {
    (self.columns, self.day, self.hour, self.link) = (columns, day, hour, link)
    (self.periodColumn, self.linkColumn) = (periodColumn, linkColumn)
  }
}

/// A writer of rows of a sheet.
///
/// Rows and cells have no references, which the format leaves out if they follow each other: the XML is a third smaller, and
/// does not depend on the rows before.
package struct SheetWriter: ~Copyable {
  private let styles: SheetStyles
  private let format: WorkbookFormat
  private var buffer = ByteBuffer(capacity: 128 << 10)
  /// The number of empty cells since the last cell of the row.
  private var emptyCells = 0
  /// The offset of the zone at the last time written, and the times for which it is valid.
  private var lastOffset: (offset: Int64, times: Range<Int64>) = (0, 0..<0)
  /// The number of rows that were written.
  package private(set) var rows = 0
  /// The links that were written, each with the number of its row, from 1.
  package private(set) var links: [(row: Int, address: String)] = []
  /// The number of cells that were cut at the maximum length.
  package private(set) var cutCells = 0

  /// The maximum length of an address in Excel.
  private static let maxLinkLength = 2079

  /// Creates a writer.
  package init(_ styles: SheetStyles, _ format: WorkbookFormat) {
    self.styles = styles
    self.format = format
  }

  /// The size of the XML in bytes.
  package var count: Int { buffer.count }

  /// Calls `body` with the XML, and forgets the XML.
  package mutating func give(to body: (Text) throws(Failure) -> Void) throws(Failure) {
    try body(buffer.text)
    buffer.removeAll()
  }

  /// Forgets all rows.
  package mutating func restart() {
    buffer.removeAll()
    (rows, links, cutCells) = (0, [], 0)
  }

  /// Returns the number of links that a sheet can have among rows of a table.
  package static func links(in rows: Text, of table: TableSchema, _ column: Int) -> Int {
    var reader = CellReader(rows, of: table)
    var links = 0
    while reader.next() { links += isLink(reader.cells[column]) ? 1 : 0 }
    return links
  }

  private static func isLink(_ cell: BorrowedCell) -> Bool {
    if case .text(let address) = cell { address.count <= maxLinkLength } else { false }
  }

  /// Writes rows of a table, and gives the XML away piece by piece.
  /// - Parameters:
  ///   - maxLinks: the maximum number of links; the cells of the others are texts.
  ///   - body: takes the XML.
  package mutating func append(
    _ bytes: Text, of table: TableSchema, maxLinks: Int, to body: (Text) throws(Failure) -> Void
  ) throws(Failure) {
    var reader = CellReader(bytes, of: table)
    while reader.next() {
      beginRow()
      for (index, cell) in reader.cells.enumerated() {
        if index == styles.periodColumn, case .text(let text) = cell, append(period: text.string) { continue }
        if index == styles.linkColumn, links.count < maxLinks, SheetWriter.isLink(cell) {
          links.append((rows, Cell(cell).text(in: nil)))
          append(cell, style: styles.link)
          continue
        }
        append(cell, style: styles.columns[index])
      }
      endRow()
      if count >= SheetWriter.pieceBytes { try give(to: body) }
    }
    try give(to: body)
  }

  /// The size from which XML is given away: it stays in the cache until it is compressed.
  private static let pieceBytes = 64 << 10

  /// Writes a row of cells, each with its format.
  ///
  /// - Parameter height: the height of the row in points; `nil` for that of one line.
  package mutating func append(_ cells: [Cell], styles: [Int], height: Int?) {
    beginRow(height: height)
    for (cell, style) in zip(cells, styles) { cell.borrow { append($0, style: style) } }
    endRow()
  }

  private mutating func beginRow(height: Int? = nil) {
    rows += 1
    emptyCells = 0
    buffer.write(atMost: 60) { xml in
      guard let height else { return xml.put("<row>") }
      xml.put("<row customHeight=\"1\" ht=\"")
      xml.put(integer: height)
      xml.put("\">")
    }
  }

  private mutating func endRow() { buffer.write(atMost: 6) { $0.put("</row>") } }

  /// Writes a cell, and the empty cells before it.
  private mutating func append(_ cell: BorrowedCell, style: Int) {
    switch cell {
    case .empty: emptyCells += 1
    case .text(let text): append(text, style: style)
    case .count(let number): append(number: style) { $0.put(integer: number) }
    case .milliseconds(let length) where format.durations == .seconds:
      append(number: style) { $0.put(seconds: length) }
    case .milliseconds(let length): append(daysOf: Int128(length), style: style)
    case .sum(let length) where format.durations == .hms: append(daysOf: length, style: style)
    case .sum: append(numeral: Cell(cell).text(in: nil), style: style)
    case .tenThousandths(let number, _): append(number: style) { $0.put(tenThousandths: number) }
    case .hundredths(let number): append(number: style) { $0.put(hundredths: number) }
    case .time(let moment):
      let (day, ofDay) = Zone.day(of: moment + offset(at: moment))
      append(day: day, ofDay: ofDay, style: style)
    case .day(let number):
      append(number: styles.day) { $0.put(integer: SheetWriter.serial(ofDay: number)) }
    }
  }

  /// Writes the empty cells before a cell.
  @inline(__always)
  private mutating func appendEmptyCells() {
    if emptyCells == 0 { return }
    for _ in 0..<emptyCells { buffer.write(atMost: 4) { $0.put("<c/>") } }
    emptyCells = 0
  }

  /// Writes a cell with a number of at most 60 bytes that `body` writes.
  @inline(__always)
  private mutating func append(number style: Int, _ body: (inout ByteWriter) -> Void) {
    appendEmptyCells()
    buffer.write(atMost: 100) { xml in
      xml.put("<c s=\"")
      xml.putDigits(UInt64(style))
      xml.put("\"><v>")
      body(&xml)
      xml.put("</v></c>")
    }
  }

  private mutating func append(numeral: String, style: Int) {
    numeral.withText { numeral in append(number: style) { $0.put(numeral) } }
  }

  private mutating func append(_ text: Text, style: Int) {
    appendEmptyCells()
    let limit = SpreadsheetLoss.maxCellCharacters
    if text.count > limit, text.string.utf16.count > limit {
      cutCells += 1
      text.string.cut(toUTF16: limit).withText { write($0, style: style) }
    } else {
      write(text, style: style)
    }
  }

  private mutating func write(_ text: Text, style: Int) {
    // Blanks at an end are lost without the attribute.
    let hasBlanks = text.count > 0 && (text[0] <= 0x20 || text[text.count - 1] <= 0x20)
    buffer.write(atMost: 100 + text.count * SheetText.maxBytes) { xml in
      xml.put("<c")
      if style != 0 {
        xml.put(" s=\"")
        xml.putDigits(UInt64(style))
        xml.put("\"")
      }
      xml.put(" t=\"inlineStr\"><is><t")
      if hasBlanks { xml.put(" xml:space=\"preserve\"") }
      xml.put(">")
      SheetText.escape(text, into: &xml)
      xml.put("</t></is></c>")
    }
  }

  /// Writes a cell with a day or an hour of backlog.csv.
  /// - Returns: false if it is neither.
  private mutating func append(period text: String) -> Bool {
    let parts = text.split(separator: "T")
    guard let date = parts.first?.split(separator: "-").map({ Int($0) }), date.count == 3,
      let year = date[0], let month = date[1], let day = date[2]
    else { return false }
    let number = CivilDate(year: year, month: month, day: day).dayNumber
    if parts.count == 1 {
      append(.day(number), style: styles.day)
    } else {
      guard let hour = Int(parts[1].prefix(2)) else { return false }
      append(day: number, ofDay: hour * 3_600_000, style: styles.hour)
    }
    return true
  }

  /// Returns the offset of the zone's clock, whose dates and times the sheet has, as sheets know no zones.
  private mutating func offset(at moment: Int64) -> Int64 {
    guard let zone = format.zone else { return 0 }
    if !lastOffset.times.contains(moment) { lastOffset = zone.stretch(at: moment) }
    return lastOffset.offset
  }

  /// Returns the number of a day since 30 December 1899, given its number since 1970.
  private static func serial(ofDay day: Int) -> Int { day + 25_569 }

  /// Writes a time as days since 30 December 1899, with ten decimals.
  private mutating func append(day: Int, ofDay: Int, style: Int) {
    var fraction = (ofDay * 10_000_000_000 + 43_200_000) / 86_400_000
    let rest = fraction % 10_000
    fraction /= 10_000
    append(number: style) { xml in
      xml.put(integer: SheetWriter.serial(ofDay: day))
      xml.put(".")
      xml.putPair(fraction / 10_000)
      xml.putPair(fraction / 100 % 100)
      xml.putPair(fraction % 100)
      xml.putPair(rest / 100)
      xml.putPair(rest % 100)
    }
  }

  /// Writes milliseconds as days with twelve decimals, by which a millisecond comes back.
  private mutating func append(daysOf length: Int128, style: Int) {
    let (days, rest) = length.magnitude.quotientAndRemainder(dividingBy: 86_400_000)
    let fraction = String((rest * 1_000_000_000_000 + 43_200_000) / 86_400_000).zeroPadded(to: 12)
    append(numeral: "\(length < 0 ? "-" : "")\(days).\(fraction)", style: style)
  }
}
