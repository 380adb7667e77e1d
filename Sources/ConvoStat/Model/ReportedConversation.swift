// How a reporting event names its conversation: by an id of the database, and by what must agree.

/// The conversation of a reporting event (Life: reporting events).
///
/// It is the account text of a reference of kind `reported`, whose name is the id: the account, the inbox, and the second
/// in which the conversation was created, separated by zero bytes.
struct ReportedConversation {
  /// The event's account, or empty.
  var account: Text
  /// The event's inbox, or empty.
  var inbox: Text
  /// The second in which the conversation was created, since 1970; `nil` if the event does not say.
  var start: Int64?

  private static let separator: UInt8 = 0

  /// Creates the conversation.
  init(account: Text, inbox: Text, start: Int64?) {
    (self.account, self.inbox, self.start) = (account, inbox, start)
  }

  /// Creates the conversation from the account text of a reference.
  init(_ text: Text) {
    let end = text.offset(of: ReportedConversation.separator) ?? text.count
    account = text[0..<end]
    let rest = text.suffix(from: min(end + 1, text.count))
    let inboxEnd = rest.offset(of: ReportedConversation.separator) ?? rest.count
    inbox = rest[0..<inboxEnd]
    start = rest.suffix(from: min(inboxEnd + 1, rest.count)).keptMilliseconds
  }

  /// The bytes of the account text.
  var bytes: [UInt8] {
    var bytes = Array(account.bytes) + [ReportedConversation.separator] + Array(inbox.bytes)
    bytes.append(ReportedConversation.separator)
    if let start { bytes += "\(start)".utf8 }
    return bytes
  }
}

/// What the records of references tell that reporting events are compared with.
///
/// Nearly all records of a conversation tell the same, which costs one comparison.
struct ReferenceTraits: ~Copyable {
  /// By reference: the first inbox and the first second of creation that a record told.
  private var firstInbox = ReusableArray<UInt32>()
  private var firstStart = ReusableArray<Int64>()
  /// The others, and the rows of the database.
  private var more: Set<ReferenceTrait> = []
  /// The ids of inboxes.
  private let inboxes = TextTable()

  private static let noInbox = UInt32.max
  private static let noStart: Int64 = -1

  /// Approximate memory in bytes.
  var bytesHeld: Int {
    firstInbox.bytesHeld + firstStart.bytesHeld + more.capacity * 32 + inboxes.bytesHeld
  }

  /// Notes the inbox of a record; nothing if it is empty.
  mutating func note(inbox: Text, of reference: UInt32) {
    if inbox.isEmpty { return }
    grow(to: reference)
    let first = firstInbox[Int(reference)]
    if first != ReferenceTraits.noInbox, inboxes[first] == inbox { return }
    let number = inboxes.number(of: inbox)
    if first == ReferenceTraits.noInbox {
      firstInbox[Int(reference)] = number
    } else {
      more.insert(ReferenceTrait(reference: reference, kind: .inbox, value: Int64(number)))
    }
  }

  /// Notes the second in which a conversation was created, since 1970.
  mutating func note(start: Int64, of reference: UInt32) {
    grow(to: reference)
    if firstStart[Int(reference)] == start { return }
    if firstStart[Int(reference)] == ReferenceTraits.noStart {
      firstStart[Int(reference)] = start
    } else {
      more.insert(ReferenceTrait(reference: reference, kind: .start, value: start))
    }
  }

  /// Notes that a record is a row of the database, whose id is that of reporting events.
  mutating func noteRow(_ reference: UInt32) {
    more.insert(ReferenceTrait(reference: reference, kind: .row, value: 0))
  }

  private mutating func grow(to reference: UInt32) {
    while firstInbox.count <= Int(reference) {
      firstInbox.append(ReferenceTraits.noInbox)
      firstStart.append(ReferenceTraits.noStart)
    }
  }

  /// Calls `body` with the traits of all references, in no order.
  func forEach(_ body: (ReferenceTrait) -> Void) {
    for reference in 0..<firstInbox.count {
      if firstInbox[reference] != ReferenceTraits.noInbox {
        body(
          ReferenceTrait(
            reference: UInt32(reference), kind: .inbox, value: Int64(firstInbox[reference])))
      }
      if firstStart[reference] != ReferenceTraits.noStart {
        body(ReferenceTrait(reference: UInt32(reference), kind: .start, value: firstStart[reference]))
      }
    }
    for trait in more { body(trait) }
  }

  /// Returns the id of the inbox with a number.
  func inbox(_ number: Int64) -> Text { inboxes[UInt32(number)] }
}

/// One thing that records of a reference tell.
struct ReferenceTrait: Hashable, BitwiseCopyable {
  enum Kind: UInt8, BitwiseCopyable { case inbox, start, row }

  var reference: UInt32
  var kind: Kind
  /// The number of the inbox, or the second since 1970.
  var value: Int64
}
