// A conversation: its key, its attributes, and all its messages in order.

/// A conversation as measures and tables see it.
///
/// Texts and messages are borrowed. An absent attribute is an empty text. It is long to copy, so what reads one for
/// every conversation takes it `InPlace`.
struct Conversation: BitwiseCopyable {
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
  /// The messages, each once, in the order of the definitions (or of `--order client`).
  ///
  /// May be empty.
  var messages: BorrowedArray<Message>
  /// True if one of the messages, or one later than the as-of, may be an activity that tells a status.
  var hasActivities = true
  /// The status observations of records other than messages, each once, in order.
  var observations = BorrowedArray<StatusObservation>.none
  /// The creation time by the platform, in milliseconds since 1970; `nil` if no option asks for it, or if it
  /// is unknown.
  var created: Int64?
  /// The number of the session, from 1; 0 if the conversation is whole.
  var session = 0
  /// The label in whose row the conversation is counted; empty for rows without label.
  var label = Text.empty
  /// The schedule of the inbox, as `InboxSchedule` writes it; empty if it is unknown, or if no option asks for it.
  var inboxHours = Text.empty
  /// The account by which names are looked up: `account`, or for a conversation that a map reads, the
  /// `SourcedAccount`.
  var scope = Text.empty

  /// Returns the hours in which the conversation is served; `nil` if it has none.
  func schedule(in hours: BusinessHours) -> OpeningHours? {
    hours.schedule(of: hours.isOfInboxes ? inboxHours : queue)
  }

  /// The name of the platform.
  @inline(__always)
  var source: Text {
    platform == .mapped ? SourcedAccount.parts(of: scope).source : Text(platform.name)
  }
}

/// The agents of a run, as tables print them.
protocol AgentDirectory {
  /// Returns the id of the agent with a number (`Message.agent`).
  func agentID(_ number: UInt32) -> Text
  /// Returns the name that was found with the id on that platform and account (for platforms of maps, the
  /// `SourcedAccount`), or an empty text.
  func agentName(platform: Platform, account: Text, id: Text) -> Text
}
