// A cell with its column's name, and rows of them as CSV.

extension Twin {
  /// A cell.
  struct Cell {
    /// The name in the header.
    var column: String
    /// The content of the cell.
    var content: String
    /// True if it is text, which a spreadsheet might run.
    var isText = false

    /// A cell that is written as it is.
    init(column: String, plain: String) {
      self.column = column
      content = plain
    }

    /// A cell of text.
    static func text(_ column: String, _ text: Text?) -> Cell {
      var cell = Cell(column: column, plain: text?.string ?? "")
      cell.isText = true
      return cell
    }

    /// A whole number.
    static func number(_ column: String, _ number: Int) -> Cell {
      Cell(column: column, plain: String(number))
    }

    /// Returns rows as CSV, with the header of a row that is not written.
    static func csv(_ rows: [[Cell]], headerOf model: [Cell], raw: Bool) -> String {
      var header: [Cell] = []
      for cell in model { header.append(.text(cell.column, Text(cell.column))) }
      return ([header] + rows).map { row in
        row.map { $0.written(raw: raw) }.joined(separator: ",") + "\n"
      }.joined()
    }

    /// Returns true if a terminal would obey the character.
    private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.generalCategory == .control && !["\t", "\r", "\n"].contains(scalar)
    }

    /// Returns true if a cell may begin at an index and a spreadsheet would run it.
    private static func isRun(_ scalars: [Unicode.Scalar], from index: Int) -> Bool {
      let separators: [Unicode.Scalar] = [";", ",", "\t", "\r", "\n"]
      let runners: [Unicode.Scalar] = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]
      guard index == 0 || separators.contains(scalars[index - 1]),
        let first = scalars[index...].first(where: { $0 != "'" })
      else { return false }
      return runners.contains(first) || (index == 0 && ["\t", "\r", "\n"].contains(first))
    }

    private func written(raw: Bool) -> String {
      var scalars = Array(content.unicodeScalars)
      if isText, !raw {
        scalars = scalars.map { Cell.isObeyed($0) ? "\u{FFFD}" : $0 }
        var guarded: [Unicode.Scalar] = []
        for index in scalars.indices {
          if Cell.isRun(scalars, from: index) { guarded.append("'") }
          guarded.append(scalars[index])
        }
        scalars = guarded
      }
      let special: [Unicode.Scalar] = ["\"", ",", "\r", "\n"]
      let needsQuotes = scalars.contains { special.contains($0) }
      if needsQuotes {
        scalars = ["\""] + scalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] } + ["\""]
      }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      return String(text)
    }
  }
}
