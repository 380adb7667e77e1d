// The inboxes of conversations by their ids: few, and looked up for every conversation.

/// Looks inboxes up, and caches recent results.
struct InboxNames: ~Copyable {
  private let directory: NameDirectory
  private var key = KeyBuffer()
  private let cache: UnsafeMutableBufferPointer<Inbox>

  /// An inbox with its id and account.
  struct Inbox {
    fileprivate var id = Text.empty
    fileprivate var account = Text.empty
    /// The name, or empty.
    fileprivate(set) var name = Text.empty
    /// The kind of channel from which the inbox takes messages, or empty.
    fileprivate(set) var channel = Text.empty
  }

  init(_ directory: NameDirectory) {
    self.directory = directory
    cache = .allocate(capacity: 256)
    cache.initialize(repeating: Inbox())
  }

  deinit { cache.deallocate() }

  /// Returns the inbox with an id.
  /// - Parameters:
  ///   - id: a non-empty text. The cache compares its address, because a worker's facts store each text once.
  ///   - account: the account of the conversation, or empty.
  mutating func inbox(_ id: Text, account: Text) -> Inbox {
    let entry = cache.baseAddress! + Int(bitPattern: id.start) / 2 % cache.count
    if entry.pointee.id.start == id.start, entry.pointee.id.count == id.count,
      entry.pointee.account == account
    {
      return entry.pointee
    }
    entry.pointee = Inbox(
      id: id, account: account, name: directory.inbox(id, account: account, &key),
      channel: directory.channel(id, account: account, &key))
    return entry.pointee
  }
}
