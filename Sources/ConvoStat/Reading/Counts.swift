// The counts of a run, and the two rules for them.

/// The conversations that were read but do not count, because of `--where`, `--since` or `--until` (Options:
/// --where).
public struct LeftOut: Sendable, Equatable {
  /// Number of conversations.
  public var conversations = 0
  /// Number of messages.
  public var messages = 0

  /// Creates counts of zero.
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
  /// Lines that are usable records.
  public var records = 0
  /// Blank lines.
  public var blank = 0
  /// Lines that are known and of no concern.
  public var ignored = 0
  /// Rejected lines.
  public var rejected = 0
  /// The bytes of rejected lines, values and skipped ranges, without surrounding white space.
  public var rejectedBytes = 0
  /// The lines that were read although they have several values, a comma at the end or a mark at the start.
  public var tolerated = 0
  /// The elements of pages, and the rejected ones of them.
  public var elements = 0
  /// Rejected elements of pages.
  public var rejectedElements = 0
  /// The messages and conversations that were kept, each once.
  public var messages = 0
  /// Number of conversations.
  public var conversations = 0
  /// The conversations and messages that the options left out.
  public var leftOut = LeftOut()
  /// The messages that were equal to a kept one.
  public var duplicates = 0
  /// The kept outgoing messages without a sender.
  public var senderless = Senderless()
  /// The messages whose client time replaced a missing created time.
  public var createdMissing = 0
  /// The messages whose external id belongs to several conversations.
  public var ambiguousReferences = 0
  /// The messages without an account whose conversation several accounts have.
  public var ambiguousAccounts = 0
  /// The conversations whose records have the same rank time and disagree about an attribute.
  public var conflictingRecords = 0
  /// By origin: the status observations and hand-overs, repeated ones too.
  package var observations = [Int](repeating: 0, count: StatusObservation.Origin.allCases.count)
  /// The reporting events that mean no conversation of the input.
  public var unmatchedEvents = 0
  /// The activity messages whose text tells no status.
  public var unmatchedActivities = 0
  /// The resolutions that only the status of a record tells of, not a change.
  public var inexactResolutions = 0
  /// The messages that are later than the moment of `--as-of`.
  public var laterMessages = 0
  /// The cells that got a `'` in front (Outputs: guards).
  public var guardedCells = 0

  /// Creates counts of zero.
  public init() {}

  /// Returns the number of observations of an origin.
  package func observations(of origin: StatusObservation.Origin) -> Int { observations[Int(origin.rawValue)] }

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
    senderless.merge(other.senderless)
    createdMissing += other.createdMissing
    ambiguousReferences += other.ambiguousReferences
    ambiguousAccounts += other.ambiguousAccounts
    conflictingRecords += other.conflictingRecords
    for index in observations.indices { observations[index] += other.observations[index] }
    unmatchedEvents += other.unmatchedEvents
    unmatchedActivities += other.unmatchedActivities
    inexactResolutions += other.inexactResolutions
    laterMessages += other.laterMessages
    guardedCells += other.guardedCells
  }

  /// True if every line is counted exactly once.
  public var areComplete: Bool { lines == records + blank + ignored + rejected }
}
