// The catalogue of columns as text, as wide as the terminal.

import ConvoStat

extension Catalogue {
  /// Returns all tables.
  ///
  /// A column is described in the first table that has it.
  func text(width: Int) -> String {
    tables.map { table in
      var paragraphs = ColumnParagraphs(width: width)
      for piece in pieces(of: table) {
        switch piece {
        case .column(let column): paragraphs.add(column)
        case .same(let first, let last, let count, let table): paragraphs.add(first, last, count, asIn: table)
        }
      }
      return "\(table.name)\n\n" + paragraphs.text + Catalogue.afterword(of: table)
    }.joined(separator: "\n")
  }

  /// Returns the columns of a table, each with its whole definition.
  func listing(of table: Table, width: Int) -> String {
    var paragraphs = ColumnParagraphs(width: width)
    for index in table.columns { paragraphs.add(columns[index]) }
    return "\(table.name)\n\n" + paragraphs.text + Catalogue.afterword(of: table)
  }

  /// Returns the columns of a family, under the tables that have them.
  static func family(_ columns: [ColumnDescription], width: Int) -> String {
    var tables: [[String]] = []
    for column in columns where !tables.contains(column.tables) { tables.append(column.tables) }
    return tables.map { tables in
      var paragraphs = ColumnParagraphs(width: width)
      for column in columns where column.tables == tables { paragraphs.add(column) }
      return tables.joined(separator: ", ").wrapped(indent: 0, width: width) + "\n" + paragraphs.text
    }.joined(separator: "\n")
  }

  /// Returns everything about one column.
  static func entry(_ column: ColumnDescription, width: Int) -> String {
    let unit = column.unit.isEmpty ? "" : "  unit    \(column.unit)\n"
    return "\(column.name)\n\(unit)"
      + ("tables  " + column.tables.joined(separator: ", ")).wrapped(indent: 10, first: 2, width: width)
      + "\n" + column.definition.wrapped(indent: 2, width: width)
  }

  /// Returns a note about optional columns of a table.
  private static func afterword(of table: Table) -> String {
    guard table.shortName == "conversations" else { return "" }
    return "\n  With --metadata K there is metadata.K too, the value of K in the metadata.\n"
  }
}

/// Paragraphs of columns, each beginning with the name.
private struct ColumnParagraphs {
  private(set) var text = ""
  /// The width of the terminal in columns.
  let width: Int

  init(width: Int) { self.width = width }

  /// Adds a column with its definition.
  mutating func add(_ column: ColumnDescription) {
    let unit = column.unit.isEmpty ? "" : " (\(column.unit))"
    text += "\(column.name)\(unit)  \(column.definition)".wrapped(indent: 6, first: 2, width: width)
  }

  /// Adds consecutive columns that an earlier table has too.
  mutating func add(_ first: String, _ last: String, _ count: Int, asIn table: String) {
    let columns =
      switch count {
      case 1: first
      case 2: "\(first), \(last)"
      default: "\(first) to \(last) (\(count) columns)"
      }
    text += "\(columns): as in \(table)".wrapped(indent: 6, first: 2, width: width)
  }
}
