// The ids of a conversation's messages, for the tables that name single messages.

/// Ids by the places of the messages in their order; borrowed.
struct MessageIDs {
  private let ids: UnsafeBufferPointer<MessageID>

  /// - Parameter ids: those of the messages, in their order.
  init(_ ids: UnsafeBufferPointer<MessageID>) { self.ids = ids }

  subscript(index: Int) -> MessageID { ids[index] }
}
