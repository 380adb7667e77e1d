// A parsed fact line, before any of it is stored.

/// The parts of a fact line, in memory that is used again for the next line.
struct FactLine: ~Copyable {
  /// The subject of the line's facts.
  enum Subject {
    case conversation(Reference.Kind)
    case named(Named)
    /// The head of a partial summary, which has no subject.
    case head
  }

  /// Something that a record says, under the key of an attribute or under a key of its own in an object.
  ///
  /// An empty value was removed.
  struct Statement: BitwiseCopyable {
    /// The key of the attribute, or `metadata`, `agents` or `inboxes`.
    var about: FactKey
    /// The key in the object; empty for an attribute.
    var key = Text.empty
    var value: Text
  }

  /// The statements of one record, and its rank.
  struct Observation: BitwiseCopyable {
    var isRecord = true
    var updated: Int64 = 0
    var input = InputName.none
    var offset = 0
    var index = -1
    var hasPosition = false
    /// The indexes of its statements.
    var first = 0
    var end = 0

    var rank: Rank {
      Rank(isRecord: isRecord, updated: updated, input: input, offset: offset, index: index)
    }
  }

  var version: Int64 = -1
  var subject: Subject?
  var subjectName = Text.empty
  var account = Text.empty
  /// The inbox of a chatwoot conversation without an account.
  var inbox = Text.empty
  /// The platform of a conversation or an agent that a map read.
  var source = Text.empty
  /// The name of an agent or an inbox, and the rank of the record that gave it.
  var name = Text.empty
  var naming = Observation()
  /// True if a conversation record has the id.
  var isBearer = false
  var links = ReusableArray<Text>()
  var observations = ReusableArray<Observation>()
  var statements = ReusableArray<Statement>()
  /// The status observations of records other than messages.
  var statuses = ReusableArray<StatusObservation>()
  /// What reporting events are compared with.
  var inboxes = ReusableArray<Text>()
  var starts = ReusableArray<Int64>()
  var isRow = false
  /// The inbox that a reporting event names, and the second in which it says that the conversation was created.
  var reportedInbox = Text.empty
  var reportedStart: Int64?
  var messages = FactMessages()

  /// The keys of attributes in an observation, in the order in which they are written.
  static let attributes: [(key: StaticString, attribute: Attribute)] = [
    ("external", .externalID), ("status", .status), ("queue", .queue), ("group", .organizationalGroup),
    ("subdivision", .subdivision), ("agent", .assignedAgentID), ("agent_name", .assignedAgentName),
    ("customer", .customerID),
  ]

  /// Begins the next line.
  mutating func begin() {
    (version, subject, subjectName, account, inbox, source) = (-1, nil, .empty, .empty, .empty, .empty)
    (name, naming, isBearer, isRow) = (.empty, Observation(), false, false)
    (reportedInbox, reportedStart) = (.empty, nil)
    links.removeAll()
    observations.removeAll()
    statements.removeAll()
    statuses.removeAll()
    inboxes.removeAll()
    starts.removeAll()
    messages.begin()
  }

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

  /// Returns the statements of an observation, valid until the next line.
  func statements(of observation: Observation) -> BorrowedArray<Statement> {
    statements.elements.part(observation.first..<observation.end)
  }

  /// The id of the agent that the first record with an assignment names; empty without such a record.
  var assignedAgent: Text { statements.elements.first { $0.about == .agent }?.value ?? .empty }
}

extension BorrowedArray<FactLine.Statement> {
  /// True if the record states exactly one of the assigned agent's id and name.
  ///
  /// They are one attribute, so the other one was removed. It is not written.
  var haveHalfAnAgent: Bool { count { $0.about == .agent || $0.about == .agentName } == 1 }

  /// Returns the value under a key, an empty text if it was removed, `nil` if the record does not say.
  func text(about key: FactKey) -> Text? { first { $0.about == key }?.value }

  /// Returns the value of a key of metadata, an empty text if it was removed, `nil` if the record does not say.
  func metadata(_ key: [UInt8]) -> Text? {
    first { $0.about == .metadata && key.elementsEqual($0.key.bytes) }?.value
  }
}
