// The definitions of the columns of all tables, for `describe` and the documentation.

/// The definition of a column.
public struct ColumnDescription: Sendable {
  /// Name of the column.
  public let name: String
  /// The files that have the column with this definition.
  public let tables: [String]
  /// The index of the column in the header of each of those tables, from 0.
  public let positions: [Int]
  /// text, count, seconds, share, ratio, time or flag.
  public let unit: String
  /// One sentence.
  public let definition: String
}

/// Returns the columns of all tables, in the order of the tables and their headers.
///
/// A column with the same definition in several tables is described once. A column with different definitions
/// (such as `unanswered`, a flag of a conversation and a count of a group) is described once for each.
///
/// - Parameters:
///   - metadataKeys: the keys K of `metadata.K` in conversations.csv.
///   - levels: the spellings of the times of `--within`.
public func describeColumns(metadataKeys: [String], levels: [String]) -> [ColumnDescription] {
  let optional = OptionalColumns(
    hasHours: true, levels: levels, hasAttributes: true, hasCreation: true, hasSessions: true,
    hasLink: true)
  return describe(
    TableSchema.all(metadataKeys: metadataKeys, optional)
      + [TableSchema.anyKeys(metadataKeys: metadataKeys, optional), .comparison])
}

/// Returns the columns of some tables, each definition once, in the order of the tables and their headers.
package func describe(_ tables: [TableSchema]) -> [ColumnDescription] {
  var all: [ColumnDescription] = []
  for table in tables {
    for (position, column) in table.columns.enumerated() {
      let same = all.firstIndex {
        $0.name == column.name && $0.unit == column.unit.rawValue && $0.definition == column.definition
      }
      let tables = (same.map { all[$0].tables } ?? []) + [table.name]
      let positions = (same.map { all[$0].positions } ?? []) + [position]
      let description = ColumnDescription(
        name: column.name, tables: tables, positions: positions, unit: column.unit.rawValue,
        definition: column.definition)
      if let same { all[same] = description } else { all.append(description) }
    }
  }
  return all
}
