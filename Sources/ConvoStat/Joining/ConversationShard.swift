// A share of the conversations, the same on every machine: those whose keys hash to one number.

/// One of `count` equal shares of all conversations (Options: shares).
public struct ConversationShard: Sendable, Equatable {
  /// The number of the share, from 0.
  public let number: Int
  /// The number of shares.
  public let count: Int

  /// Creates a share.
  ///
  /// `nil` unless `number` is in `0..<count`.
  public init?(_ number: Int, of count: Int) {
    guard count > 0, 0..<count ~= number else { return nil }
    (self.number, self.count) = (number, count)
  }

  /// Returns true if the conversation belongs to the share.
  func contains(_ key: ConversationKey) -> Bool {
    ConversationShard.hash(key) % UInt64(count) == UInt64(number)
  }

  /// Returns the 64-bit FNV-1a hash of the columns source, account_id and conversation_id, separated by
  /// zero bytes.
  static func hash(_ key: ConversationKey) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func absorb(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    if key.platform != .mapped {  // the account of another platform begins with the source and a zero byte
      for byte in Text(key.platform.name).bytes { absorb(byte) }
      absorb(0)
    }
    for byte in key.account.bytes { absorb(byte) }
    absorb(0)
    for byte in key.id.bytes { absorb(byte) }
    return hash
  }

  /// Returns the ranges of the share's conversations in order, each at most `limit` long.
  func ranges(of conversations: Conversations, atMost limit: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for number in 0..<conversations.count where contains(conversations.keys[number]) {
      if let last = ranges.last, last.upperBound == number, last.count < limit {
        ranges[ranges.count - 1] = last.lowerBound..<number + 1
      } else {
        ranges.append(number..<number + 1)
      }
    }
    return ranges
  }
}
