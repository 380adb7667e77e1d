// The keys by which conversations and their events are grouped.

/// A key column of a table by_*.csv (README 3).
enum Key: Hashable, Sendable {
  case source, account, queue, agent, day

  /// The key as it is asked for.
  var name: String {
    switch self {
    case .source: "source"
    case .account: "account"
    case .queue: "queue"
    case .agent: "agent"
    case .day: "day"
    }
  }

  /// The column's name.
  var column: String { self == .account ? "account_id" : name }

  /// What the column says.
  var definition: String {
    switch self {
    case .source: "The platform that the dump is from: asapp or chatwoot."
    case .account: "The account on the platform."
    case .queue: "The queue or inbox that the conversation came in by; (none) where it has none."
    case .agent: "The id of the agent who wrote; (unknown) without an id, (none) for all that no agent did."
    case .day: "The day, in UTC; (none) for conversations without messages of customer, agent or bot."
    }
  }

  /// Whether the key is a time, so that each event of a conversation has its own.
  var isTime: Bool { self == .day }

  /// Whether the key belongs to the conversation as a whole.
  var isOfConversation: Bool { !isTime && self != .agent }

  /// The keys that a key brings along, as queues and agents are known by their account.
  private var companions: [Key] {
    switch self {
    case .queue, .agent: [.source, .account]
    case .source, .account, .day: []
    }
  }

  /// The columns for some keys as asked for, companions before the first that brings them.
  static func columns(of keys: [Key]) -> [Key] {
    var columns: [Key] = []
    for key in keys.flatMap({ $0.companions + [$0] }) where !columns.contains(key) { columns.append(key) }
    return columns
  }

  /// A conversation's text for one of its keys; empty where it has none.
  @inline(__always)
  func text(of conversation: Conversation) -> Text {
    switch self {
    case .source: Text(conversation.platform.name)
    case .account: conversation.account
    case .queue: conversation.queue.isEmpty ? .withoutKey : conversation.queue
    case .agent, .day: .empty
    }
  }
}

extension Text {
  /// What stands in a key column for a conversation or event without the key.
  static let withoutKey = Text("(none)")
  /// What stands for an agent without an id.
  static let withoutID = Message.unknownAgentID
}
