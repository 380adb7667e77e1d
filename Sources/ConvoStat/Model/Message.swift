// One kept message as measures see it.

/// A message without its text.
///
/// Times are whole milliseconds since 1970.
struct Message {
  /// The creation time by the platform's clock.
  var created: Int64
  /// The creation time by the clock of the sender's device, or `noClient`.
  var client: Int64
  /// The number of the sending agent in the run's list of agent ids, or `noAgent`.
  ///
  /// Only messages of class agent have one.
  var agent: UInt32
  var kind: MessageClass
  /// The status that the message of an activity tells; `nil` for all other messages.
  var activity: StatusObservation.Told?
  /// The class that the record tells, if it has no sender; `nil` for all other messages.
  var senderless: RecordedClass?

  static let noClient = Int64.min
  static let noAgent = UInt32.max
  /// The number of the id `(unknown)` in every run.
  ///
  /// The row of agents without an id has this name.
  static let unknownAgent: UInt32 = 0
  static let unknownAgentID = Text("(unknown)")

  var hasClient: Bool { client != Message.noClient }
}
