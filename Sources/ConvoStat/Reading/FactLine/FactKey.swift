// The keys of fact lines, and the look-up of a key.

/// A key of a fact line, or of an observation in it.
enum FactKey: String, CaseIterable, BitwiseCopyable {
  case version = "convostat_fact"
  // Subjects, and the rest of their names.
  case asapp, chatwoot, mapped, reported
  case asappExternal = "asapp_external"
  case asappAgent = "asapp_agent"
  case chatwootAgent = "chatwoot_agent"
  case mappedAgent = "mapped_agent"
  case inbox
  case inboxChannel = "inbox_channel"
  case inboxHours = "inbox_hours"
  case accountInbox = "account_inbox"
  case part
  case partKeys = "part_keys"
  case source, account, name
  case inInbox = "in_inbox"
  case reportedInbox = "reported_inbox"
  case reportedStart = "reported_start"
  // Statements about the conversation.
  case links, said, observed
  case seenInboxes = "seen_inboxes"
  case seenStarts = "seen_starts"
  case isRow = "is_row"
  // Messages.
  case agents, by, prefix, ids, senders, created, steps, lags, updates, revisions
  // The rank of an observation, and its statements.
  case from, of, updated
  case external, status, queue, group, subdivision, agent, customer
  case agentName = "agent_name"
  case labels, team, channel, priority
  case rating = "csat_rating"
  case comment = "csat_comment"
  case customerName = "customer_name"
  case metadata, inboxes

  /// The attribute of a conversation that the key states in an observation.
  var attribute: Attribute? {
    switch self {
    case .external: .externalID
    case .status: .status
    case .queue: .queue
    case .group: .organizationalGroup
    case .subdivision: .subdivision
    case .agent: .assignedAgentID
    case .agentName: .assignedAgentName
    case .customer: .customerID
    default: nil
    }
  }

  /// The key under which an observation states an attribute that options ask for; `nil` for metadata, whose keys are
  /// those of the dump.
  init?(_ extra: ExtraAttribute) {
    if case .metadata = extra { return nil }
    self.init(rawValue: Text(extra.factKey).string)
  }
}

/// The look-up of keys by their bytes.
struct FactKeys: ~Copyable {
  private let names = TextTable(minimumCapacity: FactKey.allCases.count)
  private let keys = FixedArray(FactKey.allCases)
  /// By number: the key as it is written after another value.
  private let written: FixedArray<Text>
  private let store = ByteStore()
  /// By number: the number of the key that came after it last time.
  private let successors = FixedArray<Int>(repeating: 0, count: FactKey.allCases.count)

  /// The number of no key, to begin an object with.
  static let start = 0

  /// The result of a step.
  enum Step { case key(FactKey), unknown, end }

  init() {
    written = FixedArray(count: keys.count) { [store] number in
      ",\"\(FactKey.allCases[number].rawValue)\":".withText { store.keep($0) }
    }
    for key in FactKey.allCases { _ = key.rawValue.withText { names.number(of: $0) } }
  }

  /// Advances to the value of the object's next key, or out of the object.
  ///
  /// Lines have their keys in the same order. So the key that followed last time is tried first, which needs no scan and
  /// no look-up.
  /// - Parameters:
  ///   - last: the number of the key before; receives that of the key.
  ///   - name: receives the key as the line has it.
  @inline(__always)
  func next(_ walk: inout ValueWalk, after last: inout Int, _ name: inout Text) throws(WrongKind) -> Step {
    let guess = successors[last]
    if walk.take(written[guess]) {
      (last, name) = (guess, names[UInt32(guess)])
      return .key(keys[guess])
    }
    guard let found = try walk.nextKey() else { return .end }
    name = found
    guard let number = names.find(found).map(Int.init) else { return .unknown }
    successors[last] = number
    last = number
    return .key(keys[number])
  }
}
