// The writer of conversations.csv.

/// Writes rows of conversations.csv; it keeps nothing from one conversation to the next.
struct ConversationsTable<Rows: RowBuffer & ~Copyable>: Sendable {
  private let writeCells: @Sendable (ConversationRow, inout Rows) -> Void

  /// A writer of the columns that the options ask for.
  init(_ options: TableOptions) {
    writeCells = Columns.writer(
      of: Columns.ofConversations(metadataKeys: options.metadataKeys, options.columns)[...])
  }

  /// Writes the row of a conversation.
  ///
  /// - Parameters:
  ///   - measures: those of this conversation.
  ///   - service: likewise.
  ///   - asOf: when open waits are aged, in milliseconds since 1970.
  func append(
    _ conversation: Conversation, _ measures: borrowing ConversationMeasures,
    _ service: borrowing ServiceMeasures, asOf: Int64, to buffer: inout Rows
  ) {
    withInPlace(conversation) { conversation in
      let row = ConversationRow(
        conversationInPlace: conversation, figuresInPlace: measures.figuresInPlace, asOf: asOf,
        business: service.business, levels: service.levels)
      writeCells(row, &buffer)
    }
    buffer.endRow()
  }
}
