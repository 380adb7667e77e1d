// A map: where the records of another platform keep what convostat needs (README 1.7).

/// What a map says, read from its file and checked.
public final class PlatformMap: @unchecked Sendable {
  /// The name that the column `source` gives the platform.
  public let source: String
  /// The name as a text, as long as the map lives.
  let sourceText: Text
  /// What is read of every record, conversations first.
  let entries: [MapEntry]
  /// What is counted of the places: how often each was looked for, and found.
  let slots: [MapSlot]
  private let store = ByteStore()

  /// The keys of metadata that it knows.
  var metadataKeys: [String] {
    let keys = entries.flatMap(\.extras.keys).compactMap { extra in
      if case .metadata(let key) = extra { key } else { nil }
    }
    return Set(keys).sorted()
  }

  init(source: String, entries: [MapEntry], slots: [MapSlot]) {
    self.source = source
    self.entries = entries
    self.slots = slots
    sourceText = source.withText { [store] in store.keep($0) }
  }
}

/// A pointer that is counted: by this number places know it.
struct MapSlot: Sendable {
  /// The key in the map, such as `messages[0].created`.
  let name: String
  let pointer: MapPointer
}

/// One kind of things in a record: messages, or conversations.
struct MapEntry: Sendable {
  /// The key in the map, such as `messages[0]`.
  let name: String
  /// Where its elements stand in a record: the slot of the pointer.
  let each: Int
  /// An element without it is passed over.
  let condition: MapPlace?
  let conversation: MapPlace
  let account: MapPlace?
  let updated: MapPlace?
  let attributes: [(attribute: Attribute, place: MapPlace)]
  /// What is looked up only where something asks for it.
  let extras: [ExtraAttribute: MapPlace]
  /// What only messages have; nil: the elements are conversations.
  let message: Message?

  /// Where a message keeps what makes it one.
  struct Message: Sendable {
    let id: MapPlace
    let role: [MapRole]
    let created: MapPlace
    let client: MapPlace?
    let sender: MapPlace?
    let senderName: MapPlace?
  }
}

/// Where a value stands: the first of these that is there.
struct MapPlace: Sendable {
  let alternatives: [Alternative]

  /// A pointer, or a way to a value through a list beside it.
  struct Alternative: Sendable {
    /// The slot of the pointer.
    let slot: Int
    /// Stands in front of the value.
    let prefix: [UInt8]
    let lookup: Lookup?
  }

  /// The value is an id, and what is wanted stands in the element of a list that bears it.
  struct Lookup: Sendable {
    /// The slots of the list, of the id in its elements, of what is wanted there.
    let list: Int
    let key: Int
    let take: Int
  }

  /// The pointers, for people.
  func text(_ slots: [MapSlot]) -> String {
    alternatives.map { slots[$0.slot].pointer.text }.joined(separator: " or ")
  }
}

/// A rule for the class of a message; the first that decides holds.
struct MapRole: Sendable {
  let place: MapPlace
  /// What the table says of a value's word.
  let values: [[UInt8]: Verdict]
  /// What it says of words that begin with one.
  let beginnings: [[UInt8]: Verdict]
  /// How long those are, the longest first.
  let beginningLengths: [Int]
  /// The class of all other values; nil: the next rule decides.
  let other: MessageClass?

  /// What a table says of a word.
  enum Verdict: Sendable {
    case kind(MessageClass)
    /// That the next rule decides.
    case next
  }

  /// What the table says of a word; nil where the word is not in it.
  func verdict(of word: Text) -> Verdict? {
    if let verdict = values[Array(word.bytes)] { return verdict }
    for length in beginningLengths where length <= word.count {
      if let verdict = beginnings[Array(word.bytes[..<length])] { return verdict }
    }
    return nil
  }
}
