// What happens in a conversation, each event with its time and its agent, so that any table can place it.

/// A longest run of messages of one participant class (README 2, turn); it counts where its first message
/// does.
struct Turn: Equatable {
  /// When its first message was created.
  var created: Int64
  /// Who began it, where an agent with an id did; else `Message.noAgent`.
  var agent: UInt32
  var kind: MessageClass
}

/// A message that answers another: an agent's response or a customer's (README 2, wait, customer response).
struct Reply: Equatable {
  /// When the answering message was created.
  var created: Int64
  /// When it was sent by its sender's clock, or `Message.noClient`.
  var client: Int64
  /// From message to message by the platform's clock; negative only under `--order client`.
  var createdLatency: Int64
  /// From message to message by the senders' clocks; nil where either message has none.
  var clientLatency: Int64?
  /// Who answered, where an agent with an id did; else `Message.noAgent`.
  var agent: UInt32

  /// The reply of a message to an earlier one.
  @inline(__always)
  init(of closing: Message, to opening: Message) {
    created = closing.created
    client = closing.client
    createdLatency = closing.created - opening.created
    clientLatency = closing.hasClient && opening.hasClient ? closing.client - opening.client : nil
    agent = closing.agent
  }

  /// The same answer, measured from when the conversation was created: the platform's clock alone has that
  /// moment.
  func measured(fromCreation created: Int64) -> Reply {
    var reply = self
    reply.createdLatency = self.created - created
    reply.clientLatency = nil
    return reply
  }

  /// From message to message by a clock; nil where it is missing.
  @inline(__always)
  func latency(_ clock: Clock) -> Int64? {
    switch clock {
    case .created: createdLatency
    case .client: clientLatency
    }
  }
}
