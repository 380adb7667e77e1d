// The attributes of a conversation that are read only where something asks for them (README 1.5).

/// An attribute that an option asks for: a column, a key of a table or of a condition, or the beginning of a measure.
enum ExtraAttribute: Hashable {
  /// What the platform's own attributes have under a key.
  case metadata(String)
  case labels, team, channel, priority, rating
  /// When the conversation was created, in milliseconds since 1970, as digits.
  case created

  /// The columns that `--attributes` adds, in their order.
  static let columns: [ExtraAttribute] = [.labels, .team, .channel, .priority, .rating]

  /// Those that facts keep, beside all metadata.
  static let kept = columns + [.created]

  /// The key of one of them in lines of facts, which keep other metadata by its own keys.
  var factKey: StaticString {
    switch self {
    case .labels: "labels"
    case .team: "team"
    case .channel: "channel"
    case .priority: "priority"
    case .rating: "csat_rating"
    case .created: "created"
    case .metadata: "metadata"
    }
  }

  /// The paths of its values in a chatwoot conversation, the first that has a value holds.
  fileprivate var chatwootPaths: [[String]] {
    switch self {
    case .metadata(let key): [["custom_attributes", key], ["additional_attributes", key]]
    case .labels: [["labels"]]
    case .team: [["meta", "team", "name"]]
    case .channel: [["meta", "channel"], ["channel"]]
    case .priority: [["priority"]]
    case .rating: []
    case .created: [["created_at"]]
    }
  }

  /// The paths of its values in a chatwoot message.
  fileprivate var chatwootMessagePaths: [[String]] {
    switch self {
    case .created: [["conversation", "created_at"]]
    case .rating: [["content_attributes", "submitted_values", "csat_survey_response", "rating"]]
    case .metadata, .labels, .team, .channel, .priority: []
    }
  }

  /// The paths of its values in an asapp conversation; labels stand in arrays of any key of the metadata.
  fileprivate var asappPaths: [[String]] {
    switch self {
    case .metadata(let key): [["metadata", key]]
    case .labels: [["metadata"]]
    case .created: [["createdTimestamp"], ["created_at"], ["timestamp"]]
    case .team, .channel, .priority, .rating: []
    }
  }

  /// The paths that some attributes need beside those of all fields, each behind its parent.
  static func paths(of extras: [ExtraAttribute], beside known: [[[UInt8]]]) -> [[[UInt8]]] {
    var paths = Set<[[UInt8]]>()
    for path in extras.flatMap({ $0.chatwootPaths + $0.chatwootMessagePaths + $0.asappPaths }) {
      for length in 1...path.count { paths.insert(path.prefix(length).map { Array($0.utf8) }) }
    }
    return paths.subtracting(known).sorted { left, right in
      left.lexicographicallyPrecedes(right) { $0.lexicographicallyPrecedes($1) }
    }
  }
}

/// A place where records may have the value of an attribute. It holds no memory, as readers go over them per record.
struct ExtraSource {
  /// The attribute's place among those that options ask for.
  let index: Int
  /// Where the value is noted.
  let slot: Int
  let form: Form

  /// What stands there: a text, a time of this conversation or in a message of it, or arrays of labels, directly or in
  /// an object.
  enum Form { case text, moment, momentInMessage, labels, labelsInside }
}

/// The places where each kind of record has attributes. Of those of one attribute the last that has a value holds.
struct ExtraSources {
  private(set) var asapp: [ExtraSource] = []
  private(set) var chatwoot: [ExtraSource] = []
  private(set) var chatwootMessages: [ExtraSource] = []

  /// The places of some attributes in a tree of these paths.
  init(of extras: [ExtraAttribute], in paths: [[[UInt8]]]) {
    for (index, extra) in extras.enumerated() {
      func sources(_ own: [[String]], _ forms: (labels: ExtraSource.Form, moment: ExtraSource.Form))
        -> [ExtraSource]
      {
        let form = extra == .labels ? forms.labels : extra == .created ? forms.moment : .text
        return own.reversed().compactMap { path in
          paths.firstIndex(of: path.map { Array($0.utf8) })
            .map { ExtraSource(index: index, slot: $0, form: form) }
        }
      }
      asapp += sources(extra.asappPaths, (.labelsInside, .moment))
      chatwoot += sources(extra.chatwootPaths, (.labels, .moment))
      chatwootMessages += sources(extra.chatwootMessagePaths, (.labels, .momentInMessage))
    }
  }

  /// Where labels may stand.
  var labelSlots: [Int] {
    (asapp + chatwoot).filter { $0.form == .labels || $0.form == .labelsInside }.map(\.slot)
  }
}

extension Facts {
  /// Notes the attributes that the record being read has in some places.
  func say(_ sources: [ExtraSource], of fields: Fields) {
    for source in sources where fields.kind(source.slot) != .absent {
      switch source.form {
      case .text: say(extra: source.index, fields.text(source.slot))
      case .moment: say(created: source.index, Timestamp(fields.text(source.slot)).value, isRare: true)
      case .momentInMessage: say(created: source.index, Timestamp(fields.text(source.slot)).value)
      case .labels: say(labels: source.index, fields, source.slot, in: .array)
      case .labelsInside: say(labels: source.index, fields, source.slot, in: .object)
      }
    }
  }

  private func say(labels index: Int, _ fields: Fields, _ slot: Int, in kind: ValueKind) {
    if fields.kind(slot) == kind { say(labels: index, fields.texts(inArraysOf: fields.raw(slot))) }
  }
}
