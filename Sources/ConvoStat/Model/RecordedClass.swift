// The classes of messages as their records tell them, before options decide about messages without a sender.

/// The class of a message in facts (Inputs: messages and times).
///
/// The first six are those of measures. The others are outgoing messages without a sender: options decide about
/// their class when conversations are assembled, so facts written once serve runs with other options.
enum RecordedClass: UInt8, CaseIterable, BitwiseCopyable {
  case customer, agent, bot, system, note, failed
  /// An outgoing message with keys for a sender, all of them empty: in webhooks and rows of the database.
  case emptySender
  /// An outgoing message without any key for a sender: in the API's lists.
  case noSenderKey

  /// The class of a record whose sender is known.
  init(_ known: MessageClass) {
    switch known {
    case .customer: self = .customer
    case .agent: self = .agent
    case .bot: self = .bot
    case .system: self = .system
    case .note: self = .note
    case .failed: self = .failed
    }
  }

  /// True for an outgoing message without a sender.
  @inline(__always)
  var isSenderless: Bool { rawValue >= RecordedClass.emptySender.rawValue }

  /// The class unless an option decides otherwise.
  var usual: MessageClass {
    switch self {
    case .customer: .customer
    case .agent, .noSenderKey: .agent
    case .bot, .emptySender: .bot
    case .system: .system
    case .note: .note
    case .failed: .failed
    }
  }
}
