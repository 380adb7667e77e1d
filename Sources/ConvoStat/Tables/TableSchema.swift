// What tables a run writes and which columns each has: the source of `describe`, datapackage.json and workbooks.

/// A table as its readers know it.
package struct TableSchema: Sendable {
  /// The file's name, such as `by_queue.csv`.
  package let name: String
  package let columns: [Column]
  /// How many of the first columns tell a row from all others.
  package let keyCount: Int

  /// The file of the table of conversations.
  package static let conversationsName = "conversations.csv"
  /// The file of the table of waits.
  package static let responsesName = "responses.csv"
  /// The file of the figures of roles.
  package static let rolesName = "roles.csv"
  /// The file of the figures of all conversations together.
  package static let summaryName = "summary.csv"

  /// The name without `.csv`.
  package var shortName: String { String(name.prefix { $0 != "." }) }

  /// The names of the columns that tell a row from all others; none where there is one row.
  package var keys: [String] { columns.prefix(keyCount).map(\.name) }

  /// All tables that a run can write, in their order.
  ///
  /// - Parameters:
  ///   - metadataKeys: the keys K of `metadata.K` in conversations.csv.
  ///   - breakdowns: the tables by keys.
  ///   - optional: the columns that are there only if they are asked for.
  static func all(
    metadataKeys: [String], breakdowns: [Breakdown] = Breakdown.always,
    _ optional: OptionalColumns = OptionalColumns()
  ) -> [TableSchema] {
    let conversations = TableSchema(
      conversationsName, Columns.ofConversations(metadataKeys: metadataKeys, optional), keyCount: 3)
    let responses = TableSchema(responsesName, Columns.ofResponses(optional), keyCount: 4)
    let groups = breakdowns.map { breakdown in
      let keys = Key.columns(of: breakdown.keys)
      return TableSchema(breakdown.fileName, Columns.ofGroups(by: keys, optional), keyCount: keys.count)
    }
    return [conversations, responses] + groups + [
      TableSchema(rolesName, Columns.ofRoles, keyCount: 1),
      TableSchema(summaryName, Columns.measures(optional), keyCount: 0),
      TableSchema(Summaries.distributionName, Columns.ofDistribution(optional), keyCount: 4),
    ]
  }

  /// The tables that a run writes, in their order.
  static func written(by options: TableOptions) -> [TableSchema] {
    all(metadataKeys: options.metadataKeys, breakdowns: options.breakdowns, options.columns)
      .filter { $0.name != Summaries.distributionName || options.hasDistribution }
      .filter { $0.name != responsesName || options.hasResponses }
  }

  /// Returns the file of rows that are given as texts, as they are.
  package func csv(_ rows: [[String]]) -> [UInt8] {
    var table = CSVBuffer(text: .raw)
    table.header(columns.map(\.name))
    for row in rows {
      table.texts(row)
      table.endRow()
    }
    return Array(table.content.bytes)
  }

  /// A table whose rows are written otherwise.
  package init(_ name: String, columns: [Column], keyCount: Int) {
    self.name = name
    self.columns = columns
    self.keyCount = keyCount
  }

  /// What tables that are asked for with `--by` can have, as one: for who asks what a column means.
  static func anyKeys(metadataKeys: [String], _ optional: OptionalColumns) -> TableSchema {
    let keys = Key.named + metadataKeys.map(Key.metadata)
    return TableSchema(
      "by_KEYS.csv", Columns.ofGroups(by: Key.columns(of: keys), optional), keyCount: keys.count)
  }

  private init<Row>(_ name: String, _ columns: [Columns<Row>], keyCount: Int) {
    self.name = name
    self.columns = columns.flatMap(\.columns)
    self.keyCount = keyCount
  }
}
