// The keys by which conversations and their events are grouped.

/// A key column of a table by_*.csv (Options: --by).
public enum Key: Hashable, Sendable {
  case source, account, queue, agent
  case organizationalGroup, subdivision, assignedAgent, status
  case day, week, month, quarter, year, hour, weekday
  case label, team, channel, priority, rating
  /// The value of a key of the conversation's metadata.
  case metadata(String)

  /// All keys except those of the metadata.
  public static let named: [Key] = [
    .queue, .organizationalGroup, .subdivision, .agent, .assignedAgent, .status, .source, .account, .day,
    .week, .month, .quarter, .year, .hour, .weekday, .label, .team, .channel, .priority, .rating,
  ]

  /// Creates the key of a name on the command line; `nil` if there is none.
  public init?(_ name: String) {
    let prefix = "metadata."
    if name.hasPrefix(prefix), name.count > prefix.count {
      self = .metadata(String(name.dropFirst(prefix.count)))
    } else if let key = Key.named.first(where: { $0.name == name }) {
      self = key
    } else {
      return nil
    }
  }

  /// The name of the key on the command line.
  public var name: String {
    switch self {
    case .source: "source"
    case .account: "account"
    case .queue: "queue"
    case .agent: "agent"
    case .organizationalGroup: "organizational_group"
    case .subdivision: "subdivision"
    case .assignedAgent: "assigned_agent"
    case .status: "status"
    case .day: "day"
    case .week: "week"
    case .month: "month"
    case .quarter: "quarter"
    case .year: "year"
    case .hour: "hour"
    case .weekday: "weekday"
    case .label: "label"
    case .team: "team"
    case .channel: "channel"
    case .priority: "priority"
    case .rating: "csat_rating"
    case .metadata(let key): "metadata.\(key)"
    }
  }

  /// The name of the column.
  var column: String { self == .account ? "account_id" : name }

  /// The definition of the column.
  var definition: String {
    switch self {
    case .source: "The platform of the dump: asapp, chatwoot, or the name that a map gives."
    case .account: "The account on the platform."
    case .queue: "The queue or inbox of the conversation; (none) if it has none."
    case .agent:
      "The id of the agent who wrote; (unknown) for agents without an id, (none) for everything without an agent."
    case .organizationalGroup: "The organizational group of the conversation; (none) if it has none."
    case .subdivision: "The subdivision of the conversation; (none) if it has none."
    case .assignedAgent:
      "The id of the agent to whom the conversation is assigned, who gets everything of it; (none) if there is none."
    case .status: "The status that the platform gives the conversation, such as open; (none) if it has none."
    case .day:
      "The day, in UTC or --timezone; (none) for conversations without messages of a customer, agent or bot."
    case .week: "The week of ISO 8601, such as 2026-W02, in UTC or --timezone; (none) as for days."
    case .month: "The month, such as 2026-01, in UTC or --timezone; (none) as for days."
    case .quarter: "The quarter of the year, such as 2026-Q1, in UTC or --timezone; (none) as for days."
    case .year: "The year, such as 2026, in UTC or --timezone; (none) as for days."
    case .hour: "The hour of the day, 00 to 23, in UTC or --timezone; (none) as for days."
    case .weekday: "The day of the week, Monday 1 to Sunday 7, in UTC or --timezone; (none) as for days."
    case .label:
      "A label of the conversation, which counts in the row of each of its labels; (none) if it has none."
    case .team: "The team of the conversation; (none) if it has none."
    case .channel: "The channel type of the conversation; (none) if it has none."
    case .priority: "The priority of the conversation; (none) if it has none."
    case .rating: "The rating that the customer submitted; (none) if there is none."
    case .metadata(let key):
      "The value of \(key) in the conversation's metadata or custom attributes; (none) if it has none."
    }
  }

  /// The extra attribute that the key needs; `nil` if it needs none.
  var extraAttribute: ExtraAttribute? {
    switch self {
    case .metadata(let key): .metadata(key)
    case .label: .labels
    case .team: .team
    case .channel: .channel
    case .priority: .priority
    case .rating: .rating
    default: nil
    }
  }

  /// True if the key is a time, so that each event of a conversation has its own value.
  package var isTime: Bool {
    switch self {
    case .day, .week, .month, .quarter, .year, .hour, .weekday: true
    default: false
    }
  }

  /// The keys that must come with this one: queues and agents are identified only within their account.
  private var companions: [Key] {
    self == .queue || self == .agent || self == .assignedAgent ? [.source, .account] : []
  }

  /// Returns the key columns for the given keys.
  ///
  /// Companions come before the first key that needs them.
  static func columns(of keys: [Key]) -> [Key] {
    var columns: [Key] = []
    for key in keys.flatMap({ $0.companions + [$0] }) where !columns.contains(key) { columns.append(key) }
    return columns
  }
}

/// A key that belongs to the conversation as a whole, in a form that is fast to look up.
enum ConversationKeyText {
  case source, account, queue, organizationalGroup, subdivision, assignedAgent, status
  /// The index among the extra attributes.
  case extra(Int)
  /// The label under which the conversation is counted.
  case label

  /// Creates the lookup of a key; `nil` for times and the agent.
  init?(_ key: Key, extras: [ExtraAttribute]) {
    switch key {
    case .source: self = .source
    case .account: self = .account
    case .queue: self = .queue
    case .organizationalGroup: self = .organizationalGroup
    case .subdivision: self = .subdivision
    case .assignedAgent: self = .assignedAgent
    case .status: self = .status
    case .label: self = .label
    case .metadata, .team, .channel, .priority, .rating:
      self = .extra(key.extraAttribute.flatMap { extras.firstIndex(of: $0) } ?? -1)
    case .agent, .day, .week, .month, .quarter, .year, .hour, .weekday: return nil
    }
  }

  /// Returns the text of the conversation; `(none)` if it has none, except for the account.
  @inline(__always)
  func text(of conversation: Conversation) -> Text {
    switch self {
    case .source: conversation.source
    case .account: conversation.account
    case .queue: orNone(conversation.queue)
    case .organizationalGroup: orNone(conversation.organizationalGroup)
    case .subdivision: orNone(conversation.subdivision)
    case .assignedAgent: orNone(conversation.assignedAgentID)
    case .status: orNone(conversation.status)
    case .extra(let index): index < 0 ? .withoutKey : orNone(conversation.extras[index])
    case .label: orNone(conversation.label)
    }
  }

  @inline(__always)
  private func orNone(_ text: Text) -> Text { text.isEmpty ? .withoutKey : text }
}

extension Key {
  /// The cell of a key column for conversations or events without the key.
  package static var withoutKey: String { Text.withoutKey.string }
  /// The cell of a key column for the groups that `--max-groups` merges.
  package static var others: String { Text.others.string }
}

extension Text {
  /// The key cell of a conversation or event without the key.
  static let withoutKey = Text("(none)")
  /// The key cell of an agent without an id.
  static let withoutID = Message.unknownAgentID
  /// The key cell of all groups that `--max-groups` merges.
  static let others = Text("(others)")
}
