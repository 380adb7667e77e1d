// The counts of a run, and the two rules for them.

/// The conversations that were read but do not count, because of `--where`, `--since` or `--until` (Options:
/// --where).
public struct LeftOut: Sendable, Equatable {
  public var conversations = 0
  public var messages = 0

  public init() {}

  /// Adds the conversations that another worker left out.
  public mutating func merge(_ other: LeftOut) {
    conversations += other.conversations
    messages += other.messages
  }
}

/// The counts of a run (Outputs: run.json).
public struct Counts: Sendable, Equatable {
  /// All lines, including blank ones: `records + blank + ignored + rejected`.
  public var lines = 0
  public var records = 0
  public var blank = 0
  public var ignored = 0
  public var rejected = 0
  /// The bytes of rejected lines, values and skipped ranges, without surrounding white space.
  public var rejectedBytes = 0
  /// The lines that were read although they have several values, a comma at the end or a mark at the start.
  public var tolerated = 0
  /// The elements of pages, and the rejected ones of them.
  public var elements = 0
  public var rejectedElements = 0
  /// The messages and conversations that were kept, each once.
  public var messages = 0
  public var conversations = 0
  /// The conversations and messages that the options left out.
  public var leftOut = LeftOut()
  /// The messages that were equal to a kept one.
  public var duplicates = 0
  /// The messages whose client time replaced a missing created time.
  public var createdMissing = 0
  /// The messages whose external id belongs to several conversations.
  public var ambiguousReferences = 0
  /// The cells that got a `'` in front (Outputs: guards).
  public var guardedCells = 0

  public init() {}

  /// Adds the counts of another worker.
  public mutating func merge(_ other: Counts) {
    lines += other.lines
    records += other.records
    blank += other.blank
    ignored += other.ignored
    rejected += other.rejected
    rejectedBytes += other.rejectedBytes
    tolerated += other.tolerated
    elements += other.elements
    rejectedElements += other.rejectedElements
    messages += other.messages
    conversations += other.conversations
    leftOut.merge(other.leftOut)
    duplicates += other.duplicates
    createdMissing += other.createdMissing
    ambiguousReferences += other.ambiguousReferences
    guardedCells += other.guardedCells
  }

  /// True if every line is counted exactly once.
  public var areComplete: Bool { lines == records + blank + ignored + rejected }

  /// Returns true if more was rejected than the options allow. A limit that is `nil` allows any number.
  ///
  /// The share is exceeded by lines and elements or by bytes, so that a rejected range of many megabytes does
  /// not pass as one line.
  /// - Parameter inputBytes: the length of all inputs, decompressed.
  public func exceedLimits(of options: Options, inputBytes: Int) -> Bool {
    let rejects = rejected + rejectedElements
    if let most = options.maxRejects, rejects > most { return true }
    guard let share = options.maxRejectShareMillionths else { return false }
    return exceeds(share, rejects, of: lines - blank + elements)
      || exceeds(share, rejectedBytes, of: inputBytes)
  }

  /// Returns true if a part is more than the given millionths of a whole.
  private func exceeds(_ millionths: Int, _ part: Int, of whole: Int) -> Bool {
    let (left, right) = (part.multipliedFullWidth(by: 1_000_000), millionths.multipliedFullWidth(by: whole))
    return left.high != right.high ? left.high > right.high : left.low > right.low
  }
}
