// One kept message as the metrics see it.

/// A message without its text: when, by whom. Times are whole milliseconds since 1970.
struct Message {
  /// When the platform made the message.
  var created: Int64
  /// When the sender's device made it, or `noClient`.
  var client: Int64
  /// The number of the sending agent in the run's list of agent ids, or `noAgent`.
  /// Only messages of class agent have one.
  var agent: UInt32
  var kind: MessageClass

  static let noClient = Int64.min
  static let noAgent = UInt32.max
  /// The number that every run gives to the id `(unknown)`: the row of agents without an id is named like it.
  static let unknownAgent: UInt32 = 0
  static let unknownAgentID = Text("(unknown)")

  var hasClient: Bool { client != Message.noClient }
}
