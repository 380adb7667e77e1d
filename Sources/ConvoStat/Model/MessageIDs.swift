// The ids of a conversation's messages, for tables that name single messages.

/// The ids of messages, by the index of the message.
///
/// Borrowed.
struct MessageIDs {
  private let ids: BorrowedArray<MessageID>

  /// - Parameter ids: the ids of the messages, in the order of the messages.
  init(_ ids: BorrowedArray<MessageID>) { self.ids = ids }

  subscript(index: Int) -> MessageID { ids[index] }

  /// Returns the ids of the messages in `range`.
  func part(_ range: Range<Int>) -> MessageIDs { MessageIDs(ids.part(range)) }
}
