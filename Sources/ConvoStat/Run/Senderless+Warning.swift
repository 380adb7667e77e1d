// The warning of outgoing messages without a sender.

extension Senderless {
  /// A warning that gives the numbers and their classes; `nil` if there are no such messages.
  var warning: String? {
    if count == 0 { return nil }
    var parts: [String] = []
    if withKeys > 0 { parts.append("\(Quantity.count(withKeys)) with empty keys for it count as a bot's") }
    if withoutKeys > 0 { parts.append("\(Quantity.count(withoutKeys)) without such keys as an agent's") }
    return
      "\(Quantity.counted(count, "outgoing message")) without a sender: \(parts.joined(separator: ", ")); "
      + "--no-sender bot, agent or system decides otherwise"
  }
}
