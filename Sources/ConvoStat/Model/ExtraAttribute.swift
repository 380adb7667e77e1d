// The attributes of a conversation that are read only if an option asks for them (Inputs: attributes).

/// An attribute that an option asks for: a column, a key of a table or of a condition, or the start of a
/// measure.
enum ExtraAttribute: Hashable {
  /// The value of a key in the platform's metadata.
  case metadata(String)
  case labels, team, channel, priority, rating
  /// The creation time of the conversation: milliseconds since 1970, as digits.
  case created

  /// The columns that `--attributes` adds, in their order.
  static let columns: [ExtraAttribute] = [.labels, .team, .channel, .priority, .rating]

  /// The attributes that facts keep, in addition to all metadata.
  static let kept = columns + [.created]

  /// The key in fact lines.
  ///
  /// Other metadata has its own keys there.
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

  /// The paths in a chatwoot conversation.
  ///
  /// The first one that has a value wins.
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

  /// The paths in a chatwoot message.
  var chatwootMessagePaths: [[String]] {
    switch self {
    case .created: [["conversation", "created_at"]]
    case .rating: [["content_attributes", "submitted_values", "csat_survey_response", "rating"]]
    case .metadata, .labels, .team, .channel, .priority: []
    }
  }

  /// The paths in an asapp conversation.
  ///
  /// Labels are the arrays of any key of the metadata.
  var asappPaths: [[String]] {
    switch self {
    case .metadata(let key): [["metadata", key]]
    case .labels: [["metadata"]]
    case .created: [["createdTimestamp"], ["created_at"], ["timestamp"]]
    case .team, .channel, .priority, .rating: []
    }
  }

  /// Returns the paths that some attributes need in addition to `known`, each after its parent.
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
