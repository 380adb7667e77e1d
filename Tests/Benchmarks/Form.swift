// How a platform writes its records: what the forms have in common.

/// A platform's way to write down conversations and messages, without the newline.
protocol Form {
  /// Appends a conversation's record.
  mutating func write(_ conversation: Conversation, to file: OutputFile)

  /// Appends a message's record that names its conversation.
  mutating func write(_ message: Message, of conversation: Conversation, to file: OutputFile)

  /// Appends the answers of the API that list a conversation's messages, each with its newline.
  mutating func write(pagesOf messages: [Message], of conversation: Conversation, to file: OutputFile)

  /// What stands around a page of conversations.
  var conversationPage: (opening: StaticString, closing: StaticString) { get }

  /// Writes the files that are neither conversations nor messages.
  func writeRest(into directory: String)
}
