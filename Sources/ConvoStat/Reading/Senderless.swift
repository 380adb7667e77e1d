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

  /// Counts a message.
  mutating func add(_ kind: RecordedClass) {
    if kind == .emptySender { withKeys += 1 } else { withoutKeys += 1 }
  }

  /// Adds other numbers.
  public mutating func merge(_ other: Senderless) {
    withKeys += other.withKeys
    withoutKeys += other.withoutKeys
  }
}
