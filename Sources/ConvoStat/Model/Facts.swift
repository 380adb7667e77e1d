// All that one worker keeps of the records that it reads.

/// The facts of a share of the input. Everything in it is a set: no result depends on the order of arrival.
/// Numbers (of references, texts, agents) are this worker's own until `Conversations` joins the workers.
final class Facts {
  let messages = FactStore()
  /// The message created last, by the reference of one of them; negative without messages.
  @exclusivity(unchecked) private(set) var latest = (created: Int64(-1), reference: UInt32(0))
  /// Every reference that a kept record makes.
  let references = ReferenceList()
  /// What records say about each reference, as numbers for `text`.
  @exclusivity(unchecked) var attributes: AttributeRows
  private let texts = TextTable(minimumCapacity: 1024)
  /// Texts that hardly ever come twice: looking them up would cost more than keeping them.
  @exclusivity(unchecked) private var rareTexts = Chunked<Text>()
  private let rareBytes = ByteStore()
  /// How many of them are kept; those behind are only borrowed from the record being read.
  @exclusivity(unchecked) private var rareKept = 0
  /// Set in the numbers of rare texts.
  private static let rare: UInt32 = 1 << 31
  /// The ids of agents that sent messages.
  let agents: TextTable
  @exclusivity(unchecked) var names = NameTable()
  /// Which asapp ids and external ids conversation records link.
  @exclusivity(unchecked) private(set) var links = Chunked<Link>()
  private let linkedIDs = ByteStore()
  /// Message ids that do not fit a `MessageID`.
  let ids = ByteStore()
  /// About how much memory kept metadata takes; only facts have any.
  @exclusivity(unchecked) var metadataBytes = 0
  @exclusivity(unchecked) var counts = FactCounts()
  /// The date of the time that was read last.
  @exclusivity(unchecked) var lastDate = LastDate()
  /// What the record being read says, in memory of its own: using it counts no references.
  private let said: FixedArray<UInt32>
  private let digits = FixedArray<UInt8>(repeating: 0, count: Facts.mostDigits)
  private static let mostDigits = 20

  /// The id of an asapp conversation record, a reference, and its external id, empty where it has none.
  struct Link {
    var id: UInt32
    var externalID: Text
  }

  /// - Parameter agents: who the agents are by number; those of a worker keep their numbers while its facts are
  ///   put away and begun anew.
  init(extras: Int, agents: TextTable = TextTable()) {
    self.agents = agents
    let width = Attribute.allCases.count + extras
    attributes = AttributeRows(width: width)
    said = FixedArray(repeating: AttributeRows.none, count: width)
  }

  /// No facts, for what comes after these were put away: with their agents, counts, and the names whose account
  /// is known.
  func successor() -> Facts {
    let facts = emptied()
    facts.counts = counts
    names.forEachName { named, scope, id, name, rank in
      if case .reference = scope { return }
      facts.names.add(named, scope, id: id, name: name, rank: rank)
    }
    return facts
  }

  /// No facts, whose agents have the same numbers.
  func emptied() -> Facts {
    Facts(extras: attributes.width - Attribute.allCases.count, agents: agents)
  }

  /// About how much memory the facts take, in bytes, without what a successor keeps.
  var bytesHeld: Int {
    messages.bytesHeld + references.bytesHeld + attributes.bytesHeld + texts.bytesHeld
      + rareTexts.bytesHeld + rareBytes.bytesHeld + metadataBytes + links.bytesHeld + linkedIDs.bytesHeld
      + ids.bytesHeld
  }

  /// The memory of agents and names in bytes, which a successor keeps.
  var lastingBytes: Int { agents.bytesHeld + names.bytesHeld }

  /// Keeps a message.
  @inline(__always)
  func add(_ message: Fact) {
    if message.created > latest.created { latest = (message.created, message.reference) }
    messages.append(message)
    counts.usable += 1
  }

  /// Notes that a record bears an id, and links it with an external id unless that is empty.
  func link(_ id: UInt32, with externalID: Text) {
    links.append(Link(id: id, externalID: linkedIDs.keep(externalID)))
  }

  /// Gives the memory of all links back.
  func forgetLinks() {
    links = Chunked()
    linkedIDs.removeAll()
  }

  /// Notes what the record being read says about its conversation; nothing if the text is empty.
  func say(_ attribute: Attribute, _ text: Text) {
    if !text.isEmpty { said[attribute.rawValue] = texts.number(of: text) }
  }

  /// The same for a text that is likely to be said only once.
  func say(rare attribute: Attribute, _ text: Text) { sayRare(attribute.rawValue, text) }

  private func sayRare(_ place: Int, _ text: Text) {
    if text.isEmpty { return }
    said[place] = UInt32(rareTexts.count) | Facts.rare
    rareTexts.append(text)
  }

  /// The text with a number that was said.
  func text(_ number: UInt32) -> Text {
    number & Facts.rare == 0 ? texts[number] : rareTexts[Int(number & ~Facts.rare)]
  }

  /// The same for an attribute that an option asks for, by its place among them.
  func say(extra index: Int, _ text: Text) {
    if !text.isEmpty { said[Attribute.allCases.count + index] = texts.number(of: text) }
  }

  /// The same for a text that is likely to be said only once.
  func say(rareExtra index: Int, _ text: Text) { sayRare(Attribute.allCases.count + index, text) }

  /// Not below zero, in digits that are valid until the next call.
  func spell(_ number: Int64) -> Text {
    var (rest, place) = (number, Facts.mostDigits)
    repeat {
      place -= 1
      digits[place] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    } while rest > 0
    return Text(digits.elements.part(place..<Facts.mostDigits))
  }

  /// Keeps what was said since the last call, about one reference.
  func keepSaid(about reference: UInt32, rank: Rank) {
    let values = said.elements
    if values.allSatisfy({ $0 == AttributeRows.none }) { return }
    let isKept = attributes.add(reference, values, rank: rank)
    said.setAll(to: AttributeRows.none)
    if isKept {
      while rareKept < rareTexts.count {
        rareTexts[rareKept] = rareBytes.keep(rareTexts[rareKept])
        rareKept += 1
      }
    } else {
      rareTexts.removeLast(rareTexts.count - rareKept)
    }
  }
}

/// What is counted of kept records.
struct FactCounts {
  /// Records and elements that gave something: messages, conversations, inboxes, empty pages.
  var usable = 0
  /// Those of them that describe a conversation or an inbox.
  var descriptions = 0
  /// Messages whose conversation the name of their file names.
  var namedByFile = 0
  /// Messages without a created time that took their client time (README 1.3).
  var createdMissing = 0
}
