// A parsed fact line, before any of it is stored, with the checks that its parts fit together.

/// The parts of a fact line.
struct FactLine {
  /// The subject of the line's facts.
  enum Subject {
    case conversation(Reference.Kind)
    case named(Named)
    /// The head of a partial summary, which has no subject.
    case head
  }

  /// The statements of one record.
  ///
  /// An attribute with an empty text, and metadata with an empty value, were removed.
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

  /// A message.
  ///
  /// Its id lacks the prefix that all ids of the line share.
  struct Message {
    var id: Text
    var kind: RecordedClass
    /// The status that an activity message tells.
    var activity: StatusObservation.Told?
    /// The index in the line's list of agents.
    var agent: Int?
    var created: Int64
    var client: Int64
    var updated: Int64
    var isRevision: Bool
  }

  var version: Int64 = -1
  var subject: Subject?
  var subjectName = Text.empty
  var account = Text.empty
  /// The inbox of a chatwoot conversation without an account.
  var inbox = Text.empty
  /// The platform of a conversation or an agent that a map read.
  var source = Text.empty
  /// The observation of a line that names an agent or an inbox.
  var observation = Observation()
  /// True if a conversation record has the id.
  var isBearer = false
  var links: [Text] = []
  var observations: [Observation] = []
  var prefix = Text.empty
  var ids: [Text] = []
  var senders = Text.empty
  var created: [Int64] = []
  var lags: [Int64?] = []
  /// The time from creation to the last change of each message, in milliseconds; `nil` if the record does not
  /// say.
  var updates: [Int64?] = []
  /// The indexes of the messages that an event told of as changed, in rising order.
  var revisions: [Int64] = []
  /// The agents that wrote the agent messages; `nil` if it is the agent that the conversation is assigned to.
  var agents: [Text]?
  var by: [Int64] = []
  /// The status observations of records other than messages.
  var statuses: [StatusObservation] = []
  /// What reporting events are compared with.
  var inboxes: [Text] = []
  var starts: [Int64] = []
  var isRow = false
  /// The inbox that a reporting event names, and the second in which it says that the conversation was created.
  var reportedInbox = Text.empty
  var reportedStart: Int64?

  /// The keys of attributes in an observation, in the order in which they are written.
  static let attributes: [(key: StaticString, attribute: Attribute)] = [
    ("external", .externalID), ("status", .status), ("queue", .queue), ("group", .organizationalGroup),
    ("subdivision", .subdivision), ("agent", .assignedAgentID), ("agent_name", .assignedAgentName),
    ("customer", .customerID),
  ]

  /// Maximum length of the prefix in bytes.
  ///
  /// It bounds the memory of a line: each id is expanded by the prefix.
  static let maximumPrefixBytes = 255

  /// The letter of each class of messages, by its raw value.
  static let letters = Array("cabsnfeo".utf8)

  /// The letter of an activity message by the status that it tells; those of the first case and of unknown statuses are
  /// not used.
  static let activityLetters = Array("HOPZXR".utf8)

  /// True if the subject is of a platform that a map read.
  var isMapped: Bool {
    switch subject {
    case .conversation(let kind): kind == .mapped
    case .named(let named): named == .mappedAgent
    case .head, nil: false
    }
  }

  /// Sets the subject and its name.
  mutating func name(_ subject: Subject, _ name: Text) {
    (self.subject, subjectName) = (subject, name)
  }

  /// The agents that wrote the agent messages.
  var senderAgents: [Text] {
    if let agents { return agents }
    for observation in observations {
      for (attribute, text) in observation.attributes where attribute == .assignedAgentID {
        return text.isEmpty ? [] : [text]
      }
    }
    return []
  }

  /// Returns the messages, put together from the lists.
  /// - Throws: `Refusal` if the lists do not fit together.
  func messages() throws(Refusal) -> [Message] {
    guard ids.count == senders.count, ids.count == created.count, lags.isEmpty || lags.count == ids.count,
      updates.isEmpty || updates.count == ids.count
    else { throw Refusal(.badFact, detail: "lists differ in length") }
    guard prefix.count <= FactLine.maximumPrefixBytes else {
      throw Refusal(.badFact, detail: "a prefix that is too long")
    }
    var (messages, moment, written) = ([Message](), Int64(0), 0)
    var revisions = revisions[...]
    let agentCount = senderAgents.count
    messages.reserveCapacity(ids.count)
    for index in ids.indices {
      guard let (kind, activity) = FactLine.kind(of: senders[index]), prefix.count + ids[index].count > 0
      else {
        throw Refusal(.badFact, detail: "senders or ids")
      }
      moment += created[index]
      var client = ConvoStat.Message.noClient
      if !lags.isEmpty, let lag = lags[index] {
        client = moment - lag
        guard 0..<Timestamp.end ~= client else { throw Refusal(.badFact, detail: "a client time") }
      }
      let updated = updates.isEmpty ? 0 : updates[index].map { moment + $0 } ?? 0
      guard 0..<Timestamp.end ~= moment, 0..<Timestamp.end ~= updated else {
        throw Refusal(.badFact, detail: "a time")
      }
      var message = Message(
        id: ids[index], kind: kind, activity: activity, created: moment, client: client, updated: updated,
        isRevision: revisions.first == Int64(index))
      if message.isRevision { revisions.removeFirst() }
      if kind == .agent {
        message.agent = try agent(written, of: agentCount)
        written += 1
      }
      messages.append(message)
    }
    guard revisions.isEmpty else { throw Refusal(.badFact, detail: "revisions") }
    return messages
  }

  /// Returns the class of messages with a letter, and the status that they tell; `nil` for any other byte.
  private static func kind(of letter: UInt8) -> (RecordedClass, StatusObservation.Told?)? {
    if let index = letters.firstIndex(of: letter) {
      return RecordedClass(rawValue: UInt8(index)).map { ($0, nil) }
    }
    guard let index = activityLetters.firstIndex(of: letter),
      let told = StatusObservation.Told(rawValue: UInt8(index)),
      StatusObservation.Told.statuses.contains(told)
    else { return nil }
    return (.system, told)
  }

  /// Returns the agent of the line's agent message number `written` (from 0): the only agent, unless `by`
  /// names one per message.
  private func agent(_ written: Int, of count: Int) throws(Refusal) -> Int? {
    if by.isEmpty { return count == 0 ? nil : 0 }
    guard written < by.count, -1..<Int64(count) ~= by[written] else { throw Refusal(.badFact, detail: "by") }
    return by[written] < 0 ? nil : Int(by[written])
  }

}

extension FactLine.Observation {
  /// Returns the value of an attribute that options ask for, an empty text if it was removed, `nil` if the record does
  /// not say.
  func text(of extra: ExtraAttribute, _ platform: Platform) -> Text? {
    guard case .metadata(let key) = extra else { return extras.first { $0.attribute == extra }?.text }
    let bytes = Array(key.utf8)
    if platform == .asapp { return metadata(bytes) }
    return metadata.first { bytes.elementsEqual($0.key.bytes) }?.value
  }

  /// True if the observation states exactly one of the assigned agent's id and name.
  ///
  /// They are one attribute, so the other one was removed. It is not written.
  var statesHalfAnAgent: Bool {
    attributes.count { $0.attribute == .assignedAgentID || $0.attribute == .assignedAgentName } == 1
  }

  /// Returns the value of a metadata key, `nil` if the record does not say.
  ///
  /// Some keys are attributes of their own.
  private func metadata(_ key: [UInt8]) -> Text? {
    let asAttribute: [(key: String, attribute: Attribute)] = [
      ("queue", .queue), ("organizationalGroup", .organizationalGroup), ("subdivision", .subdivision),
    ]
    if let attribute = asAttribute.first(where: { key.elementsEqual($0.key.utf8) })?.attribute {
      return isRecord ? attributes.first { $0.attribute == attribute }?.text : nil
    }
    return metadata.first { key.elementsEqual($0.key.bytes) }?.value
  }
}
