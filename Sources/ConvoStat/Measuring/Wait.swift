// The wait of a customer: from a message that nobody has answered yet to the agent message that answers it.

/// Customer message that a wait is measured from (Definitions: wait).
public enum WaitOpening: String, Sendable, CaseIterable { case first, last }

/// A customer's wait, open or not (Definitions: wait).
struct Wait {
  /// The index of the message that opened the wait; `none` if no wait is open.
  private var opening = Wait.none
  private var isAnsweredByBot = false

  /// Lies before all indices.
  ///
  /// An optional would take a second word, which loops over messages would carry along.
  private static let none = -1

  /// Opens the wait at a customer message.
  ///
  /// A customer message after a bot's answer opens the wait anew, and so does every customer message with
  /// `--wait-from last`.
  @inline(__always)
  mutating func receive(_ message: Int, from: WaitOpening) {
    guard opening == Wait.none || isAnsweredByBot || from == .last else { return }
    opening = message
    isAnsweredByBot = false
  }

  /// Closes the wait at an agent message and returns the message that had opened it; `nil` if no wait was
  /// open.
  @inline(__always)
  mutating func close() -> Int? {
    defer { opening = Wait.none }
    return opening == Wait.none ? nil : opening
  }

  /// Notes a bot message, which leaves the wait open, and returns true if it is the first one in the wait.
  @inline(__always)
  mutating func isBotResponse() -> Bool {
    guard opening != Wait.none, !isAnsweredByBot else { return false }
    isAnsweredByBot = true
    return true
  }

  /// The message that opened the wait; `nil` if the wait is closed or a bot has responded.
  var unanswered: Int? { isAnsweredByBot || opening == Wait.none ? nil : opening }
}
