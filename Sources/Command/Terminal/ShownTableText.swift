// A table of a run, set for a terminal.

import ConvoStat
import Presentation

/// The text that show prints.
struct ShownTableText {
  let table: ShownTable
  /// The width of the terminal in columns.
  let width: Int

  /// Blanks between two columns.
  private static let gap = 2

  /// A column as it is set.
  private struct Set {
    /// Its place in the table.
    let index: Int
    let column: ShownTable.Column
    let cells: [String]
    /// The columns of the terminal that the longest cell takes.
    let longestCell: Int
    /// The columns of the terminal that a text may take; longer ones are cut.
    var limit = Int.max

    /// The limit, for texts only.
    private var longest: Int { column.kind == .text ? limit : .max }
    /// The lines of the head.
    var head: [String] { ShownTableText.head(column.name, width: min(longestCell, longest)) }
    /// The columns of the terminal that the column takes.
    var width: Int { max(min(longestCell, longest), head.map(\.displayWidth).max() ?? 0) }

    /// Returns the cell of a row.
    func cell(_ row: Int) -> String { cells[row].cut(to: longest) }
  }

  /// The rows under heads of several lines, then what is not shown.
  var text: String {
    let (shown, left) = fitting()
    let widths = shown.map(\.width)
    func line(_ cells: [String]) -> String {
      let line = shown.indices.map { cells[$0].set(in: widths[$0], isRight: shown[$0].column.isNumber) }
        .joined(separator: String(repeating: " ", count: ShownTableText.gap))
      return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
    }
    let heads = shown.map(\.head)
    let height = heads.map(\.count).max() ?? 0
    let above = (0..<height).map { number in
      line(heads.map { $0.count < height - number ? "" : $0[$0.count - height + number] })
    }
    let rows = table.rows.indices.map { row in line(shown.map { $0.cell(row) }) }
    let rule = line(widths.map { String(repeating: "-", count: $0) })
    return above.joined() + rule + rows.joined() + notes(left)
  }

  /// Returns the columns that are shown, and those that do not fit into the width.
  ///
  /// The first measure and the keys that tell rows apart are always shown; their texts are cut if they are too wide
  /// together.
  private func fitting() -> (shown: [Set], left: [Set]) {
    var shown = table.columns.indices.map(set)
    let measure = table.columns.firstIndex { !$0.isKey && $0.isNumber }
    let needed = shown.indices.filter { index in
      index == measure || (shown[index].column.isKey && shown[index].column.spareRank == nil)
    }
    for limit in stride(from: max(16, width / 3), through: 8, by: -1) {
      for index in shown.indices { shown[index].limit = limit }
      if totalWidth(needed.map { shown[$0] }) <= width { break }
    }
    var left: [Set] = []
    while totalWidth(shown) > width {
      let candidates = shown.indices.filter { !needed.contains(shown[$0].index) }
      let rank = candidates.compactMap { shown[$0].column.spareRank }.min()
      // Columns of the same rank, and all others, are left out from the right.
      guard let next = candidates.last(where: { shown[$0].column.spareRank == rank }) else { break }
      left.append(shown.remove(at: next))
    }
    return (shown, left.sorted { $0.index < $1.index })
  }

  private func totalWidth(_ columns: [Set]) -> Int {
    columns.reduce(-ShownTableText.gap) { $0 + ShownTableText.gap + $1.width }
  }

  private func notes(_ left: [Set]) -> String {
    var notes = ""
    if table.rows.isEmpty { notes += "no rows\n" }
    if table.rowsLeft > 0 { notes += "and \(Quantity.counted(table.rowsLeft, "more row"))\n" }
    if !table.sameKeys.isEmpty {
      let same = table.sameKeys.map { column, cell in
        let text = table.text(cell, of: column)
        return "\(column.name.visible) is \(text.isEmpty ? "empty" : text)"
      }
      let rows = table.rows.count == 1 ? "this row" : table.rowsLeft > 0 ? "these rows" : "all rows"
      notes += "in \(rows) \(same.joined(separator: ", "))".wrapped(indent: 0, width: width)
    }
    if !left.isEmpty {
      notes +=
        ("\(Quantity.counted(left.count, "more column")) did not fit into \(width): "
        + "\(left.map(\.column.name.visible).joined(separator: ", ")); --columns chooses, --csv has all")
        .wrapped(indent: 0, width: width)
    }
    return notes.isEmpty ? "" : "\n" + notes
  }

  private func set(_ index: Int) -> Set {
    let cells = table.rows.map { table.text($0[index], of: table.columns[index]) }
    return Set(
      index: index, column: table.columns[index], cells: cells,
      longestCell: cells.map(\.displayWidth).max() ?? 0)
  }

  /// Returns the words of a name in lines: about as wide as the cells, and at most a third of the name.
  private static func head(_ name: String, width: Int) -> [String] {
    let name = (name.hasSuffix("_s") ? String(name.dropLast(2)) : name).visible
    let words = name.split(separator: "_").map(String.init)
    let target = max(width, words.map(\.displayWidth).max() ?? 0, (name.displayWidth + 2) / 3)
    var lines: [String] = []
    for word in words {
      if let last = lines.last, last.displayWidth + 1 + word.displayWidth <= target {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(word)
      }
    }
    return lines
  }
}
