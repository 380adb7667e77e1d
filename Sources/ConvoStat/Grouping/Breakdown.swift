// The tables by keys that a run writes: those of every run, and those that were asked for.

/// A table by keys: `--by KEY[,KEY...]`.
public struct Breakdown: Hashable, Sendable {
  /// The keys as they were asked for, each once.
  public let keys: [Key]

  /// A table by keys; one that is named twice counts once.
  public init(_ keys: [Key]) {
    self.keys = keys.reduce(into: []) { all, key in if !all.contains(key) { all.append(key) } }
  }

  /// Whether a conversation stands in several rows.
  var isByLabel: Bool { keys.contains(.label) }

  /// Tables of every run; the first has a row for every conversation, and makes the summary.
  public static let always = [Breakdown([.queue]), Breakdown([.agent]), Breakdown([.day])]

  /// The table's file. What a name of metadata has beside letters, digits, `-` and `_` becomes `_`.
  public var fileName: String {
    let name = keys.map(\.name).joined(separator: "_")
    let safe = name.unicodeScalars.map { scalar in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      return isPlain || scalar == "-" ? String(scalar) : "_"
    }
    return "by_\(safe.joined()).csv"
  }
}
