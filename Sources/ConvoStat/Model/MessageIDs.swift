// The ids of a conversation's messages, for the tables that name single messages.

/// Ids by the places of the messages in their order; borrowed.
struct MessageIDs {
  private let ids: BorrowedArray<MessageID>

  /// - Parameter ids: those of the messages, in their order.
  init(_ ids: BorrowedArray<MessageID>) { self.ids = ids }

  subscript(place: Int) -> MessageID { ids[place] }
}
