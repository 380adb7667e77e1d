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
    let name: String
    let isKey: Bool
    let isRight: Bool
    let head: [String]
    let cells: [String]
    let width: Int
  }

  /// The rows under heads of several lines, then what is not shown.
  var text: String {
    let all = table.columns.indices.map(set)
    var (shown, left): ([Set], [Set]) = ([], [])
    var used = -ShownTableText.gap
    for column in all {
      used += ShownTableText.gap + column.width
      // After the first column that does not fit, the others are left out too: columns are left out from the right.
      if column.isKey || (left.isEmpty && used <= width) { shown.append(column) } else { left.append(column) }
    }
    let height = shown.map(\.head.count).max() ?? 0
    let heads = (0..<height).map { line in
      row(shown.map { $0.head.count < height - line ? "" : $0.head[$0.head.count - height + line] }, shown)
    }
    let rows = table.rows.indices.map { index in row(shown.map { $0.cells[index] }, shown) }
    let rule = shown.map { String(repeating: "-", count: $0.width) }
      .joined(separator: String(repeating: " ", count: ShownTableText.gap))
    return heads.joined() + rule + "\n" + rows.joined() + notes(left)
  }

  private func notes(_ left: [Set]) -> String {
    var notes = ""
    if table.rows.isEmpty { notes += "no rows\n" }
    if table.rowsLeft > 0 { notes += "and \(Quantity.counted(table.rowsLeft, "more row"))\n" }
    if !left.isEmpty {
      notes +=
        ("\(Quantity.counted(left.count, "more column")) did not fit into \(width): "
        + "\(left.map(\.name.visible).joined(separator: ", ")); --columns chooses, --csv has all")
        .wrapped(indent: 0, width: width)
    }
    return notes.isEmpty ? "" : "\n" + notes
  }

  private func set(_ index: Int) -> Set {
    let column = table.columns[index]
    let longest = max(16, width / 3)
    let cells = table.rows.map { table.text($0[index], of: column).cut(to: longest) }
    let inner = cells.map(\.displayWidth).max() ?? 0
    let head = ShownTableText.head(column.name, width: inner)
    return Set(
      name: column.name, isKey: column.isKey, isRight: column.isNumber, head: head, cells: cells,
      width: max(inner, head.map(\.displayWidth).max() ?? 0))
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

  private func row(_ cells: [String], _ columns: [Set]) -> String {
    let line = zip(cells, columns).map { $0.set(in: $1.width, isRight: $1.isRight) }
      .joined(separator: String(repeating: " ", count: ShownTableText.gap))
    return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
  }
}
