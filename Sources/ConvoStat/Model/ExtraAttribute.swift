// The attributes of a conversation that are read only if an option asks for them (Inputs: attributes).

/// An attribute that an option asks for: a column, a key of a table or of a condition, or the start of a
/// measure.
enum ExtraAttribute: Hashable {
  /// The value of a key in the platform's metadata.
  case metadata(String)
  case labels, team, channel, priority, rating
  /// The comment that the customer wrote with the rating.
  case comment
  case customerName
  /// The creation time of the conversation: milliseconds since 1970, as digits.
  case created

  /// The columns that `--attributes` adds, in their order.
  static let columns: [ExtraAttribute] = [
    .labels, .team, .channel, .priority, .rating, .comment, .customerName,
  ]

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
    case .comment: "csat_comment"
    case .customerName: "customer_name"
    case .created: "created"
    case .metadata: "metadata"
    }
  }

  /// The path of the labels in a row of chatwoot's database: a text, separated by commas.
  static let cachedLabels = ["cached_label_list"]

  /// The path of the object with the team's name in a chatwoot conversation.
  static let teamObject = ["meta", "team"]

  /// The paths in a chatwoot conversation.
  ///
  /// The first one that has a value wins.
  var chatwootPaths: [[String]] {
    switch self {
    case .metadata(let key): [["custom_attributes", key], ["additional_attributes", key]]
    case .labels: [["labels"], ExtraAttribute.cachedLabels]
    case .team: [ExtraAttribute.teamObject + ["name"], ["team_id"]]
    case .channel: [["meta", "channel"], ["channel"]]
    case .priority: [["priority"]]
    case .rating, .comment: []
    case .customerName: [["meta", "sender", "name"]]
    case .created: [["created_at"]]
    }
  }

  /// The paths in a chatwoot message.
  var chatwootMessagePaths: [[String]] {
    switch self {
    case .rating: [["content_attributes", "submitted_values", "csat_survey_response", "rating"]]
    case .comment: [["content_attributes", "submitted_values", "csat_survey_response", "feedback_message"]]
    case .created, .metadata, .labels, .team, .channel, .priority, .customerName:
      chatwootPaths.map { ["conversation"] + $0 }
    }
  }

  /// The paths in a page of chatwoot messages.
  var chatwootPagePaths: [[String]] {
    guard self == .customerName else { return [] }
    let contact = ["meta", "contact"]
    return [contact + ["name"], contact + ["payload", FieldTree.firstElement, "name"]]
  }

  /// The paths in a survey response of chatwoot.
  var surveyPaths: [[String]] {
    self == .comment ? [["feedback_message"], ["csat_survey_response", "feedback_message"]] : []
  }

  /// The paths in an asapp conversation.
  ///
  /// Labels are the arrays of any key of the metadata.
  var asappPaths: [[String]] {
    switch self {
    case .metadata(let key): [["metadata", key]]
    case .labels: [["metadata"]]
    case .created: [["createdTimestamp"], ["created_at"], ["timestamp"]]
    case .customerName: [["customer", "name"]]
    case .team, .channel, .priority, .rating, .comment: []
    }
  }

  /// Returns the paths that some attributes need in addition to `known`, each after its parent.
  static func paths(of extras: [ExtraAttribute], excluding known: [[[UInt8]]]) -> [[[UInt8]]] {
    var paths = Set<[[UInt8]]>()
    let all = extras.flatMap {
      $0.chatwootPaths + $0.chatwootMessagePaths + $0.chatwootPagePaths + $0.surveyPaths + $0.asappPaths
    }
    for path in all {
      for length in 1...path.count { paths.insert(path.prefix(length).map { Array($0.utf8) }) }
    }
    return paths.subtracting(known).sorted { left, right in
      left.lexicographicallyPrecedes(right) { $0.lexicographicallyPrecedes($1) }
    }
  }
}
