// The tables by keys that a run writes: those of every run, and those that `--by` adds.

/// A table by keys: `--by KEY[,KEY...]`.
public struct Breakdown: Hashable, Sendable {
  /// The keys in the order of the option, each once.
  public let keys: [Key]

  /// Creates a table by keys.
  ///
  /// A key that is given twice counts once.
  public init(_ keys: [Key]) {
    self.keys = keys.reduce(into: []) { all, key in if !all.contains(key) { all.append(key) } }
  }

  /// True if a conversation can be in several rows.
  var isByLabel: Bool { keys.contains(.label) }

  /// The tables of every run.
  ///
  /// The first one has every conversation in exactly one row, and so makes the summary.
  public static let always = [Breakdown([.queue]), Breakdown([.agent]), Breakdown([.day])]

  /// The tables that the report needs, also if no file of them was asked for.
  static let ofReport = [weeks, hours]

  /// The weeks, which the report draws in place of many days.
  package static let weeks = Breakdown([.week])
  /// The hours of the day.
  package static let hours = Breakdown([.hour])

  /// The name of the file.
  ///
  /// In a name of metadata, every character except letters, digits, `-` and `_` becomes `_`.
  public var fileName: String {
    let name = keys.map(\.name).joined(separator: "_")
    let safe = name.unicodeScalars.map { scalar in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      return isPlain || scalar == "-" ? String(scalar) : "_"
    }
    return "by_\(safe.joined()).csv"
  }
}
