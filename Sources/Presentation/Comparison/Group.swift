// A group that only one of two runs has.

import ConvoStat

/// A row of a table by groups.
public struct Group: Sendable {
  /// The table, without `.csv`.
  public let table: String
  /// The names and cells of the key columns of the row.
  public let keys: [(column: String, cell: String)]
  /// The name of the agent of the row.
  public let agentName: String?
  /// True if the row is that of an agent.
  public let isOfAgent: Bool
  /// The number of conversations.
  let conversations: Int64

  init(_ table: WrittenTable, _ key: [String]) {
    self.table = table.name
    keys = Array(zip(table.keys, key)).map { (column: $0.0, cell: $0.1) }
    agentName = table.agentNames[key]
    isOfAgent = table.isByAgent
    conversations = table.cell(key, .conversations)?.units ?? 0
  }

  /// The key as `source=asapp, queue=billing`.
  var key: String { Group.key(keys) }

  /// Returns the key of a row as text.
  ///
  /// Keys without a cell are left out, and unusual cells are quoted.
  static func key(_ keys: [(column: String, cell: String)]) -> String {
    keys.filter { !$0.cell.isEmpty }.map { key in
      let isOdd = key.cell.contains { ",=\"\\\n\r".contains($0) }
      return key.column + "=" + (isOdd ? JSONValue.string(key.cell).line : key.cell)
    }.joined(separator: ", ")
  }
}
