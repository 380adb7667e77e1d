// What the outputs say of agents and customers: names, ids, pseudonyms or nothing.

/// What the outputs say of a group of people.
public enum Disclosure: String, Sendable, CaseIterable {
  /// Ids, and names where a column has them.
  case names
  /// Ids without names.
  case ids
  /// A pseudonym in place of each id, and no names.
  case pseudonyms
  /// Neither ids nor names.
  case none
}

/// What the outputs say of agents and customers.
public struct People: Sendable {
  /// What the outputs say of agents.
  public var agents = Disclosure.names
  /// What the outputs say of customers.
  public var customers = Disclosure.names
  /// The key of the pseudonyms; `nil` if nobody has one.
  public var key: PseudonymKey?

  /// Creates people of whom the outputs say everything.
  public init() {}

  /// True if the outputs say everything that is known.
  var areNamed: Bool { agents == .names && customers == .names }
}

extension Text {
  /// The key cell of all agents together, with `--agents none`.
  static let hidden = Text("(hidden)")
}
