// The outgoing messages without a sender, counted by the keys of their records.

/// Numbers of kept outgoing messages without a sender (Inputs: messages and times).
public struct Senderless: Sendable, Equatable {
  /// The messages whose record has keys for a sender, all of them empty.
  public var withKeys = 0
  /// The messages whose record has no key for a sender.
  public var withoutKeys = 0

  /// Creates numbers of zero.
  public init() {}

  /// All messages without a sender.
  public var count: Int { withKeys + withoutKeys }

  /// Adds a number of messages of a class.
  mutating func add(_ kind: RecordedClass, _ count: Int) {
    if kind == .emptySender { withKeys += count } else { withoutKeys += count }
  }

  /// Adds those of some messages that have no sender.
  mutating func add(_ messages: BorrowedArray<Message>) {
    for message in messages {
      if let kind = message.senderless { add(kind, 1) }
    }
  }

  /// Adds other numbers.
  public mutating func merge(_ other: Senderless) {
    withKeys += other.withKeys
    withoutKeys += other.withoutKeys
  }
}
