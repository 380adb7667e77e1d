// Conditions on conversations: `--where KEY=VALUE` and `--where KEY!=VALUE`.

/// A condition on one key of a conversation (Options: --where).
public struct Condition: Hashable, Sendable {
  /// Key that the condition tests.
  public let key: Key
  /// The value as written in the column of the key, before guarding.
  public let value: String
  /// True if the key must not have the value.
  public let isNegated: Bool

  /// Creates a condition; `nil` if the key can never have the value, such as a 13th month.
  public init?(_ key: Key, _ value: String, isNegated: Bool = false) {
    self.key = key
    self.value = value
    self.isNegated = isNegated
    let isPossible =
      switch key {
      case .account: true
      case _ where key.isTime: value == "(none)" || Periods.hasCell(key, value)
      default: !value.isEmpty
      }
    if !isPossible { return nil }
  }

  /// The condition as written on the command line.
  public var text: String { text(value) }

  private func text(_ value: String) -> String { "\(key.name)\(isNegated ? "!=" : "=")\(value)" }

  /// Returns the condition as outputs show it, which may not say who an agent is.
  func text(for people: People) -> String {
    key == .agent || key == .assignedAgent ? text(people.shownAgent(value)) : text
  }
}

extension People {
  /// Returns the id of an agent in an option as outputs show it.
  public func shownAgent(_ id: String) -> String {
    if id == Key.withoutKey || id == Text.withoutID.string { return id }
    switch agents {
    case .names, .ids: return id
    case .pseudonyms:
      return id.withText { id in key.map { String(decoding: $0.pseudonym(.agent, id), as: UTF8.self) } } ?? id
    case .none: return Text.hidden.string
    }
  }
}

extension Periods {
  /// Returns true if some moment has this cell under a time key.
  static func hasCell(_ key: Key, _ text: String) -> Bool {
    func date(_ text: Substring, _ rest: String) -> Int? {
      parseMoment(text + rest + "T00:00:00Z").map { Int($0 / 86_400_000) }
    }
    switch key {
    case .day: return text.utf8.count == 10 && date(text[...], "") != nil
    case .month: return text.utf8.count == 7 && date(text[...], "-01") != nil
    case .quarter:
      guard text.utf8.count == 7, let year = date(text.prefix(4), "-01-01") else { return false }
      return (0..<4).contains { cell(.quarter, of: Int64(year + $0 * 92) << 8) == text }
    case .year: return text.utf8.count == 4 && date(text[...], "-01-01") != nil
    case .week:
      // The week of 4 January is the first of its year.
      guard text.utf8.count == 8, let fourth = date(text.prefix(4), "-01-04"),
        let week = Int(text.suffix(2)), 1...53 ~= week
      else { return false }
      return cell(.week, of: Int64(fourth + (week - 1) * 7) << 8) == text
    case .hour: return (0..<24).contains { cell(.hour, of: $0) == text }
    default: return (1...7).contains { cell(.weekday, of: $0 << 5) == text }
    }
  }
}
