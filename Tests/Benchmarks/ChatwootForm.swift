// Records in the format of chatwoot's API.

/// Writes records of chatwoot.
///
/// Ids are numbers; those of messages rise in the order of writing.
struct ChatwootForm: Form {
  let phrases: Phrases
  private var messages = 0
  private static let pageSize = 20
  private static let inboxes = Conversation.queues + 1

  init(phrases: Phrases) { self.phrases = phrases }

  var conversationPage: (opening: StaticString, closing: StaticString) {
    ("{\"data\":{\"meta\":{\"mine_count\":0,\"unassigned_count\":0,\"all_count\":0},\"payload\":[", "]}}\n")
  }

  func write(_ conversation: Conversation, to file: OutputFile) {
    file.text("{\"meta\":{\"sender\":")
    write(contactOf: conversation, to: file)
    file.text(",\"channel\":\"Channel::WebWidget\",\"assignee\":")
    if conversation.isAssigned { write(agent: conversation.agent, to: file) } else { file.text("null") }
    file.text(",\"hmac_verified\":false},\"id\":")
    file.decimal(conversation.index + 1)
    file.text(",\"messages\":[],\"account_id\":1,\"additional_attributes\":{},\"agent_last_seen_at\":")
    file.decimal(conversation.start / 1000 + 60)
    file.text(",\"assignee_last_seen_at\":0,\"can_reply\":true,\"custom_attributes\":{},\"inbox_id\":")
    file.decimal(conversation.queue + 2)
    file.text(",\"labels\":[],\"muted\":false,\"snoozed_until\":null,\"status\":\"resolved\",\"created_at\":")
    file.decimal(conversation.start / 1000)
    file.text(",\"updated_at\":")
    file.decimal(conversation.start / 1000 + 900)
    file.text(".25,\"timestamp\":")
    file.decimal(conversation.start / 1000 + 900)
    file.text(",\"unread_count\":0,\"last_activity_at\":")
    file.decimal(conversation.start / 1000 + 900)
    file.text(",\"priority\":null,\"waiting_since\":0}")
  }

  mutating func write(_ message: Message, of conversation: Conversation, to file: OutputFile) {
    messages += 1
    write(message, id: messages, of: conversation, to: file)
  }

  mutating func write(pagesOf list: [Message], of conversation: Conversation, to file: OutputFile) {
    var end = list.count
    while end > 0 {
      let start = max(0, end - Self.pageSize)
      file.text("{\"meta\":{\"labels\":[],\"additional_attributes\":{},\"contact\":")
      write(contactOf: conversation, to: file)
      file.text(",\"assignee\":")
      if conversation.isAssigned { write(agent: conversation.agent, to: file) } else { file.text("null") }
      file.text("},\"payload\":[")
      for place in start..<end {
        if place > start { file.byte(UInt8(ascii: ",")) }
        write(list[place], id: messages + 1 + place, of: conversation, to: file)
      }
      file.text("],\"conversation_id\":\"")
      file.decimal(conversation.index + 1)
      file.text("\"}\n")
      end = start
    }
    messages += list.count
  }

  func writeRest(into directory: String) {
    let file = OutputFile(directory + "/inboxes.ndjson")
    file.text("{\"payload\":[")
    for inbox in 1...Self.inboxes {
      file.text(inbox > 1 ? ",{\"id\":" : "{\"id\":")
      file.decimal(inbox)
      file.text(",\"name\":\"Inbox ")
      file.decimal(inbox)
      file.text("\",\"channel_type\":\"Channel::WebWidget\",\"website_url\":null}")
    }
    file.text("]}\n")
    file.finish()
  }

  private func write(_ message: Message, id: Int, of conversation: Conversation, to file: OutputFile) {
    let isPrivate = message.role == .agent && message.text % 25 == 0
    let hasClient = conversation.queue % 3 == 0
    file.text("{\"id\":")
    file.decimal(id)
    file.text(",\"content\":\"")
    phrases.write(message.text, to: file)
    file.text("\",\"inbox_id\":")
    file.decimal(conversation.queue + 2)
    file.text(",\"conversation_id\":")
    file.decimal(conversation.index + 1)
    switch message.role {
    case .customer: file.text(",\"message_type\":0")
    case .agent, .bot: file.text(",\"message_type\":1")
    case .system: file.text(",\"message_type\":2")
    }
    file.text(",\"content_type\":\"text\",\"status\":")
    file.text(message.role == .agent && message.text % 257 == 0 ? "\"failed\"" : "\"sent\"")
    file.text(",\"content_attributes\":{")
    if hasClient {
      file.text("\"external_created_at\":")
      file.decimal(message.client / 1000)
    }
    file.text("},\"created_at\":")
    file.decimal(message.created / 1000)
    file.text(isPrivate ? ",\"private\":true,\"source_id\":null" : ",\"private\":false,\"source_id\":null")
    switch message.role {
    case .customer:
      file.text(",\"sender\":")
      write(contactOf: conversation, to: file)
    case .agent:
      file.text(",\"sender\":")
      write(agent: message.agent, to: file)
    case .bot:
      file.text(",\"sender\":{\"id\":1,\"name\":\"Greeter\",\"avatar_url\":\"\",\"type\":\"agent_bot\"}")
    case .system: break
    }
    file.text("}")
  }

  private func write(contactOf conversation: Conversation, to file: OutputFile) {
    file.text("{\"additional_attributes\":{},\"custom_attributes\":{},\"email\":null,\"id\":")
    file.decimal(conversation.customer + 1)
    file.text(",\"identifier\":null,\"name\":\"")
    file.bytes(phrases.names[conversation.customer % phrases.names.count])
    file.text("\",\"phone_number\":null,\"thumbnail\":\"\",\"type\":\"contact\"}")
  }

  private func write(agent: Int, to file: OutputFile) {
    file.text("{\"id\":")
    file.decimal(agent + 1)
    file.text(",\"name\":\"")
    file.bytes(phrases.names[agent % phrases.names.count])
    file.text(
      "\",\"avatar_url\":\"\",\"type\":\"user\",\"availability_status\":\"online\",\"thumbnail\":\"\"}")
  }
}
