// The texts by which a platform's activity messages tell that a conversation was resolved or opened
// (Life: activity texts).

import Foundation

/// Patterns of activity texts, each with the status that it tells.
public struct ActivityTexts: Sendable, Equatable {
  /// A pattern with its status.
  struct Pattern: Equatable {
    var told: StatusObservation.Told
    /// The pieces between the asterisks.
    var pieces: [[UInt8]]

    /// - Parameter pattern: the text, in which an asterisk is any text.
    init(_ told: StatusObservation.Told, _ pattern: String) {
      self.told = told
      pieces = pattern.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map(
        Array.init)
    }
  }

  let patterns: [Pattern]
  /// The JSON in one line with sorted keys; `nil` for the texts that are built in.
  public let text: String?

  private init(_ patterns: [Pattern]) { (self.patterns, text) = (patterns, nil) }

  /// Reads the texts in a file: an object with a list of patterns for each status.
  public init(path: String) throws(SettingsMistake) { try self.init(json: SettingsValue.contents(of: path)) }

  /// Reads texts from JSON.
  public init(json: Data) throws(SettingsMistake) {
    let file = try SettingsValue(json: json)
    let lists = try file.object(StatusObservation.Told.statuses.map { "\($0.name)" })
    var patterns: [Pattern] = []
    for told in StatusObservation.Told.statuses {
      for pattern in try lists["\(told.name)"]?.list() ?? [] {
        let text = try pattern.text()
        if text.allSatisfy({ $0 == "*" || $0.isWhitespace }) { throw pattern.mistake("matches any text") }
        patterns.append(Pattern(told, text))
      }
    }
    if patterns.isEmpty { throw file.mistake("has no text for any status") }
    let line = try? JSONSerialization.data(
      withJSONObject: file.value, options: [.sortedKeys, .withoutEscapingSlashes])
    self.patterns = patterns
    text = String(decoding: line ?? json, as: UTF8.self)
  }

  /// Chatwoot's English texts.
  public static let english = ActivityTexts([
    Pattern(.resolved, "Conversation was marked resolved by*"),
    Pattern(.resolved, "Conversation was resolved by*"),
    Pattern(.open, "Conversation was reopened by*"),
    Pattern(.open, "Conversation was marked open*"),
    Pattern(.open, "System reopened the conversation*"),
    Pattern(.pending, "Conversation was marked as pending by*"),
    Pattern(.snoozed, "Conversation was snoozed by*"),
  ])

  /// Returns the status that a text tells; `nil` if no pattern matches it.
  func told(_ text: Text) -> StatusObservation.Told? {
    let bytes = Array(text.bytes)
    let trimmed = bytes.trimmedOfWhiteSpace
    return patterns.first { $0.matches(trimmed) }?.told
  }
}

extension ActivityTexts.Pattern {
  /// Returns true if the pattern matches the whole text.
  fileprivate func matches(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = pieces.first, let last = pieces.last, text.starts(with: first) else { return false }
    if pieces.count == 1 { return text.count == first.count }
    var rest = text.dropFirst(first.count)
    for piece in pieces.dropFirst().dropLast() {
      guard let found = rest.firstRange(of: piece) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
  }
}

extension [UInt8] {
  /// The bytes without white space of ASCII at both ends.
  fileprivate var trimmedOfWhiteSpace: ArraySlice<UInt8> {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    guard let start = firstIndex(where: { !isSpace($0) }), let end = lastIndex(where: { !isSpace($0) }) else {
      return []
    }
    return self[start...end]
  }
}
