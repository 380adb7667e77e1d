// The attributes of a conversation that the tables by groups count with `--attributes`.

/// The rating and the customer of a conversation.
struct CountedAttributes: BitwiseCopyable {
  var rating = RatingSum()
  /// The hash of the customer's id with its source and account; `nil` if the conversation has no customer id.
  var customer: WideHash?
}

/// Reads these attributes.
final class AttributeReader {
  /// The index of the rating among the extra attributes.
  private let ratingIndex: Int?
  private let hash = WideTextHash()
  @exclusivity(unchecked) private var key = KeyBuffer()

  init(extras: [ExtraAttribute]) { ratingIndex = extras.firstIndex(of: .rating) }

  /// Returns the attributes of a conversation.
  func attributes(of conversation: InPlace<Conversation>) -> CountedAttributes {
    var counted = CountedAttributes()
    if let ratingIndex { counted.rating = RatingSum(conversation.value.extras[ratingIndex]) }
    if !conversation.value.customerID.isEmpty {
      key.begin(conversation.value.platform.rawValue)
      key.add(conversation.value.platform == .mapped ? conversation.value.scope : conversation.value.account)
      key.end(conversation.value.customerID)
      counted.customer = key.withText { hash($0) }
    }
    return counted
  }
}
