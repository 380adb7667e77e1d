// The inboxes of conversations by their ids: few, and asked for with every conversation.

/// Looks inboxes up, and remembers those that were asked for lately.
struct InboxNames: ~Copyable {
  private let directory: NameDirectory
  private var key = KeyBuffer()
  private let lately: UnsafeMutableBufferPointer<Inbox>

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
    lately = .allocate(capacity: 256)
    lately.initialize(repeating: Inbox())
  }

  deinit { lately.deallocate() }

  /// An inbox by its id.
  /// - Parameters:
  ///   - id: not empty. It is known again by where it lies: those of one worker's facts are kept once each.
  ///   - account: that of the conversation, or empty.
  mutating func inbox(_ id: Text, account: Text) -> Inbox {
    let place = lately.baseAddress! + Int(bitPattern: id.start) / 2 % lately.count
    if place.pointee.id.start == id.start, place.pointee.id.count == id.count,
      place.pointee.account == account
    {
      return place.pointee
    }
    place.pointee = Inbox(
      id: id, account: account, name: directory.inbox(id, account: account, &key),
      channel: directory.channel(id, account: account, &key))
    return place.pointee
  }
}
