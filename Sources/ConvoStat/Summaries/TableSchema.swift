// What tables a run writes and which columns each has: the source of `describe`, datapackage.json and workbooks.

/// A table as its readers know it.
struct TableSchema: Sendable {
  /// The file's name, such as `by_queue.csv`.
  let name: String
  let columns: [Column]
  /// How many of the first columns tell a row from all others.
  let keyCount: Int

  /// The name without `.csv`.
  var shortName: String { String(name.prefix { $0 != "." }) }

  /// The names of the columns that tell a row from all others; none where there is one row.
  var keys: [String] { columns.prefix(keyCount).map(\.name) }

  /// The place of a column, or nil.
  func place(of column: String) -> Int? { columns.firstIndex { $0.name == column } }

  /// All tables that a run can write, in their order.
  ///
  /// - Parameter metadataKeys: the keys K of `metadata.K` in conversations.csv.
  static func all(metadataKeys: [String]) -> [TableSchema] {
    let conversations = TableSchema(
      "conversations.csv", Columns.ofConversations(metadataKeys: metadataKeys), keyCount: 3)
    let groups = Summaries.keys.map { asked in
      let keys = Key.columns(of: asked)
      return TableSchema(Grouping.tableName(of: asked), Columns.ofGroups(by: keys), keyCount: keys.count)
    }
    return [conversations] + groups + [
      TableSchema("roles.csv", Columns.ofRoles, keyCount: 1),
      TableSchema("summary.csv", Columns.measures, keyCount: 0),
      TableSchema(Summaries.distributionName, Columns.ofDistribution, keyCount: 4),
    ]
  }

  /// The tables that a run writes, in their order.
  static func written(by options: Options) -> [TableSchema] {
    all(metadataKeys: options.metadataKeys)
      .filter { $0.name != Summaries.distributionName || options.buckets != nil }
  }

  /// A table whose rows are written otherwise.
  init(_ name: String, columns: [Column], keyCount: Int) {
    self.name = name
    self.columns = columns
    self.keyCount = keyCount
  }

  private init<Row>(_ name: String, _ columns: [Columns<Row>], keyCount: Int) {
    self.name = name
    self.columns = columns.flatMap(\.columns)
    self.keyCount = keyCount
  }
}
