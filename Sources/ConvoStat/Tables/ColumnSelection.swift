// The columns that `--columns` keeps.

/// A selection of columns by name, in the order in which tables must have them.
///
/// A name is that of a column, of a family such as `first_response_created`, or `headline`. A family has all
/// columns whose names begin with it and `_`. The headline of a table are the columns that people read first; a
/// table without one has all its columns as headline.
public struct ColumnSelection: Equatable, Sendable {
  /// The names as typed, each once.
  public private(set) var names: [String]

  /// The name for the columns that people read first.
  package static let headline = "headline"

  /// Creates a selection.
  public init(_ names: [String] = []) {
    self.names = names.reduce(into: []) { all, name in if !all.contains(name) { all.append(name) } }
  }

  /// Returns this selection with the names of another after its own.
  public func joined(with other: ColumnSelection) -> ColumnSelection {
    ColumnSelection(names + other.names)
  }

  /// Returns the indices of the columns that a table keeps, its keys first.
  ///
  /// A table that has none of the names keeps all its columns: without them it would say nothing.
  package func indices(in table: TableSchema) -> [Int] {
    let keys = Array(0..<table.keyCount)
    let chosen = names.flatMap { ColumnSelection.indices(of: $0, in: table) }
    if chosen.allSatisfy(keys.contains) { return Array(table.columns.indices) }
    return chosen.reduce(into: keys) { all, index in if !all.contains(index) { all.append(index) } }
  }

  /// Returns the first name that no table has; `nil` if every name is that of a column, a family or the headline.
  package func firstUnknown(in tables: [TableSchema]) -> String? {
    names.first { name in tables.allSatisfy { ColumnSelection.indices(of: name, in: $0).isEmpty } }
  }

  private static func indices(of name: String, in table: TableSchema) -> [Int] {
    if name == headline {
      return table.headline.compactMap { id in table.columns.firstIndex { $0.id == id } }
    }
    if let index = table.columns.firstIndex(where: { $0.name == name }) { return [index] }
    return table.columns.indices.filter { table.columns[$0].name.hasPrefix(name + "_") }
  }
}
