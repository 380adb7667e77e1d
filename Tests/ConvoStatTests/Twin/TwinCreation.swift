// First responses from when a conversation was created: what is known of that, and what is measured from it.

extension Twin.Bearer {
  /// Notes the creation time of the conversation if a value is a time and none was noted before.
  mutating func setCreation(_ value: Twin.JSON?) {
    set("created", Twin.Clock.read(value).milliseconds.map { Twin.Text(String($0)) })
  }
}

extension Twin.Conversation {
  /// The creation time in milliseconds since 1970.
  var creation: Int64? { attributes["created"].flatMap { Int64($0.string) } }
}

extension Twin.Latency {
  /// Returns the same answer measured from another moment, which only the created clock knows.
  func since(_ moment: Int64) -> Twin.Latency {
    var latency = self
    latency.created = closing.created - moment
    latency.client = nil
    return latency
  }
}

extension Twin.History {
  /// The business time of the first response.
  func businessFirst(_ options: Twin.Options) -> Twin.Pair? {
    guard let first = responses.first else { return nil }
    guard let creation else { return business(first, options) }
    let queue = conversation.attributes["queue"]
    return Twin.Pair(
      created: options.hours?.length(queue: queue, from: creation, to: first.closing.created), client: nil)
  }

  /// The age of the wait for a first response.
  func pendingFirst(_ asOf: Int64, _ options: Twin.Options) -> Twin.Pair {
    guard let creation else { return pending(asOf, options) }
    guard let hours = options.hours else { return Twin.Pair(created: asOf - creation, client: nil) }
    let queue = conversation.attributes["queue"]
    return Twin.Pair(created: hours.length(queue: queue, from: creation, to: asOf), client: nil)
  }
}

extension Twin.Tables {
  /// The column of conversations.csv.
  func creation(of conversation: Twin.Conversation) -> [Twin.Cell] {
    guard options.firstFromCreation else { return [] }
    let time = conversation.creation.map { Twin.Wall($0, options.zone).written }
    return [Twin.Cell(column: "conversation_created_at", plain: time ?? "")]
  }

  /// The columns of responses.csv, empty but in the row of the first response.
  func firstResponse(of history: Twin.History?, isFirst: Bool) -> [Twin.Cell] {
    guard options.firstFromCreation else { return [] }
    let first = isFirst ? history?.firstResponse : nil
    let business = isFirst ? history?.businessFirst(options) : nil
    func cell(_ column: String, _ milliseconds: Int64?) -> Twin.Cell {
      Twin.Cell(column: "first_response_\(column)_s", plain: Twin.Statistics.seconds(milliseconds))
    }
    let cells = [cell("created", first?.created), cell("client", first?.client)]
    if options.hours == nil { return cells }
    return cells + [cell("created_hours", business?.created), cell("client_hours", business?.client)]
  }
}
