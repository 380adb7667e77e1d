// The tables of a run and their columns: the source of `describe`, datapackage.json and workbooks.

/// The description of a table for its readers.
package struct TableSchema: Sendable {
  /// The name of the file, such as `by_queue.csv`.
  package let name: String
  package let columns: [Column]
  /// The number of leading columns that identify a row.
  package let keyCount: Int
  /// The columns that people read first, without the keys; all if the table has no headline.
  package let headline: [ColumnName]
  /// The cells of a stored row that are cells of the table; `nil` if they are the same.
  private(set) var storage: CellStorage?

  /// The file name of the table of conversations.
  package static let conversationsName = "conversations.csv"
  /// The file of the table of waits.
  package static let responsesName = "responses.csv"
  /// The file of the figures of roles.
  package static let rolesName = "roles.csv"
  /// The file of the figures of all conversations together.
  package static let summaryName = "summary.csv"

  /// The columns of the rows as they are stored.
  var storedColumns: [Column] { storage?.columns ?? columns }

  /// The name without `.csv`.
  package var shortName: String { String(name.prefix { $0 != "." }) }

  /// The names of the columns that identify a row; empty if the table has one row.
  package var keys: [String] { columns.prefix(keyCount).map(\.name) }

  /// Returns all tables that a run can write, in order.
  ///
  /// - Parameters:
  ///   - metadataKeys: the keys K of `metadata.K` in conversations.csv.
  ///   - breakdowns: the tables by keys.
  ///   - backlogKeys: the keys of backlog.csv after the period.
  ///   - optional: the columns that options add.
  static func all(
    metadataKeys: [String], breakdowns: [Breakdown] = Breakdown.always, backlogKeys: [Key] = [],
    _ optional: OptionalColumns = OptionalColumns()
  ) -> [TableSchema] {
    let key = Column.ofConversationKey(optional).count
    let conversations = TableSchema(
      conversationsName, Columns.ofConversations(metadataKeys: metadataKeys, optional), keyCount: key,
      headline: Columns<ConversationRow>.headline)
    let responses = TableSchema(responsesName, Columns.ofResponses(optional), keyCount: key + 1)
    let ofGroups = Columns<GroupRow>.headline
    let groups = breakdowns.map { breakdown in
      let keys = Key.columns(of: breakdown.keys)
      return TableSchema(
        breakdown.fileName, Columns.ofGroups(by: keys, optional), keyCount: keys.count, headline: ofGroups)
    }
    return [conversations, responses] + groups + [
      TableSchema(rolesName, Columns.ofRoles, keyCount: 1),
      TableSchema(summaryName, Columns.measures(optional), keyCount: 0, headline: ofGroups),
      TableSchema(Summaries.distributionName, Columns.ofDistribution(optional), keyCount: 4),
      TableSchema(
        Backlog.fileName, Columns.ofBacklog(by: backlogKeys, optional.people),
        keyCount: 1 + backlogKeys.count),
      measures,
    ]
  }

  /// Returns the tables that a run makes, in order, with all their columns.
  static func made(by options: TableOptions) -> [TableSchema] {
    all(
      metadataKeys: options.metadataKeys, breakdowns: options.breakdowns,
      backlogKeys: options.backlog?.keys ?? [], options.columns
    )
    .filter { $0.name != Summaries.distributionName || options.hasDistribution }
    .filter { $0.name != responsesName || options.hasResponses }
    .filter { $0.name != Backlog.fileName || options.backlog != nil }
    .filter { $0.name != measuresName || options.isTidy }
  }

  /// Returns the tables that a run writes, in order, with the columns of `--columns`.
  static func written(by options: TableOptions) -> [TableSchema] {
    let unwritten = options.unwritten.map(\.fileName)
    let tables = made(by: options).filter { !unwritten.contains($0.name) }
    return options.selection.names.isEmpty ? tables : tables.map { $0.selecting(options.selection) }
  }

  /// Returns the columns that people read first in the table with a name without `.csv`; `nil` if all are.
  package static func headline(ofTable name: String) -> [String]? {
    if name == "conversations" { return Columns<ConversationRow>.headline.map(\.text) }
    return name == "summary" || name.hasPrefix("by_") ? Columns<GroupRow>.headline.map(\.text) : nil
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

  /// Creates a table whose rows are not written by `Columns`.
  package init(_ name: String, columns: [Column], keyCount: Int, headline: [ColumnName]? = nil) {
    self.name = name
    self.columns = columns
    self.keyCount = keyCount
    self.headline = headline ?? columns.dropFirst(keyCount).map(\.id)
  }

  /// Returns the table with the columns of a selection only; the stored rows have all columns.
  func selecting(_ selection: ColumnSelection) -> TableSchema {
    let indices = selection.indices(in: self)
    var table = TableSchema(
      name, columns: indices.map { columns[$0] }, keyCount: keyCount, headline: headline)
    table.storage = CellStorage(columns: columns, indices: indices)
    return table
  }

  /// Returns one table with all columns that tables of `--by` can have, for `describe`.
  static func anyKeys(metadataKeys: [String], _ optional: OptionalColumns) -> TableSchema {
    let keys = Key.named + metadataKeys.map(Key.metadata)
    return TableSchema(
      "by_KEYS.csv", Columns.ofGroups(by: Key.columns(of: keys), optional), keyCount: keys.count)
  }

  private init<Row>(
    _ name: String, _ columns: [Columns<Row>], keyCount: Int, headline: [ColumnName]? = nil
  ) {
    self.init(name, columns: columns.flatMap(\.columns), keyCount: keyCount, headline: headline)
  }
}
