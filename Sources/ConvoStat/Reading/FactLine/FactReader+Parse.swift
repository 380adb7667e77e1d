// From JSON to a fact line: the values of its keys.

extension FactReader {
  /// Reads the members of a line.
  /// - Parameter name: receives the last key, at whose value a damaged line breaks.
  func parse(_ walk: inout ValueWalk, _ line: inout FactLine, last name: inout Text) throws(WrongKind) {
    line.begin()
    try walk.enter("{")
    var last = FactKeys.start
    while true {
      switch try keys.next(&walk, after: &last, &name) {
      case .key(let key): try readMember(key, &walk, &line)
      case .unknown: try walk.skipUnknown()
      case .end: return
      }
    }
  }

  private func readMember(_ key: FactKey, _ walk: inout ValueWalk, _ line: inout FactLine) throws(WrongKind) {
    switch key {
    case .version:
      if let version = try? walk.integer() { line.version = version } else { try walk.skipUnknown() }
    case .asapp: line.name(.conversation(.byID), try walk.string())
    case .asappExternal: line.name(.conversation(.byExternalID), try walk.string())
    case .chatwoot: line.name(.conversation(.chatwoot), try walk.string())
    case .mapped: line.name(.conversation(.mapped), try walk.string())
    case .reported: line.name(.conversation(.reported), try walk.string())
    case .asappAgent: line.name(.named(.asappAgent), try walk.string())
    case .chatwootAgent: line.name(.named(.chatwootAgent), try walk.string())
    case .mappedAgent: line.name(.named(.mappedAgent), try walk.string())
    case .inbox: line.name(.named(.inbox), try walk.string())
    case .inboxChannel: line.name(.named(.inboxChannel), try walk.string())
    case .inboxHours: line.name(.named(.inboxHours), try walk.string())
    case .accountInbox: line.name(.named(.accountInbox), try walk.string())
    case .part, .partKeys:
      try walk.skipUnknown()
      line.name(.head, Text("part"))
    case .source: line.source = try walk.string()
    case .account: line.account = try walk.string()
    case .name: line.name = try walk.string()
    case .inInbox: line.inbox = try walk.string()
    case .reportedInbox: line.reportedInbox = try walk.string()
    case .reportedStart: line.reportedStart = try FactReader.second(&walk)
    case .links:
      line.isBearer = true
      try FactReader.read(&walk, into: &line.links) { walk throws(WrongKind) in try walk.string() }
    case .said: try readObservations(&walk, &line)
    case .observed: try FactReader.read(&walk, into: &line.statuses, FactReader.status)
    case .seenInboxes:
      try FactReader.read(&walk, into: &line.inboxes) { walk throws(WrongKind) in try walk.string() }
    case .seenStarts: try FactReader.read(&walk, into: &line.starts, FactReader.second)
    case .isRow:
      line.isRow = true
      try walk.skipUnknown()
    case .from, .of, .updated: try readRank(key, &walk, &line.naming)
    default: try readMessages(key, &walk, &line.messages)
    }
  }

  /// Reads a list of the line's messages.
  private func readMessages(
    _ key: FactKey, _ walk: inout ValueWalk, _ messages: inout FactMessages
  ) throws(WrongKind) {
    switch key {
    case .prefix: messages.prefix = try walk.string()
    case .senders: messages.senders = try walk.string()
    case .agents:
      messages.hasAgents = true
      try FactReader.read(&walk, into: &messages.agents) { walk throws(WrongKind) in try walk.string() }
    case .revisions: try FactReader.read(&walk, into: &messages.revisions, FactReader.integer)
    case .ids:
      if walk.isAtString() { return messages.joinedIDs = try walk.string() }
      try FactReader.read(&walk, into: &messages.ids) { walk throws(WrongKind) in try walk.string() }
    case .created:
      if walk.isAtTextOrNumber() { return messages.start = try walk.integer() }
      messages.hasNumberLists = true
      try FactReader.read(&walk, into: &messages.created, FactReader.integer)
    case .steps: messages.stepText = try walk.string()
    case .lags:
      if walk.isAtString() { return messages.lagText = try walk.string() }
      messages.hasNumberLists = true
      try FactReader.read(&walk, into: &messages.lags, FactReader.integerOrMissing)
    case .updates:
      if walk.isAtString() { return messages.updateText = try walk.string() }
      messages.hasNumberLists = true
      try FactReader.read(&walk, into: &messages.updates, FactReader.integerOrMissing)
    case .by:
      if walk.isAtString() { return messages.byText = try walk.string() }
      messages.hasNumberLists = true
      try FactReader.read(&walk, into: &messages.by, FactReader.integer)
    default: try walk.skipUnknown()
    }
  }

  /// Reads a list, each element of it by `element`, in place of the elements so far.
  @inline(__always)
  private static func read<Value>(
    _ walk: inout ValueWalk, into values: inout ReusableArray<Value>,
    _ element: (inout ValueWalk) throws(WrongKind) -> Value
  ) throws(WrongKind) {
    values.removeAll()
    try walk.enter("[")
    while try walk.nextElement() { values.append(try element(&walk)) }
  }

  private static func integer(_ walk: inout ValueWalk) throws(WrongKind) -> Int64 { try walk.integer() }

  private static func integerOrMissing(_ walk: inout ValueWalk) throws(WrongKind) -> Int64 {
    walk.takeNull() ? FactMessages.missing : try walk.integer()
  }

  /// Reads a string, or a null as an empty text.
  private static func stringOrNull(_ walk: inout ValueWalk) throws(WrongKind) -> Text {
    walk.takeNull() ? .empty : try walk.string()
  }

  // MARK: Observations

  private func readObservations(_ walk: inout ValueWalk, _ line: inout FactLine) throws(WrongKind) {
    line.observations.removeAll()
    line.statements.removeAll()
    try walk.enter("[")
    while try walk.nextElement() {
      var observation = FactLine.Observation()
      observation.first = line.statements.count
      try walk.enter("{")
      var (last, name, isOver) = (FactKeys.start, Text.empty, false)
      while !isOver {
        switch try keys.next(&walk, after: &last, &name) {
        case .key(let key): try readStatement(key, &walk, &observation, &line.statements)
        case .unknown: try walk.skipUnknown()
        case .end: isOver = true
        }
      }
      guard observation.hasPosition else { throw WrongKind() }
      observation.end = line.statements.count
      line.observations.append(observation)
    }
  }

  private func readStatement(
    _ key: FactKey, _ walk: inout ValueWalk, _ observation: inout FactLine.Observation,
    _ statements: inout ReusableArray<FactLine.Statement>
  ) throws(WrongKind) {
    switch key {
    case .external, .status, .queue, .group, .subdivision, .agent, .agentName, .customer,
      .labels, .team, .channel, .priority, .rating, .comment, .customerName:
      statements.append(FactLine.Statement(about: key, value: try FactReader.stringOrNull(&walk)))
    case .created:
      var same = walk
      guard 0..<Timestamp.end ~= (try walk.integer()) else { throw WrongKind() }
      statements.append(FactLine.Statement(about: key, value: same.value()))
    case .metadata, .agents, .inboxes:
      try walk.enter("{")
      while let name = try walk.nextKey() {
        let value = key == .metadata ? try FactReader.stringOrNull(&walk) : try walk.string()
        statements.append(FactLine.Statement(about: key, key: name, value: value))
      }
    case .from, .of, .updated: try readRank(key, &walk, &observation)
    default: try walk.skipUnknown()
    }
  }

  /// Reads a part of a rank: the position of the record, whether it is a message, or its update time.
  private func readRank(
    _ key: FactKey, _ walk: inout ValueWalk, _ observation: inout FactLine.Observation
  ) throws(WrongKind) {
    if key == .of {
      let kind = try walk.string()
      guard kind == "message" || kind == "record" else { throw WrongKind() }
      observation.isRecord = kind == "record"
      return
    }
    if key == .updated {
      observation.updated = try walk.integer()
      guard 0..<Timestamp.end ~= observation.updated else { throw WrongKind() }
      return
    }
    try walk.enter("[")
    guard try walk.nextElement() else { throw WrongKind() }
    let path = try walk.string()
    guard try walk.nextElement() else { throw WrongKind() }
    let offset = try walk.integer()
    var index: Int64 = -1
    if try walk.nextElement() {
      index = try walk.integer()
      guard 0..<Int64(Int32.max) ~= index, try !walk.nextElement() else { throw WrongKind() }
    }
    guard offset >= 0 else { throw WrongKind() }
    (observation.offset, observation.index, observation.hasPosition) = (Int(offset), Int(index), true)
    observation.input = name(of: path)
  }
}
