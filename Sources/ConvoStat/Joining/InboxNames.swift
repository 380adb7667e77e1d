// The inboxes of conversations by their ids: few, and asked for with every conversation.

/// Looks inboxes up, and remembers those that were asked for lately.
struct InboxNames: ~Copyable {
  private let directory: NameDirectory
  private var key = KeyBuffer()
  private let cache: UnsafeMutableBufferPointer<Inbox>

  /// An inbox by its id and account.
  struct Inbox {
    fileprivate var id = Text.empty
    fileprivate var account = Text.empty
    /// Its name, or empty.
    fileprivate(set) var name = Text.empty
    /// The kind of channel that it takes messages from, or empty.
    fileprivate(set) var channel = Text.empty
  }

  init(_ directory: NameDirectory) {
    self.directory = directory
    cache = .allocate(capacity: 256)
    cache.initialize(repeating: Inbox())
  }

  deinit { cache.deallocate() }

  /// An inbox by its id.
  /// - Parameters:
  ///   - id: not empty. It is known again by where it lies: those of one worker's facts are kept once each.
  ///   - account: that of the conversation, or empty.
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
