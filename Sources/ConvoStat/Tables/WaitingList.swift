// The conversations with the longest open waits, in bounded memory.

/// A conversation that ends with a waiting customer.
package struct WaitingConversation {
  package let source: String
  package let account: String
  package let id: String
  /// The number of the session, from 1; 0 if the conversation is whole.
  package let session: Int
  package let queue: String
  package let agent: String
  /// The address of the conversation on its platform; empty without `--link`, or if a value is missing.
  package let link: String
  /// The status; `other` if none is known.
  package let status: StatusObservation.Told
  /// The start of the wait, in milliseconds since 1970.
  package let since: Int64
  /// The age of the wait at the as-of moment, in milliseconds.
  package let milliseconds: Int64

  /// Returns true if `self` is listed before `other`: longest first, then by key.
  fileprivate func precedes(_ other: WaitingConversation) -> Bool {
    if milliseconds != other.milliseconds { return milliseconds > other.milliseconds }
    for (mine, theirs) in [(source, other.source), (account, other.account), (id, other.id)]
    where mine != theirs {
      return mine.utf8.lexicographicallyPrecedes(theirs.utf8)
    }
    return session < other.session
  }
}

/// The longest waits of conversations that are not resolved, and the number of all.
package struct WaitingList {
  /// The maximum number of waits that are kept.
  static let capacity = 50

  /// The waiting conversations that are not resolved.
  package private(set) var count = 0
  /// The ages of the waits of `count`.
  package private(set) var ages = WaitAges()
  /// Those of `count` in which nobody ever answered.
  package private(set) var neverAnswered = 0
  /// The conversations that end with a waiting customer and are resolved.
  package private(set) var resolved = 0
  /// The age of the longest wait of `count`, in milliseconds; `nil` if nobody waits.
  package var longestMilliseconds: Int64? { kept.map(\.milliseconds).max() }
  private var kept: [WaitingConversation] = []

  /// The longest waits, longest first.
  package var longest: [WaitingConversation] {
    Array(kept.sorted { $0.precedes($1) }.prefix(WaitingList.capacity))
  }

  /// Adds a conversation that ends with a waiting customer.
  mutating func absorb(
    _ conversation: Conversation, _ status: StatusObservation.Told, since: Int64, milliseconds: Int64,
    isNeverAnswered: Bool, link: ConversationLink?
  ) {
    if status == .resolved {
      resolved += 1
      return
    }
    count += 1
    ages.absorb(milliseconds)
    if isNeverAnswered { neverAnswered += 1 }
    add(
      WaitingConversation(
        source: conversation.source.string, account: conversation.account.string,
        id: conversation.id.string, session: conversation.session, queue: conversation.queue.string,
        agent: conversation.assignedAgentName.isEmpty
          ? conversation.assignedAgentID.string : conversation.assignedAgentName.string,
        link: link.map { String(decoding: $0.link(of: conversation), as: UTF8.self) } ?? "",
        status: status, since: since, milliseconds: milliseconds))
  }

  /// Adds the conversations of another worker.
  mutating func merge(_ other: WaitingList) {
    count += other.count
    ages.merge(other.ages)
    neverAnswered += other.neverAnswered
    resolved += other.resolved
    for conversation in other.kept { add(conversation) }
  }

  private mutating func add(_ conversation: WaitingConversation) {
    kept.append(conversation)
    if kept.count == 4 * WaitingList.capacity { kept = longest }
  }
}
