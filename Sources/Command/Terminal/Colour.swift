// Colours of a terminal, for what is wrong and what was written.

import Foundation

/// A colour of words on a terminal.
enum Colour: Int {
  case red = 31
  case green = 32
  case yellow = 33

  /// Returns the text in this colour if the stream is a terminal that has colours.
  func applied(to text: String, on stream: Int32) -> String {
    Colour.isUsed(on: stream) ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
  }

  /// True if the terminal has colours and the user did not turn them off: https://no-color.org.
  static func isUsed(on stream: Int32) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    let terminal = environment["TERM"] ?? ""
    return isatty(stream) == 1 && (environment["NO_COLOR"] ?? "").isEmpty && !terminal.isEmpty
      && terminal != "dumb"
  }
}

extension String {
  /// Returns the text with the word at its beginning in a colour.
  func colouring(_ word: String, _ colour: Colour, on stream: Int32) -> String {
    hasPrefix(word) ? colour.applied(to: word, on: stream) + dropFirst(word.count) : self
  }
}
