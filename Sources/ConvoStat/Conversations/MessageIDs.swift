// The ids of a conversation's messages, for the tables that name single messages.

/// Ids by the places of the messages in their order.
struct MessageIDs {
  private let facts: [Fact]

  /// - Parameter facts: the messages' own, in the order of the messages.
  init(_ facts: [Fact]) { self.facts = facts }

  subscript(place: Int) -> MessageID { facts[place].id }
}
