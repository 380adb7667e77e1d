// The memory that a run must hold, and the failure if it is more than `--memory` allows.

/// Data that must be in memory as a whole, and that needs more than the run may use.
public struct MemoryShortage: Sendable, Equatable {
  /// The data that needs the memory.
  public enum Kind: Sendable, Equatable {
    /// The groups of a table. `isAsked` is true if `--by` asked for the table and `--max-groups` is not
    /// given, so that the option would help.
    case groups(table: String, isAsked: Bool)
    /// The queues of the report.
    case queues
    /// The agents and inboxes, with their names.
    case agents
    /// The messages of one conversation.
    case conversation
    /// The messages of the conversations that are measured together.
    case messages
    /// The lines and values that are longer than a block.
    case lines
    /// The facts of a part, which must be complete before it is written.
    case part
  }

  /// Data that needs too much memory.
  public var kind: Kind
  /// The number of groups, queues, agents or messages; 0 if it is unknown.
  public var count: Int
  /// The approximate memory that the data needs, in bytes.
  public var neededBytes: Int
  /// The memory that the data may use, in bytes.
  public var allowedBytes: Int

  /// The minimum memory of a run in bytes: with less it could not read a block.
  static let leastBytes = 16 << 20

  /// Throws if data needs more memory than it may use.
  static func check(
    _ kind: Kind, _ count: Int, needs neededBytes: Int, of allowedBytes: Int
  ) throws(Failure) {
    if neededBytes <= allowedBytes { return }
    throw .memory(
      MemoryShortage(kind: kind, count: count, neededBytes: neededBytes, allowedBytes: allowedBytes))
  }
}
