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
  var chatwootPaths: [[String]] {
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
  var chatwootMessagePaths: [[String]] {
    switch self {
    case .created: [["conversation", "created_at"]]
    case .rating: [["content_attributes", "submitted_values", "csat_survey_response", "rating"]]
    case .metadata, .labels, .team, .channel, .priority: []
    }
  }

  /// The paths of its values in an asapp conversation; labels stand in arrays of any key of the metadata.
  var asappPaths: [[String]] {
    switch self {
    case .metadata(let key): [["metadata", key]]
    case .labels: [["metadata"]]
    case .created: [["createdTimestamp"], ["created_at"], ["timestamp"]]
    case .team, .channel, .priority, .rating: []
    }
  }

  /// The paths that some attributes need beside those of all fields, each behind its parent.
  static func paths(of extras: [ExtraAttribute], excluding known: [[[UInt8]]]) -> [[[UInt8]]] {
    var paths = Set<[[UInt8]]>()
    for path in extras.flatMap({ $0.chatwootPaths + $0.chatwootMessagePaths + $0.asappPaths }) {
      for length in 1...path.count { paths.insert(path.prefix(length).map { Array($0.utf8) }) }
    }
    return paths.subtracting(known).sorted { left, right in
      left.lexicographicallyPrecedes(right) { $0.lexicographicallyPrecedes($1) }
    }
  }
}
