// The catalogue of columns as text, at most 80 columns wide.

import ConvoStat

extension Catalogue {
  /// All tables.
  ///
  /// A column is described in the first table that has it.
  var text: String {
    tables.map { table in
      var paragraphs = ColumnParagraphs()
      for piece in pieces(of: table) {
        switch piece {
        case .column(let column): paragraphs.add(column)
        case .same(let first, let last, let count, let table): paragraphs.add(first, last, count, asIn: table)
        }
      }
      return "\(table.name)\n\n" + paragraphs.text + Catalogue.afterword(of: table)
    }.joined(separator: "\n")
  }

  /// Returns the columns of a table, one line each.
  func listing(of table: Table) -> String {
    let described = table.columns.map { columns[$0] }
    let nameWidth = described.map(\.name.count).max() ?? 0
    let unitWidth = described.map(\.unit.count).max() ?? 0
    let lines = described.map { column in
      let head = "  " + column.name.padded(to: nameWidth) + "  " + column.unit.padded(to: unitWidth) + "  "
      return head + Catalogue.gist(column.definition).shortened(to: 80 - head.count) + "\n"
    }
    return "\(table.name)\n\n" + lines.joined() + Catalogue.afterword(of: table)
      + "\nconvostat describe COLUMN gives a column's whole definition.\n"
  }

  /// Returns the columns of a family, under the tables that have them.
  static func family(_ columns: [ColumnDescription]) -> String {
    var tables: [[String]] = []
    for column in columns where !tables.contains(column.tables) { tables.append(column.tables) }
    return tables.map { tables in
      var paragraphs = ColumnParagraphs()
      for column in columns where column.tables == tables { paragraphs.add(column) }
      return tables.joined(separator: ", ").wrapped(indent: 0) + "\n" + paragraphs.text
    }.joined(separator: "\n")
  }

  /// Returns everything about one column.
  static func entry(_ column: ColumnDescription) -> String {
    let unit = column.unit.isEmpty ? "" : "  unit    \(column.unit)\n"
    return "\(column.name)\n\(unit)"
      + ("tables  " + column.tables.joined(separator: ", ")).wrapped(indent: 10, first: 2)
      + "\n" + column.definition.wrapped(indent: 2)
  }

  /// Returns a note about optional columns of a table.
  private static func afterword(of table: Table) -> String {
    guard table.shortName == "conversations" else { return "" }
    return "\n  With --metadata K there is metadata.K too, the value of K in the metadata.\n"
  }

  /// Returns the beginning of a definition, without explanations in brackets.
  private static func gist(_ definition: String) -> String {
    let beginning = definition.replacing(explanation, with: "").prefix { $0 != ";" && $0 != ":" }
    return String(beginning.hasSuffix(".") ? beginning.dropLast() : beginning)
  }
}

/// Paragraphs of columns, each beginning with the name.
private struct ColumnParagraphs {
  private(set) var text = ""
  private var explained: Set<Substring> = []

  /// Adds a column.
  ///
  /// An explanation in brackets that was printed before is left out.
  mutating func add(_ column: ColumnDescription) {
    let unit = column.unit.isEmpty ? "" : " (\(column.unit))"
    var definition = column.definition
    if let known = definition.firstMatch(of: explanation), !explained.insert(known.output).inserted {
      definition.removeSubrange(known.range)
    }
    text += "\(column.name)\(unit)  \(definition)".wrapped(indent: 6, first: 2)
  }

  /// Adds consecutive columns that an earlier table has too.
  mutating func add(_ first: String, _ last: String, _ count: Int, asIn table: String) {
    let columns =
      switch count {
      case 1: first
      case 2: "\(first), \(last)"
      default: "\(first) to \(last) (\(count) columns)"
      }
    text += "\(columns): as in \(table)".wrapped(indent: 6, first: 2)
  }
}

/// An explanation in brackets.
///
/// A single word in brackets is not one, but the text of a cell.
private var explanation: Regex<Substring> { /\ \([^() ]+ [^()]*\)/ }

extension String {
  /// Returns the text padded with blanks at the end.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  /// Returns as many words as fit, with dots if words are left out.
  fileprivate func shortened(to width: Int) -> String {
    if count <= width { return self }
    var text = ""
    for word in split(separator: " ") {
      if text.count + 1 + word.count + 3 > width { break }
      text += (text.isEmpty ? "" : " ") + word
    }
    while text.last.map({ ",:".contains($0) }) ?? false { text.removeLast() }
    return text + "..."
  }
}
