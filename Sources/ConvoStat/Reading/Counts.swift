// What was counted on the way, and the two rules that hold for it.

/// Conversations that were read and do not count, by `--where`, `--since` and `--until` (README 3.6).
public struct LeftOut: Sendable, Equatable {
  public var conversations = 0
  public var messages = 0

  public init() {}

  /// Adds what another part of the same run left out.
  public mutating func merge(_ other: LeftOut) {
    conversations += other.conversations
    messages += other.messages
  }
}

/// How many of everything a run met (README 3, run.json).
public struct Counts: Sendable, Equatable {
  /// All lines, blank ones too; `records + blank + ignored + rejected`.
  public var lines = 0
  public var records = 0
  public var blank = 0
  public var ignored = 0
  public var rejected = 0
  /// Bytes of rejected lines, values and skipped stretches, without white space around them.
  public var rejectedBytes = 0
  /// Physical lines that were read although they have several values, a comma at the end or a mark at the start.
  public var tolerated = 0
  /// Elements of pages, and those of them that were rejected.
  public var elements = 0
  public var rejectedElements = 0
  /// Messages and conversations that were kept, each once.
  public var messages = 0
  public var conversations = 0
  /// What does not count by the options.
  public var leftOut = LeftOut()
  /// Messages that were the same as a kept one.
  public var duplicates = 0
  /// Messages whose client time stood in for a missing created time.
  public var createdMissing = 0
  /// Messages whose external id several conversations bear.
  public var ambiguousReferences = 0
  /// Cells that got a `'` in front (README 3.1).
  public var guardedCells = 0

  public init() {}

  /// Adds what another part of the same run counted.
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

  /// Whether every line is accounted for exactly once.
  public var areComplete: Bool { lines == records + blank + ignored + rejected }
}
