// The writer of conversations.csv.

/// A writer of rows of conversations.csv for one worker.
struct ConversationsTable<Rows: RowBuffer & ~Copyable> {
  private let writeCells: @Sendable (ConversationRow, inout Rows) -> Void

  /// Makes the lists of agents; `nil` if no column has them.
  private let agents: AgentListMaker?

  /// Creates a writer of the columns for the options.
  init(_ options: TableOptions, agents: Agents? = nil) {
    self.agents = options.columns.hasAttributes ? agents.map(AgentListMaker.init) : nil
    writeCells = Columns.writer(
      of: Columns.ofConversations(metadataKeys: options.metadataKeys, options.columns)[...])
  }

  /// Writes the row of a conversation.
  ///
  /// - Parameters:
  ///   - measures: the measures of this conversation.
  ///   - service: the service measures of this conversation.
  ///   - asOf: the moment at which open waits are aged, in milliseconds since 1970.
  func append(
    _ conversation: InPlace<Conversation>, _ measures: ConversationMeasures,
    _ service: ServiceMeasures, asOf: Int64, to buffer: inout Rows
  ) {
    var row = ConversationRow(
      conversationInPlace: conversation, figuresInPlace: measures.figuresInPlace, asOf: asOf,
      business: service.business, levels: service.levels)
    if let agents { row.agents = agents.lists(of: conversation, count: measures.figures.agents) }
    writeCells(row, &buffer)
    buffer.endRow()
  }
}
