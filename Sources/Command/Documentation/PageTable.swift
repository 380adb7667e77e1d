// A table of the documentation, laid out for a terminal.

/// Rows of cells; the first row has the heads.
struct PageTable {
  let rows: [[String]]
  /// Blanks between two columns.
  private static let gap = 2
  /// The least width of a column whose cells are wrapped.
  private static let narrowest = 12

  /// Returns the table with its columns side by side, or if they do not fit, row by row.
  func text(width: Int) -> String {
    guard let widths = widths(width: width) else { return listed(width: width) }
    let isWrapped = rows.contains { row in zip(row, widths).contains { $0.count > $1 } }
    let lines = rows.map { row in line(row, widths) }
    let rule = widths.map { String(repeating: "-", count: $0) }.joined(
      separator: PageTable.blanks(PageTable.gap))
    return (lines.prefix(1) + [rule + "\n"]).joined()
      + lines.dropFirst().joined(separator: isWrapped ? "\n" : "")
  }

  /// Returns the widths of the columns; `nil` if a word does not fit into its column.
  private func widths(width: Int) -> [Int]? {
    let columns = rows.first?.indices.map { index in rows.map { $0.count > index ? $0[index] : "" } } ?? []
    let natural = columns.map { cells in cells.map(\.count).max() ?? 0 }
    var widths = natural
    var room = width - PageTable.gap * max(0, natural.count - 1)
    // The narrow columns get what they need; the others share the rest.
    var open = Array(natural.indices)
    while let share = open.isEmpty ? nil : max(1, room / open.count) {
      let narrow = open.filter { natural[$0] <= share }
      if narrow.isEmpty {
        for index in open { widths[index] = share }
        break
      }
      room -= narrow.reduce(0) { $0 + natural[$1] }
      open.removeAll { narrow.contains($0) }
    }
    for (cells, columnWidth) in zip(columns, widths) {
      let longestWord = cells.flatMap { $0.split(separator: " ") }.map(\.count).max() ?? 0
      if longestWord > columnWidth { return nil }
    }
    let isTooNarrow = zip(natural, widths).contains { $1 < min($0, PageTable.narrowest) }
    return isTooNarrow ? nil : widths
  }

  /// Returns a row, whose cells may take several lines.
  private func line(_ row: [String], _ widths: [Int]) -> String {
    let cells = zip(row, widths).map { cell, width in
      cell.wrapped(indent: 0, width: width).split(separator: "\n").map(String.init)
    }
    let height = cells.map(\.count).max() ?? 0
    return (0..<height).map { number in
      let parts = zip(cells, widths).map { cell, width -> String in
        let text = number < cell.count ? cell[number] : ""
        return text + PageTable.blanks(width - text.count)
      }
      let line = parts.joined(separator: PageTable.blanks(PageTable.gap))
      return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
    }.joined()
  }

  /// Returns each row as its first cell and below it the other cells with their heads.
  private func listed(width: Int) -> String {
    let heads = rows.first ?? []
    return rows.dropFirst().map { row in
      let others = zip(heads, row).dropFirst().filter { !$1.isEmpty }.map { head, cell in
        "\(head.isEmpty ? "" : head + ": ")\(cell)".wrapped(indent: 6, first: 4, width: width)
      }
      return (row.first ?? "").wrapped(indent: 2, first: 0, width: width) + others.joined()
    }.joined(separator: "\n")
  }

  private static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}
