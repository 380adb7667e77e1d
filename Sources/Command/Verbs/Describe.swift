// convostat describe [COLUMN]: what a column means; without COLUMN, what all of them mean.

import ConvoStat

/// The definitions of the columns, from the list that also makes the tables.
struct Describe {
  private let column: String?
  private let metadataKeys: [String]

  /// Takes what was typed; refuses a second column.
  init(_ arguments: Arguments) throws(UsageError) {
    column = try arguments.onlyOperand(of: .describe)
    let prefix = "metadata."
    let named = column.flatMap { $0.hasPrefix(prefix) ? [String($0.dropFirst(prefix.count))] : nil } ?? []
    metadataKeys = arguments.options.metadataKeys.filter { !named.contains($0) } + named
  }

  /// Prints one column or all; refuses a name that no column has.
  func run() throws(UsageError) -> ExitCode {
    let columns = describeColumns(metadataKeys: metadataKeys)
    guard let column else { return Reporting.print(Describe.catalogue(columns)) }
    let found = columns.filter { $0.name == column }
    if found.isEmpty {
      throw .unknownColumn(column, nearest: nearest(to: column, among: columns.map(\.name)))
    }
    return Reporting.print(found.map(Describe.entry).joined(separator: "\n"))
  }

  /// All columns; those of the same tables stand together, in the order of the first of them.
  private static func catalogue(_ columns: [ColumnDescription]) -> String {
    var tables: [[String]] = []
    for column in columns where !tables.contains(column.tables) { tables.append(column.tables) }
    return tables.map { tables in
      let section = columns.filter { $0.tables == tables }.map { column in
        let unit = column.unit.isEmpty ? "" : " (\(column.unit))"
        return "  \(column.name)\(unit)\n" + column.definition.wrapped(indent: 6)
      }
      return tables.joined(separator: ", ").wrapped(indent: 0) + "\n" + section.joined()
    }.joined(separator: "\n")
  }

  private static func entry(_ column: ColumnDescription) -> String {
    let unit = column.unit.isEmpty ? "" : "  unit    \(column.unit)\n"
    return "\(column.name)\n\(unit)  tables  "
      + column.tables.joined(separator: ", ").wrapped(indent: 10).drop { $0 == " " }
      + "\n" + column.definition.wrapped(indent: 2)
  }
}
