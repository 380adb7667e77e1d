// An option that was given and that decides figures, for people who read the results.

/// An option of a run as it may be typed.
public struct StatedOption: Sendable, Equatable {
  /// The name with its dashes.
  public let name: String
  /// The value; empty for a switch.
  public let value: String
  /// True if the option changes what a measure means, not only what is measured.
  public let changesMeaning: Bool

  /// Creates a stated option.
  public init(name: String, value: String, changesMeaning: Bool) {
    self.name = name
    self.value = value
    self.changesMeaning = changesMeaning
  }

  /// The option with its value, or its name alone if the value is long, such as the contents of a file.
  public var short: String { value.isEmpty || value.utf8.count > 40 ? name : "\(name) \(value)" }
}
