// The facts that one worker keeps of the records that it reads.

/// The facts of a part of the input.
///
/// All of it is a set: no result depends on the order of arrival. Numbers (of references, texts, agents) are
/// this worker's own until `Conversations` joins the workers.
final class Facts {
  let messages = FactStore()
  /// The creation time of the latest message, and the reference of a message with that time; negative
  /// without messages.
  @exclusivity(unchecked) private(set) var latest = (created: Int64(-1), reference: UInt32(0))
  /// The references that the kept records make.
  let references: ReferenceList
  /// The observations of each reference, as numbers for `text`.
  @exclusivity(unchecked) var attributes: AttributeRows
  private let texts = TextTable(minimumCapacity: 1024)
  /// Texts that are rarely repeated: to look them up would cost more than to store them again.
  @exclusivity(unchecked) private var rareTexts = Chunked<Text>()
  private let rareBytes = ByteStore()
  /// The number of stored rare texts.
  ///
  /// Those after it are still borrowed from the record being read.
  @exclusivity(unchecked) private var rareKept = 0
  /// A bit that is set in the numbers of rare texts.
  private static let rare: UInt32 = 1 << 31
  /// The ids of agents that sent messages.
  let agents: TextTable
  @exclusivity(unchecked) var names = NameTable()
  /// The status observations of records other than messages.
  @exclusivity(unchecked) private(set) var statuses = Chunked<ReferredStatus>()
  /// What reporting events are compared with.
  @exclusivity(unchecked) var traits = ReferenceTraits()
  /// The links between asapp ids and external ids in conversation records.
  @exclusivity(unchecked) private(set) var links = Chunked<Link>()
  private let linkedIDs = ByteStore()
  /// The bytes of message ids that do not fit into a `MessageID`.
  let ids = ByteStore()
  /// Approximate memory in bytes of kept metadata, which only runs that write facts have.
  @exclusivity(unchecked) var metadataBytes = 0
  @exclusivity(unchecked) var counts = FactCounts()
  /// The date of the time that was read last.
  @exclusivity(unchecked) var lastDate: LastDate
  /// The observation of the record being read.
  ///
  /// Allocated memory instead of an array, so that an access does not retain and release.
  private let observed: FixedArray<UInt32>
  private let digits = FixedArray<UInt8>(repeating: 0, count: Facts.maximumDigits)
  private static let maximumDigits = 20

  /// The reference to an asapp conversation record by its id, and the external id of the record, or an
  /// empty text.
  struct Link {
    var id: UInt32
    var externalID: Text
  }

  /// Creates empty facts.
  /// - Parameter agents: the numbers of agents. A worker keeps them when its facts are spilled.
  init(extras: Int, agents: TextTable = TextTable(), usesCaches: Bool = true) {
    references = ReferenceList(usesCaches: usesCaches)
    lastDate = LastDate(remembers: usesCaches)
    self.agents = agents
    let width = Attribute.allCases.count + extras
    attributes = AttributeRows(width: width)
    observed = FixedArray(repeating: AttributeRows.none, count: width)
  }

  /// Returns empty facts to continue with after a spill: with the same agents and counts, and the names
  /// whose account is known.
  func successor() -> Facts {
    let facts = emptied()
    facts.counts = counts
    names.forEachName { named, scope, id, name, rank in
      if case .reference = scope { return }
      facts.names.add(named, scope, id: id, name: name, rank: rank)
    }
    return facts
  }

  /// Returns empty facts whose agents have the same numbers.
  func emptied() -> Facts {
    Facts(
      extras: attributes.width - Attribute.allCases.count, agents: agents,
      usesCaches: references.usesCaches)
  }

  /// Approximate memory of the facts in bytes, without the parts that a successor keeps.
  var bytesHeld: Int {
    messages.bytesHeld + references.bytesHeld + attributes.bytesHeld + texts.bytesHeld
      + rareTexts.bytesHeld + rareBytes.bytesHeld + metadataBytes + links.bytesHeld + linkedIDs.bytesHeld
      + ids.bytesHeld + statuses.bytesHeld + traits.bytesHeld
  }

  /// Memory in bytes of agents and names, which a successor keeps.
  var lastingBytes: Int { agents.bytesHeld + names.bytesHeld }

  /// Adds a message.
  @inline(__always)
  func add(_ message: Fact) {
    if message.created > latest.created { latest = (message.created, message.reference) }
    messages.append(message)
    counts.usable += 1
  }

  /// Adds a status observation of a record other than a message.
  func observe(_ status: StatusObservation, of reference: UInt32) {
    keep(status, of: reference)
    counts.observe(status.origin)
  }

  /// Adds a status observation that was counted before.
  func keep(_ status: StatusObservation, of reference: UInt32) {
    statuses.append(ReferredStatus(reference: reference, observation: status))
  }

  /// Records that a conversation record has an id, and links the id with the external id unless that is
  /// empty.
  func link(_ id: UInt32, with externalID: Text) {
    links.append(Link(id: id, externalID: linkedIDs.keep(externalID)))
  }

  /// Frees the memory of all links.
  func forgetLinks() {
    links = Chunked()
    linkedIDs.removeAll()
  }

  /// Observes an attribute of the conversation of the record being read.
  ///
  /// Does nothing if the text is empty.
  func observe(_ attribute: Attribute, _ text: Text) {
    if !text.isEmpty { observed[attribute.rawValue] = texts.number(of: text) }
  }

  /// Observes that the record being read removes an attribute.
  func observeRemoval(of attribute: Attribute) { observeRemoval(at: attribute.rawValue) }

  /// Observes that an attribute is removed, by its index among `Attribute.allCases` and those that options ask for.
  func observeRemoval(at index: Int) { observed[index] = AttributeRows.removed }

  /// Observes that an attribute that an option asks for is removed, by its index among those attributes.
  func observeRemoval(ofExtra index: Int) { observeRemoval(at: Attribute.allCases.count + index) }

  /// Returns true if the record being read states or removes an attribute that an option asks for.
  func isObserved(extra index: Int) -> Bool {
    observed[Attribute.allCases.count + index] != AttributeRows.none
  }

  /// Observes the assigned agent.
  ///
  /// Its id and its name are one attribute: the record that states either of them states both, a missing one as removed.
  func observeAgent(_ id: Text, _ name: Text) {
    if id.isEmpty, name.isEmpty { return }
    observed[Attribute.assignedAgentID.rawValue] =
      id.isEmpty ? AttributeRows.removed : texts.number(of: id)
    observed[Attribute.assignedAgentName.rawValue] =
      name.isEmpty ? AttributeRows.removed : texts.number(of: name)
  }

  /// Observes that the record being read removes the assigned agent.
  func observeAgentRemoval() {
    observeRemoval(of: .assignedAgentID)
    observeRemoval(of: .assignedAgentName)
  }

  /// Observes an attribute whose text is probably not repeated by other records.
  func observe(rare attribute: Attribute, _ text: Text) { observeRare(attribute.rawValue, text) }

  private func observeRare(_ attribute: Int, _ text: Text) {
    if text.isEmpty { return }
    observed[attribute] = UInt32(rareTexts.count) | Facts.rare
    rareTexts.append(text)
  }

  /// Returns the text with a number from an observation; empty for `AttributeRows.removed`.
  func text(_ number: UInt32) -> Text {
    if number & Facts.rare == 0 { return texts[number] }
    return number == AttributeRows.removed ? .empty : rareTexts[Int(number & ~Facts.rare)]
  }

  /// Observes an attribute that an option asks for, by its index among those attributes.
  func observe(extra index: Int, _ text: Text) {
    if !text.isEmpty { observed[Attribute.allCases.count + index] = texts.number(of: text) }
  }

  /// Observes an attribute that an option asks for and whose text is probably not repeated by other
  /// records.
  func observe(rareExtra index: Int, _ text: Text) { observeRare(Attribute.allCases.count + index, text) }

  /// Returns the decimal digits of a number that is not negative.
  ///
  /// The text is valid until the next call.
  func spell(_ number: Int64) -> Text {
    var (rest, index) = (number, Facts.maximumDigits)
    repeat {
      index -= 1
      digits[index] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    } while rest > 0
    return Text(digits.elements.part(index..<Facts.maximumDigits))
  }

  /// Stores the attributes observed since the last call, as one observation of a reference.
  func storeObservation(of reference: UInt32, rank: Rank) {
    let values = observed.elements
    if values.allSatisfy({ $0 == AttributeRows.none }) { return }
    let addition = attributes.add(reference, values, rank: rank) { $0 == $1 || text($0) == text($1) }
    // A repeated observation repeats its inbox.
    if addition != .repeated { noteInbox(of: reference) }
    observed.setAll(to: AttributeRows.none)
    if addition == .stored {
      while rareKept < rareTexts.count {
        rareTexts[rareKept] = rareBytes.keep(rareTexts[rareKept])
        rareKept += 1
      }
    } else {
      rareTexts.removeLast(rareTexts.count - rareKept)
    }
  }

  /// Notes that the inbox which the record being read names belongs to the account that it names, if it does.
  private func noteInbox(of reference: UInt32) {
    let queue = observed[Attribute.queue.rawValue]
    if queue == AttributeRows.none || queue == AttributeRows.removed { return }
    guard case .chatwoot(let account, _) = references[reference], !account.isEmpty else { return }
    note(inbox: texts[queue], of: account)
  }

  /// Notes that an inbox belongs to an account.
  func note(inbox: Text, of account: Text) {
    names.add(.accountInbox, .account(account), id: inbox, name: inbox, rank: .lowest)
  }
}

/// Counts of kept records.
struct FactCounts {
  /// Records and elements that were used: messages, conversations, inboxes, empty pages.
  var usable = 0
  /// The number of usable records that describe a conversation or an inbox.
  var descriptions = 0
  /// Messages whose conversation is named by their file.
  var namedByFile = 0
  /// The activity messages whose text tells no status.
  var unmatchedActivities = 0
  /// By origin: the status observations and hand-overs, repeated ones too.
  private(set) var observations = [Int](repeating: 0, count: StatusObservation.Origin.allCases.count)

  /// Counts an observation.
  mutating func observe(_ origin: StatusObservation.Origin) { observations[Int(origin.rawValue)] += 1 }

  /// Messages without a created time, which took their client time (Inputs: messages and times).
  var createdMissing = 0
}
