// The wait of a customer: from a message that nobody has answered yet to the agent who does.

/// Customer message that a wait is measured from (Definitions: wait).
public enum WaitOpening: String, Sendable, CaseIterable { case first, last }

/// A customer's wait, open or not (Definitions: wait).
struct Wait {
  /// The index of the message that opened the wait; `none` if no wait is open.
  private var opening = Wait.none
  private var isAnsweredByBot = false

  /// Lies before all indices. An optional would take a second word, which loops over messages would carry along.
  private static let none = -1

  /// A customer message opens a wait; one after a bot's answer opens it anew, and so does any under
  /// `--wait-from last`.
  @inline(__always)
  mutating func hear(_ message: Int, from: WaitOpening) {
    guard opening == Wait.none || isAnsweredByBot || from == .last else { return }
    opening = message
    isAnsweredByBot = false
  }

  /// An agent message closes the wait; the message that had opened it, or nil if none was open.
  @inline(__always)
  mutating func close() -> Int? {
    defer { opening = Wait.none }
    return opening == Wait.none ? nil : opening
  }

  /// A bot message leaves the wait open; whether it is the first one in it.
  @inline(__always)
  mutating func isBotResponse() -> Bool {
    guard opening != Wait.none, !isAnsweredByBot else { return false }
    isAnsweredByBot = true
    return true
  }

  /// The message that opened the wait, if it is still open and no bot has answered.
  var unanswered: Int? { isAnsweredByBot || opening == Wait.none ? nil : opening }
}
