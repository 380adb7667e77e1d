// What the twin keeps of a record: messages, conversation records, inbox records, and where each stood.

extension Twin {
  /// The platform a record comes from, by its name in the tables.
  enum Source: String {
    case asapp
    case chatwoot
  }

  /// The classes of messages, by their names.
  enum Role: String, CaseIterable {
    case customer
    case agent
    case bot
    case system
    case note
    case failed

    /// Whether messages of this class make turns and waits.
    var isParticipant: Bool { self == .customer || self == .agent || self == .bot }
  }

  /// What decides which of two conflicting records is the later.
  struct Rank: Comparable {
    /// `updated_at` in milliseconds, 0 where missing.
    var updated: Int64
    /// The input's path.
    var path: Text
    /// Where the line begins.
    var offset: Int
    /// The index in a page, -1 where there is none.
    var index: Int
    /// The order of reading within the file, for what is nested deeper.
    var sequence: Int

    /// Earlier.
    static func < (a: Rank, b: Rank) -> Bool {
      (a.updated, a.path, a.offset, a.index, a.sequence) < (b.updated, b.path, b.offset, b.index, b.sequence)
    }
  }

  /// How a record names its conversation.
  enum Reference: Equatable {
    /// By the platform's id.
    case id(Text)
    /// By the customer's own id (asapp).
    case external(Text)
  }

  /// An id met together with a name.
  struct Sighting {
    /// The id of an agent or inbox.
    var id: Text
    /// Its name.
    var name: Text
  }

  /// What messages and conversation records have in common.
  struct Bearer {
    /// The platform.
    var source: Source
    /// The account that the record or what is around it names.
    var account: Text?
    /// The conversation.
    var reference: Reference
    /// Which of two is the later.
    var rank: Rank
    /// Column name to value, and `inbox` to the inbox id; only what is not empty.
    var attributes: [Text: Text] = [:]
    /// Inboxes by name.
    var inboxes: [Sighting] = []
    /// Agents by name, the first of one id holds.
    var agents: [Sighting] = []

    /// Sets an attribute where it has a value and none is set yet.
    mutating func set(_ column: Text, _ value: Text?) {
      if let value, attributes[column] == nil { attributes[column] = value }
    }

    /// Notes an agent's name.
    mutating func meetAgent(_ id: Text?, _ name: Text?) {
      if let id, let name { agents.append(Sighting(id: id, name: name)) }
    }

    /// Notes an inbox's name.
    mutating func meetInbox(_ id: Text?, _ name: Text?) {
      if let id, let name { inboxes.append(Sighting(id: id, name: name)) }
    }
  }

  /// A message.
  struct Message {
    /// Its conversation, and the attributes that it carries.
    var bearer: Bearer
    /// The message id.
    var id: Text
    /// Milliseconds since 1970 by the platform's clock.
    var created: Int64
    /// Milliseconds since 1970 by the sender's clock.
    var client: Int64?
    /// The class.
    var role: Role
    /// Who sent it.
    var sender: Text?

    /// Whether the other of two messages with the same id is the one to keep.
    func yields(to other: Message) -> Bool {
      if bearer.rank.updated != other.bearer.rank.updated {
        return bearer.rank.updated < other.bearer.rank.updated
      }
      if created != other.created { return created < other.created }
      if client != other.client { return client ?? .min < other.client ?? .min }
      if role != other.role { return Text(role.rawValue) < Text(other.role.rawValue) }
      guard let sender, let later = other.sender else { return sender == nil && other.sender != nil }
      return sender.precedesAsID(later)
    }
  }

  /// A conversation record.
  struct ConversationRecord {
    /// Its conversation and attributes.
    var bearer: Bearer
    /// asapp `id`.
    var id: Text?
    /// asapp `externalId`.
    var externalID: Text?
  }

  /// An inbox record.
  struct InboxRecord {
    /// The account that it names itself.
    var account: Text?
    /// The inbox id and name.
    var sighting: Sighting
    /// Which of two is the later.
    var rank: Rank
  }

  /// What a page or conversation gives to the messages in it.
  struct Context {
    /// The conversation for asapp messages.
    var asapp: Reference?
    /// The conversation for chatwoot messages.
    var chatwoot: Text?
    /// The account for chatwoot records.
    var account: Text?
    /// The page's `meta`.
    var meta: JSON?
  }
}
