// What a run must hold in memory, and when that is more than `--memory` allows.

/// Something that must be in memory as a whole, and needs more than the run may take.
public struct MemoryShortage: Sendable, Equatable {
  /// What needs the memory.
  public enum Kind: Sendable, Equatable {
    /// The groups of a table; `isAsked` if `--max-groups` would make fewer of them: `--by` asked for the table, and the
    /// option was not given.
    case groups(table: String, isAsked: Bool)
    /// The queues of the report.
    case queues
    /// Agents and inboxes, with their names.
    case agents
    /// The messages of one conversation.
    case conversation
    /// The messages of a share of the conversations that are measured together.
    case messages
    /// Lines and values that are longer than a block.
    case lines
    /// The messages of a part, which is made of all at once.
    case part
  }

  public var kind: Kind
  /// The number of groups, queues, agents or messages; 0 if it is not known.
  public var count: Int
  /// About the memory that they need, in bytes.
  public var neededBytes: Int
  /// The memory that they may have, in bytes.
  public var allowedBytes: Int

  /// Less memory than this is not asked of a run, in bytes: it could not read a block.
  static let leastBytes = 16 << 20

  /// Throws if something needs more than it may have.
  static func check(
    _ kind: Kind, _ count: Int, needs neededBytes: Int, of allowedBytes: Int
  ) throws(Failure) {
    if neededBytes <= allowedBytes { return }
    throw .tooLittleMemory(
      MemoryShortage(kind: kind, count: count, neededBytes: neededBytes, allowedBytes: allowedBytes))
  }
}

/// What the summaries of a worker hold.
struct SummaryUse {
  private(set) var heldBytes = 0
  /// What the tables will take beyond that when they are made.
  private(set) var tableBytes = 0
  /// The table that takes most; one that was asked for, and that an option makes smaller, counts twice.
  private(set) var largest: (kind: MemoryShortage.Kind, count: Int, bytes: Int) = (.queues, 0, 0)

  /// Adds the groups of a table, or the queues of the report.
  mutating func add(_ kind: MemoryShortage.Kind, _ count: Int, held: Int, table: Int) {
    heldBytes += held
    tableBytes += table
    var bytes = held + table
    if case .groups(_, isAsked: true) = kind { bytes *= 2 }
    if bytes > largest.bytes { largest = (kind, count, bytes) }
  }

  /// Adds what other summaries of the worker hold.
  mutating func merge(_ other: SummaryUse) {
    heldBytes += other.heldBytes
    tableBytes += other.tableBytes
    if other.largest.bytes > largest.bytes { largest = other.largest }
  }
}
