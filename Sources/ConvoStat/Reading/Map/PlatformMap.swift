// A map: the paths at which records of another platform hold what convostat needs (Maps).

/// The content of a map, read from its file and checked.
public final class PlatformMap: @unchecked Sendable {
  /// The name of the platform in the column `source`.
  public let source: String
  /// The name as a text, valid as long as the map lives.
  let sourceText: Text
  /// The platform to whose conversations those of the map belong.
  let platform: Platform
  /// The entries that read each record: those of conversations, of messages, of statuses.
  let entries: [MapEntry]
  /// The pointers of all selectors, which are counted.
  let slots: [MapSlot]
  private let store = ByteStore()

  /// The keys of metadata that the map defines.
  var metadataKeys: [String] {
    let keys = entries.flatMap(\.extras.keys).compactMap { extra in
      if case .metadata(let key) = extra { key } else { nil }
    }
    return Set(keys).sorted()
  }

  init(source: String, entries: [MapEntry], slots: [MapSlot]) {
    self.source = source
    sourceText = source.withText { [store] in store.keep($0) }
    let platform = Platform(source: sourceText)
    self.platform = platform
    self.entries = entries.map { [store] entry in
      var entry = entry
      for case (.metadata(let key), let selector) in entry.extras
      where platform != .asapp || !MapEntry.asappKeys.values.contains(key) {
        entry.metadata.append((key.withText { store.keep($0) }, selector))
      }
      return entry
    }
    self.slots = slots
  }
}

/// A pointer whose lookups are counted.
///
/// Selectors refer to it by its index.
struct MapSlot: Sendable {
  /// The key in the map, such as `messages[0].created`.
  let name: String
  let pointer: MapPointer
}

/// A kind of element in a record: messages, conversations, or changes of a status.
struct MapEntry: Sendable {
  /// The key in the map, such as `messages[0]`.
  let name: String
  /// The slot of the pointer to the elements.
  let each: Int
  /// An element that does not meet the condition is skipped.
  let condition: MapCondition?
  let conversation: MapSelector
  let account: MapSelector?
  let updated: MapSelector?
  let attributes: [(attribute: Attribute, selector: MapSelector)]
  /// Attributes that are read only if an option asks for them.
  let extras: [ExtraAttribute: MapSelector]
  /// The keys of metadata with their ways, for runs that keep all metadata; without those of asapp that are
  /// attributes of their own.
  var metadata: [(key: Text, selector: MapSelector)] = []
  /// The selectors of a message; `nil` if the elements are not messages.
  let message: Message?
  /// The selectors of a status observation; `nil` if the elements do not tell one.
  var status: Status?

  /// The attributes that are metadata in records of asapp, each with its key.
  static let asappKeys: [Attribute: String] = [
    .queue: "queue", .organizationalGroup: "organizationalGroup", .subdivision: "subdivision",
  ]

  /// The selectors of the values that only messages have.
  struct Message: Sendable {
    let id: MapSelector
    let role: [MapRule<MessageClass>]
    let created: MapSelector
    let client: MapSelector?
    let sender: MapSelector?
    let senderName: MapSelector?
  }

  /// The selectors and rules of a status observation.
  struct Status: Sendable {
    /// The rules; if none decides, the element tells nothing.
    let rules: [MapRule<StatusObservation.Told>]
    /// The status of all elements; `nil` if rules decide.
    let constant: StatusObservation.Told?
    let moment: MapSelector
    /// False if the element only shows the status that the conversation had at the moment.
    let isExact: Bool
    /// True if the moment is cut to its second.
    let isInWholeSeconds: Bool
  }
}

/// A condition: a value, which may have to be one of some words.
struct MapCondition: Sendable {
  let selector: MapSelector
  /// The words; `nil` if any value meets the condition.
  let words: Set<[UInt8]>?
}

/// A way to a value: the first alternative that finds one wins.
struct MapSelector: Sendable {
  let alternatives: [Alternative]

  /// A pointer, optionally followed by a lookup in a list.
  struct Alternative: Sendable {
    /// The slot of the pointer.
    let slot: Int
    /// Bytes that are put before the value.
    var prefix: [UInt8] = []
    /// The value is what follows these bytes in the text, up to a slash, a question mark or a number sign; empty if
    /// it is the whole text.
    var after: [UInt8] = []
    var lookup: Lookup?
  }

  /// A lookup: the pointer's value is an id, and the wanted value is in the element of a list that has this
  /// id.
  ///
  /// An object in the place of the list is a list of one.
  struct Lookup: Sendable {
    /// The slots of the list, of the id in its elements, and of the wanted value in its elements.
    let list: Int
    let key: Int
    let take: Int
  }

  /// Returns the pointers, for messages.
  func text(_ slots: [MapSlot]) -> String {
    alternatives.map { slots[$0.slot].pointer.text }.joined(separator: " or ")
  }
}

/// A rule that decides by a word: the class of a message, or a status.
///
/// The first rule that decides wins.
struct MapRule<Outcome: Sendable>: Sendable {
  let selector: MapSelector
  /// The verdicts by word.
  let values: [[UInt8]: Verdict]
  /// The verdicts by beginning of a word.
  let beginnings: [[UInt8]: Verdict]
  /// The lengths of those beginnings in bytes, the longest first.
  let beginningLengths: [Int]
  /// The outcome of all other words; `nil` if the next rule decides.
  let other: Outcome?

  /// The verdict of a rule on a word.
  enum Verdict: Sendable {
    case decided(Outcome)
    /// The next rule decides.
    case next
  }

  /// Returns the verdict on a word; `nil` if the rule does not list the word.
  func verdict(of word: Text) -> Verdict? {
    if let verdict = values[Array(word.bytes)] { return verdict }
    for length in beginningLengths where length <= word.count {
      if let verdict = beginnings[Array(word.bytes[..<length])] { return verdict }
    }
    return nil
  }
}
