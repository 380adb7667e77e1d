// The records of the twin: messages, conversation records, inbox records, and their positions.

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

    /// True if messages of this class make turns and waits.
    var isParticipant: Bool { self == .customer || self == .agent || self == .bot }
  }

  /// The rank that decides which of two conflicting records is later.
  struct Rank: Comparable {
    /// The time `updated_at` in milliseconds, 0 if missing.
    var updated: Int64 = 0
    /// The input's path.
    var path: Text
    /// The offset of the line.
    var offset: Int
    /// The order of reading, which is the order within pages, also of nested ones.
    var sequence: Int

    /// Returns true if two records are at the same place, apart from the order of reading.
    func isTied(with other: Rank) -> Bool {
      (updated, path, offset, sequence) == (other.updated, other.path, other.offset, other.sequence)
    }

    /// Returns true if the left record is earlier.
    static func < (a: Rank, b: Rank) -> Bool {
      (a.updated, a.path, a.offset, a.sequence) < (b.updated, b.path, b.offset, b.sequence)
    }
  }

  /// The way in which a record names its conversation.
  enum Reference: Equatable {
    /// The id of the platform.
    case id(Text)
    /// The id of the customer (asapp).
    case external(Text)
  }

  /// An id met together with a name.
  struct Sighting {
    /// The id of an agent or inbox.
    var id: Text
    /// The name of the thing.
    var name: Text
  }

  /// The common part of messages and conversation records.
  struct Bearer {
    /// The platform.
    var source: Source
    /// The account that the record or what is around it names.
    var account: Text?
    /// The conversation.
    var reference: Reference
    /// The rank, which decides which of two is later.
    var rank: Rank
    /// The inbox that the record or what is around it names, by which its account may be told.
    var inbox: Text? = nil
    /// The values by column name, with the inbox id under `inbox`; empty values are what the record removes.
    var attributes: [Text: Text] = [:]
    /// The inboxes with names.
    var inboxes: [Sighting] = []
    /// The agents with names.
    ///
    /// The first name of an id wins.
    var agents: [Sighting] = []

    /// Sets an attribute if it has a value and none is set yet.
    mutating func set(_ column: Text, _ value: Text?) {
      if let value, attributes[column] == nil { attributes[column] = value }
    }

    /// Removes attributes that have no value.
    mutating func remove(_ columns: Text..., if isRemoved: Bool) {
      for column in columns where isRemoved && attributes[column] == nil { attributes[column] = "" }
    }

    /// Sets the agent's id and name together, if one of them has a value and none is set yet.
    mutating func setAgent(_ id: Text?, _ name: Text?) {
      if id == nil && name == nil || attributes["assigned_agent_id"] != nil { return }
      attributes["assigned_agent_id"] = id ?? ""
      attributes["assigned_agent_name"] = name ?? ""
    }

    /// Notes the name of an agent.
    mutating func meetAgent(_ id: Text?, _ name: Text?) {
      if let id, let name { agents.append(Sighting(id: id, name: name)) }
    }

    /// Notes the name of an inbox.
    mutating func meetInbox(_ id: Text?, _ name: Text?) {
      if let id, let name { inboxes.append(Sighting(id: id, name: name)) }
    }
  }

  /// A message.
  struct Message {
    /// The conversation and the attributes of the message.
    var bearer: Bearer
    /// The time `updated_at` in milliseconds, 0 if missing.
    var updated: Int64 = 0
    /// The message id.
    var id: Text
    /// The milliseconds since 1970 by the platform's clock.
    var created: Int64
    /// The milliseconds since 1970 by the sender's clock.
    var client: Int64?
    /// The class.
    var role: Role
    /// The class that decides which of two copies is kept: options have no influence.
    var recordedRole: Role? = nil
    /// True if the message is an event that tells of a change.
    var isRevision = false
    /// True if it has no sender, although it is outgoing.
    var isSenderless = false
    /// The sender.
    var sender: Text?
    /// The text of an activity message that is neither failed nor private.
    var activity: Text?

    /// The observation of an activity message whose text tells one.
    var observation: Observation? {
      guard let activity, let status = Twin.status(ofActivity: activity) else { return nil }
      return Observation(moment: created, status: status, origin: .activity)
    }

    /// Returns true if `other`, with the same id, is the message to keep.
    func yields(to other: Message) -> Bool {
      if updated != other.updated { return updated < other.updated }
      if isRevision != other.isRevision { return other.isRevision }
      if (role == .failed) != (other.role == .failed) { return role == .failed }
      if created != other.created { return created < other.created }
      if client != other.client { return client ?? .min < other.client ?? .min }
      let (own, others) = (recordedRole ?? role, other.recordedRole ?? other.role)
      if own != others { return Text(own.rawValue) < Text(others.rawValue) }
      if isSenderless != other.isSenderless { return isSenderless }
      guard let sender, let later = other.sender else { return sender == nil && other.sender != nil }
      return sender.precedesAsID(later)
    }

    /// Takes the most exact times among copies of the message.
    mutating func refine(_ copies: [Message]) {
      func finest(_ own: Int64, _ others: [Int64]) -> Int64 {
        own % 1000 != 0 ? own : others.filter { $0 > own && $0 < own + 1000 }.min() ?? own
      }
      created = finest(created, copies.map(\.created))
      client = client.map { finest($0, copies.compactMap(\.client)) }
    }
  }

  /// A conversation record.
  struct ConversationRecord {
    /// The conversation and its attributes.
    var bearer: Bearer
    /// The `id` of asapp.
    var id: Text?
    /// The `externalId` of asapp.
    var externalID: Text?
    /// The id of a row of the database.
    var databaseID: Text?
  }

  /// An inbox record.
  struct InboxRecord {
    /// The account that it names itself.
    var account: Text?
    /// The inbox id and name.
    var sighting: Sighting
    /// The rank, which decides which of two is later.
    var rank: Rank
  }

  /// The values that a page or conversation gives to the messages in it.
  struct Context {
    /// The conversation for asapp messages.
    var asapp: Reference?
    /// The conversation for chatwoot messages.
    var chatwoot: Text?
    /// The account for chatwoot records.
    var account: Text?
    /// The inbox for chatwoot records.
    var inbox: Text?
    /// The page's `meta`.
    var meta: JSON?
  }
}
