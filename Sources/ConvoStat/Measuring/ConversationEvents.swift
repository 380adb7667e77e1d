// The events of a conversation, each with its time and its agent, so that any table can count it in the right
// row.

/// A longest run of consecutive messages of one participant class (Definitions: turn).
///
/// It counts at the time of its first message.
struct Turn: Equatable {
  /// The creation time of the first message.
  var created: Int64
  /// The number of the agent who began the turn, or `Message.noAgent` if it was not an agent with an id.
  var agent: UInt32
  var kind: MessageClass
}

/// A message that answers another: an agent's response or a customer's (Definitions: wait, customer
/// response).
struct Reply: Equatable {
  /// The creation time of the answering message.
  var created: Int64
  /// The time of the answering message by its sender's clock, or `Message.noClient`.
  var client: Int64
  /// The time between the two messages by the platform's clock, in milliseconds.
  ///
  /// Negative only with `--order client`.
  var createdLatency: Int64
  /// The time between the two messages by the senders' clocks, in milliseconds; `nil` if one of them has no
  /// such time.
  var clientLatency: Int64?
  /// The number of the agent who answered, or `Message.noAgent` if it was not an agent with an id.
  var agent: UInt32

  /// Creates the reply of a message to an earlier one.
  @inline(__always)
  init(of closing: Message, to opening: Message) {
    self.init(of: closing, since: opening.created, client: opening.client)
  }

  /// Creates the reply of a message to what happened at a moment.
  /// - Parameters:
  ///   - opened: the moment by the platform's clock.
  ///   - client: the moment by the sender's clock, or `Message.noClient`.
  @inline(__always)
  init(of closing: Message, since opened: Int64, client: Int64) {
    created = closing.created
    self.client = closing.client
    createdLatency = closing.created - opened
    clientLatency = closing.hasClient && client != Message.noClient ? closing.client - client : nil
    agent = closing.agent
  }

  /// Returns the same reply, measured from the creation of the conversation.
  ///
  /// Only the platform's clock knows that moment, so the result has no client latency.
  func measured(fromCreation created: Int64) -> Reply {
    var reply = self
    reply.createdLatency = self.created - created
    reply.clientLatency = nil
    return reply
  }

  /// Returns the latency by `clock`, in milliseconds; `nil` if it is unknown.
  @inline(__always)
  func latency(_ clock: Clock) -> Int64? {
    switch clock {
    case .created: createdLatency
    case .client: clientLatency
    }
  }
}
