// The messages of a fact line: their lists as written, and the checks that they fit together.

/// The lists of a line's messages, in memory that is used again for the next line.
struct FactMessages: ~Copyable {
  var prefix = Text.empty
  /// The ids, each without the prefix.
  var ids = ReusableArray<Text>()
  /// All ids in a row, in place of a list of them; `nil` if there is a list.
  var joinedIDs: Text?
  /// A letter for each message.
  var senders = Text.empty
  /// The creation time of the first message, if the line has no list of times.
  var start: Int64?
  /// Milliseconds since 1970 of the first message, then from each message to the next; after `check`, of each message.
  var created = ReusableArray<Int64>()
  /// The ingest lag of each message, or `missing`; empty if no message has a client time.
  var lags = ReusableArray<Int64>()
  /// The time from creation to the last change of each message, in milliseconds, or `missing`; empty if no record says.
  var updates = ReusableArray<Int64>()
  /// The indexes of the messages that an event told of as changed, in rising order.
  var revisions = ReusableArray<Int64>()
  /// The agents that wrote the agent messages.
  var agents = ReusableArray<Text>()
  /// False if the only agent is the one that the conversation is assigned to.
  var hasAgents = false
  /// The index of the agent of each agent message, -1 without one; empty if it is always the first.
  var by = ReusableArray<Int64>()
  /// The lists of version 2 as written, see `NumberText`.
  var (stepText, lagText, updateText, byText) = (Text.empty, Text.empty, Text.empty, Text.empty)
  /// True if the line has a list that only version 1 writes.
  var hasNumberLists = false

  /// The numbers of `agents` among those of the facts.
  private var agentNumbers = ReusableArray<UInt32>()
  /// An id with its prefix.
  private var spelled = ByteBuffer()
  private let letters = FactLetters()
  private let numbers = NumberText()

  /// The number of a list in place of a null.
  static let missing = Int64.min

  /// Maximum length of the prefix in bytes.
  ///
  /// It bounds the memory of a line: each id is expanded by the prefix.
  static let maximumPrefixBytes = 255

  /// The number of messages.
  var count: Int { senders.count }

  /// Begins the next line.
  mutating func begin() {
    (prefix, joinedIDs, senders, start, hasAgents, hasNumberLists) = (.empty, nil, .empty, nil, false, false)
    (stepText, lagText, updateText, byText) = (.empty, .empty, .empty, .empty)
    ids.removeAll()
    created.removeAll()
    lags.removeAll()
    updates.removeAll()
    revisions.removeAll()
    agents.removeAll()
    by.removeAll()
  }

  /// Checks that the lists fit together, and makes the times of `created` absolute.
  /// - Parameters:
  ///   - version: the version of the line.
  ///   - assigned: the agent that the conversation is assigned to, or an empty text.
  mutating func check(version: Int64, assigned: Text) throws(Refusal) {
    if !hasAgents, !assigned.isEmpty { agents.append(assigned) }
    let isPacked =
      joinedIDs != nil || start != nil || stepText.count + lagText.count + updateText.count + byText.count > 0
    guard version == 1 ? !isPacked : !hasNumberLists else {
      throw Refusal(.badFact, detail: "a list in the form of another version")
    }
    if isPacked { try unpack() }
    guard ids.count == count, created.count == count, lags.isEmpty || lags.count == count,
      updates.isEmpty || updates.count == count
    else { throw Refusal(.badFact, detail: "lists differ in length") }
    guard prefix.count <= FactMessages.maximumPrefixBytes else {
      throw Refusal(.badFact, detail: "a prefix that is too long")
    }
    let agentMessages = try checkSenders()
    guard version == 1 || by.isEmpty || by.count == agentMessages else {
      throw Refusal(.badFact, detail: "by")
    }
    try checkTimes()
    var last: Int64 = -1
    for index in revisions.elements {
      guard index > last, index < count else { throw Refusal(.badFact, detail: "revisions") }
      last = index
    }
  }

  /// Checks the letters, the ids and the agents.
  /// - Returns: the number of messages of agents.
  private func checkSenders() throws(Refusal) -> Int {
    var written = 0
    for index in 0..<count {
      let code = letters[senders[index]]
      guard code != FactLetters.none, prefix.count + ids[index].count > 0 else {
        throw Refusal(.badFact, detail: "senders or ids")
      }
      if code == FactLetters.agent {
        guard by.isEmpty || (written < by.count && -1..<Int64(agents.count) ~= by[written]) else {
          throw Refusal(.badFact, detail: "by")
        }
        written += 1
      }
    }
    return written
  }

  private mutating func checkTimes() throws(Refusal) {
    var moment: Int64 = 0
    for index in 0..<count {
      moment += created[index]
      created[index] = moment
      guard 0..<Timestamp.end ~= moment else { throw Refusal(.badFact, detail: "a time") }
      if !lags.isEmpty, lags[index] != FactMessages.missing {
        guard 0..<Timestamp.end ~= moment - lags[index] else {
          throw Refusal(.badFact, detail: "a client time")
        }
      }
      if !updates.isEmpty, updates[index] != FactMessages.missing {
        guard 0..<Timestamp.end ~= moment + updates[index] else { throw Refusal(.badFact, detail: "a time") }
      }
    }
  }

  /// Reads the lists of version 2 into the lists of numbers and ids.
  private mutating func unpack() throws(Refusal) {
    let missing = FactMessages.missing
    if let start {
      created.append(start)
    } else if !stepText.isEmpty {
      throw Refusal(.badFact, detail: "steps without created")
    }
    guard stepText.isEmpty || numbers.read(stepText, into: &created),
      lagText.isEmpty || numbers.read(signed: lagText, missing: missing, into: &lags),
      updateText.isEmpty || numbers.read(signed: updateText, missing: missing, into: &updates),
      byText.isEmpty || numbers.read(byText, into: &by)
    else { throw Refusal(.badFact, detail: "a list of numbers") }
    for index in 0..<by.count { by[index] -= 1 }
    guard let joinedIDs, ids.isEmpty, count > 0 else { return }
    let length = joinedIDs.count / count
    guard length * count == joinedIDs.count, joinedIDs.isASCII else { throw Refusal(.badFact, detail: "ids") }
    for index in 0..<count { ids.append(joinedIDs[index * length..<(index + 1) * length]) }
  }

  /// Adds the messages, whose lists were checked, to the facts.
  mutating func store(of reference: UInt32, _ facts: Facts) {
    if count == 0 { return }
    agentNumbers.removeAll()
    for agent in agents.elements { agentNumbers.append(facts.agents.number(of: agent)) }
    var (written, revision) = (0, 0)
    for index in 0..<count {
      let code = letters[senders[index]]
      var agent = ConvoStat.Message.noAgent
      if code == FactLetters.agent {
        let number = by.isEmpty ? 0 : Int(by[written])
        if number >= 0, number < agentNumbers.count { agent = agentNumbers[number] }
        written += 1
      } else if let told = FactLetters.told(code) {
        agent = UInt32(told.rawValue)
        facts.counts.observe(.activity)
      }
      let isRevision = revision < revisions.count && revisions[revision] == index
      if isRevision { revision += 1 }
      let created = created[index]
      let client =
        lags.isEmpty || lags[index] == FactMessages.missing ? Message.noClient : created - lags[index]
      let updated = updates.isEmpty || updates[index] == FactMessages.missing ? 0 : created + updates[index]
      facts.add(
        Fact(
          id: id(index, facts.ids), created: created, client: client, updated: updated,
          isRevision: isRevision, reference: reference, agent: agent, kind: FactLetters.kind(code)))
    }
  }

  @inline(__always)
  private mutating func id(_ index: Int, _ store: borrowing ByteStore) -> MessageID {
    if prefix.isEmpty { return MessageID(ids[index], store: store) }
    spelled.removeAll()
    spelled.append(prefix)
    spelled.append(ids[index])
    return MessageID(spelled.text, store: store)
  }
}

extension Text {
  /// True if all bytes are ASCII.
  fileprivate var isASCII: Bool {
    var (index, all) = (0, UInt64(0))
    while index + 8 <= count {
      all |= word(at: index)
      index &+= 8
    }
    while index < count {
      all |= UInt64(self[index])
      index &+= 1
    }
    return all & 0x8080_8080_8080_8080 == 0
  }
}

/// The letters of messages in fact lines: their class, and the status that an activity tells.
struct FactLetters: ~Copyable {
  /// The letter of each class of messages, by its raw value.
  static let ofKinds = Array("cabsnfeo".utf8)
  /// The letter of an activity message by the status that it tells; those of the first case and of unknown statuses are
  /// not used.
  static let ofActivities = Array("HOPZXR".utf8)

  /// The code of a byte that is no letter.
  static let none: UInt8 = 0xFF
  /// The code of an agent's message.
  static let agent = RecordedClass.agent.rawValue

  /// By letter: the raw value of the class, and in the upper half the status that the activity tells, counted from 1.
  private let codes = FixedArray<UInt8>(repeating: none, count: 256)

  init() {
    for kind in RecordedClass.allCases { codes[Int(FactLetters.ofKinds[Int(kind.rawValue)])] = kind.rawValue }
    for told in StatusObservation.Told.statuses {
      codes[Int(FactLetters.ofActivities[Int(told.rawValue)])] =
        RecordedClass.system.rawValue | (told.rawValue + 1) << 4
    }
  }

  /// Returns the code of a letter.
  subscript(letter: UInt8) -> UInt8 {
    @inline(__always) get { codes[Int(letter)] }
  }

  /// Returns the class in a code.
  @inline(__always)
  static func kind(_ code: UInt8) -> RecordedClass { RecordedClass(rawValue: code & 7) ?? .failed }

  /// Returns the status that the activity of a code tells; `nil` for all other messages.
  @inline(__always)
  static func told(_ code: UInt8) -> StatusObservation.Told? {
    code >> 4 == 0 ? nil : StatusObservation.Told(rawValue: code >> 4 - 1)
  }
}
