// Records in the format of asapp's API.

/// Writes records of asapp, whose messages name their conversation.
struct AsappForm: Form {
  let phrases: Phrases
  private static let pageSize = 100
  private static let queues: [StaticString] = [
    "billing", "orders", "returns", "sales", "logistics", "accounts", "claims", "technical support",
    "cancellations", "upgrades", "roaming", "prepaid", "business", "complaints", "warranty", "repairs",
    "gift cards", "payments", "identity", "outages", "onboarding", "retención", "kündigungen", "réclamations",
  ]

  var conversationPage: (opening: StaticString, closing: StaticString) { ("{\"items\":[", "]}\n") }

  func write(_ conversation: Conversation, to file: OutputFile) {
    file.text("{\"id\":\"")
    file.ulid(conversation.id)
    file.text("\",\"externalId\":\"web-")
    file.decimal(conversation.index, width: 9)
    if conversation.isAssigned {
      file.text("\",\"agent\":{\"externalId\":\"agent-")
      file.decimal(conversation.agent, width: 4)
      file.text("\",\"name\":\"")
      file.bytes(phrases.names[conversation.agent % phrases.names.count])
      file.text("\"}")
    } else {
      file.text("\"")
    }
    file.text(",\"customer\":{\"externalId\":\"user-")
    file.decimal(conversation.customer, width: 7)
    file.text("\",\"name\":\"")
    file.bytes(phrases.names[conversation.customer % phrases.names.count])
    file.text("\"},\"metadata\":{")
    if conversation.queue >= 0 {
      file.text("\"queue\":\"")
      file.text(Self.queues[conversation.queue])
      file.text("\",")
    }
    file.text(
      conversation.customer % 5 == 0
        ? "\"organizationalGroup\":\"business" : "\"organizationalGroup\":\"private")
    file.text(
      conversation.customer % 3 == 0
        ? " customers\",\"subdivision\":\"north\"}}" : " customers\",\"subdivision\":\"south\"}}")
  }

  func write(_ message: Message, of conversation: Conversation, to file: OutputFile) {
    file.text("{\"conversationId\":\"")
    file.ulid(conversation.id)
    file.text("\",\"messageId\":\"")
    file.ulid(message.id)
    file.text("\",")
    write(senderOf: message, in: conversation, to: file)
    file.text(",\"text\":\"")
    phrases.write(message.text, to: file)
    file.text("\",")
    write(timesOf: message, to: file)
  }

  func write(pagesOf messages: [Message], of conversation: Conversation, to file: OutputFile) {
    for start in stride(from: 0, to: messages.count, by: Self.pageSize) {
      file.text("{\"items\":[")
      for place in start..<min(start + Self.pageSize, messages.count) {
        let message = messages[place]
        file.text(place > start ? ",{\"text\":\"" : "{\"text\":\"")
        phrases.write(message.text, to: file)
        file.text("\",")
        write(senderOf: message, in: conversation, to: file)
        file.text(",\"messageId\":\"")
        file.ulid(message.id)
        file.text("\",")
        write(timesOf: message, to: file)
      }
      file.text("],\"conversationId\":\"")
      file.ulid(conversation.id)
      file.text("\"}\n")
    }
  }

  func writeRest(into directory: String) {}

  private func write(senderOf message: Message, in conversation: Conversation, to file: OutputFile) {
    switch message.role {
    case .customer:
      file.text("\"sender\":{\"role\":\"customer\",\"externalId\":\"user-")
      file.decimal(conversation.customer, width: 7)
      file.text("\"}")
    case .agent:
      file.text("\"sender\":{\"role\":\"agent\",\"externalId\":\"agent-")
      file.decimal(message.agent, width: 4)
      file.text("\"}")
    case .bot: file.text("\"sender\":{\"role\":\"bot\",\"externalId\":\"greeter\"}")
    case .system: file.text("\"sender\":{\"role\":\"system\"}")
    }
  }

  private func write(timesOf message: Message, to file: OutputFile) {
    file.text("\"createdTimestamp\":\"")
    file.moment(message.created)
    file.text("\",\"clientTimestamp\":\"")
    file.moment(message.client)
    file.text("\"}")
  }
}
