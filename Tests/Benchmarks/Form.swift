// The record formats of platforms: their common interface.

/// A platform's format of conversations and messages, without the newline.
protocol Form {
  /// Appends a conversation's record.
  mutating func write(_ conversation: Conversation, to file: OutputFile)

  /// Appends a message's record that names its conversation.
  mutating func write(_ message: Message, of conversation: Conversation, to file: OutputFile)

  /// Appends the API's responses that list the messages of a conversation, each with its newline.
  mutating func write(pagesOf messages: [Message], of conversation: Conversation, to file: OutputFile)

  /// The bytes around a page of conversations.
  var conversationPage: (opening: StaticString, closing: StaticString) { get }

  /// Writes the files that are neither conversations nor messages.
  func writeRest(into directory: String)
}
