// A line of facts as it was read, before any of it is kept: what its parts say together, or that they do not fit.

/// The parts of a fact line.
struct FactLine {
  /// Whose facts they are.
  enum Subject {
    case conversation(Reference.Kind)
    case named(Named)
    /// Nobody's: the head of a partial summary.
    case head
  }

  /// What one record said.
  struct Observation {
    var isRecord = true
    var updated: Int64 = 0
    var input = InputName.none
    var offset = 0
    var index = -1
    var hasPosition = false
    var attributes: [(attribute: Attribute, text: Text)] = []
    var extras: [(attribute: ExtraAttribute, text: Text)] = []
    var metadata: [(key: Text, value: Text)] = []
    var agents: [(key: Text, value: Text)] = []
    var inboxes: [(key: Text, value: Text)] = []
    var name = Text.empty

    var rank: Rank {
      Rank(isRecord: isRecord, updated: updated, input: input, offset: offset, index: index)
    }
  }

  /// A message, its id without what all ids of the line begin with.
  struct Message {
    var id: Text
    var kind: MessageClass
    /// A place in the line's list of agents.
    var agent: Int?
    var created: Int64
    var client: Int64
    var updated: Int64
  }

  var version: Int64 = -1
  var subject: Subject?
  var subjectName = Text.empty
  var account = Text.empty
  /// Of a name's line.
  var observation = Observation()
  /// Whether a record bears the id.
  var isBearer = false
  var links: [Text] = []
  var observations: [Observation] = []
  var prefix = Text.empty
  var ids: [Text] = []
  var senders = Text.empty
  var created: [Int64] = []
  var lags: [Int64?] = []
  /// How long after its creation each message was last changed; nil where the record does not say.
  var updates: [Int64?] = []
  /// Who wrote the messages of agents; nil: the agent that the line assigns the conversation to.
  var agents: [Text]?
  var by: [Int64] = []

  /// The keys of attributes in what was said, in the order in which they are written.
  static let attributes: [(key: StaticString, attribute: Attribute)] = [
    ("external", .externalID), ("status", .status), ("queue", .queue), ("group", .organizationalGroup),
    ("subdivision", .subdivision), ("agent", .assignedAgentID), ("agent_name", .assignedAgentName),
    ("customer", .customerID),
  ]

  /// No more bytes are written once for all ids: a line must not become so many times its size in memory.
  static let maximumPrefixBytes = 255

  /// The letter of each class of messages, by its raw value.
  static let letters = Array("cabsnf".utf8)

  /// Notes whose facts they are.
  mutating func name(_ subject: Subject, _ name: Text) {
    (self.subject, subjectName) = (subject, name)
  }

  /// Who wrote the messages of agents.
  var senderAgents: [Text] {
    if let agents { return agents }
    for observation in observations {
      for (attribute, text) in observation.attributes where attribute == .assignedAgentID { return [text] }
    }
    return []
  }

  /// The messages that the lists make together.
  func messages() throws(Refusal) -> [Message] {
    guard ids.count == senders.count, ids.count == created.count, lags.isEmpty || lags.count == ids.count,
      updates.isEmpty || updates.count == ids.count
    else { throw refusal("lists differ in length") }
    guard prefix.count <= FactLine.maximumPrefixBytes else { throw refusal("a prefix that is too long") }
    var (messages, moment, written) = ([Message](), Int64(0), 0)
    let agentCount = senderAgents.count
    messages.reserveCapacity(ids.count)
    for index in ids.indices {
      guard let letter = FactLine.letters.firstIndex(of: senders[index]),
        let kind = MessageClass(rawValue: UInt8(letter)), prefix.count + ids[index].count > 0
      else { throw refusal("senders or ids") }
      moment += created[index]
      var client = ConvoStat.Message.noClient
      if !lags.isEmpty, let lag = lags[index] {
        client = moment - lag
        guard 0..<Timestamp.end ~= client else { throw refusal("a client time") }
      }
      let updated = updates.isEmpty ? 0 : updates[index].map { moment + $0 } ?? 0
      guard 0..<Timestamp.end ~= moment, 0..<Timestamp.end ~= updated else { throw refusal("a time") }
      var message = Message(
        id: ids[index], kind: kind, created: moment, client: client, updated: updated)
      if kind == .agent {
        message.agent = try agent(written, of: agentCount)
        written += 1
      }
      messages.append(message)
    }
    return messages
  }

  /// The agent of the line's so-manieth message of an agent: the only one, unless the line says who wrote which.
  private func agent(_ written: Int, of count: Int) throws(Refusal) -> Int? {
    if by.isEmpty { return count == 0 ? nil : 0 }
    guard written < by.count, -1..<Int64(count) ~= by[written] else { throw refusal("by") }
    return by[written] < 0 ? nil : Int(by[written])
  }

  private func refusal(_ what: String) -> Refusal {
    var refusal = Refusal(.badFact)
    refusal.detail = Array(what.utf8)
    return refusal
  }
}

extension FactLine.Observation {
  /// What was said of an attribute that options ask for.
  func text(of extra: ExtraAttribute, _ platform: Platform) -> Text {
    guard case .metadata(let key) = extra else {
      return extras.first { $0.attribute == extra }?.text ?? .empty
    }
    let bytes = Array(key.utf8)
    if platform == .asapp { return metadata(bytes) }
    return metadata.first { bytes.elementsEqual($0.key.bytes) }?.value ?? .empty
  }

  /// What was said under a key of the metadata; some keys have attributes of their own.
  private func metadata(_ key: [UInt8]) -> Text {
    let asAttribute: [(key: String, attribute: Attribute)] = [
      ("queue", .queue), ("organizationalGroup", .organizationalGroup), ("subdivision", .subdivision),
    ]
    if let attribute = asAttribute.first(where: { key.elementsEqual($0.key.utf8) })?.attribute {
      return isRecord ? attributes.first { $0.attribute == attribute }?.text ?? .empty : .empty
    }
    return metadata.first { key.elementsEqual($0.key.bytes) }?.value ?? .empty
  }
}
