// A conversation: its key, its attributes, and all its messages in order.

/// A conversation as the metrics and tables see it. Texts and messages are borrowed; an absent attribute
/// is an empty text.
struct Conversation {
  var platform: Platform
  var account: Text
  var id: Text
  var externalID: Text
  var status: Text
  var queue: Text
  var organizationalGroup: Text
  var subdivision: Text
  var assignedAgentID: Text
  var assignedAgentName: Text
  var customerID: Text
  /// The values of the attributes that options ask for, in the order of `Options.extraAttributes`.
  var extras: BorrowedArray<Text>
  /// Each message once, in the order of README 2 (or of `--order client`). May be empty.
  var messages: BorrowedArray<Message>
  /// When the platform made it, in milliseconds since 1970, where that is asked for and known.
  var created: Int64?
  /// The label by which it is looked at; empty: none.
  var label = Text.empty
  /// The platform's name where a map has it.
  var mappedSource = Text.empty

  /// The platform's name.
  @inline(__always)
  var source: Text { platform == .mapped ? mappedSource : Text(platform.name) }
}

/// Who the agents of a run are: what a table needs to print a row for one of them.
protocol AgentDirectory {
  /// The id of the agent with this number (`Message.agent`).
  func agentID(_ number: UInt32) -> Text
  /// The name that was met beside the id on that platform and account, or empty.
  func agentName(platform: Platform, account: Text, id: Text) -> Text
}
