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

extension Options {
  /// All tables by keys that the run writes.
  var breakdowns: [Breakdown] { Breakdown.always + by.filter { !Breakdown.always.contains($0) } }

  /// Whether a column, a table or a condition needs metadata under a key.
  var asksMetadata: Bool {
    extraAttributes.contains { if case .metadata = $0 { true } else { false } }
  }

  /// The attributes that are read: first those that are columns, then those that only tables by keys and conditions
  /// need.
  var extraAttributes: [ExtraAttribute] {
    if keepsMetadata { return ExtraAttribute.kept }
    var all = metadataKeys.map(ExtraAttribute.metadata) + (attributes ? ExtraAttribute.columns : [])
    if listsContents { all += [.labels, .team].filter { !all.contains($0) } }
    if firstResponseFrom == .conversation { all.append(.created) }
    for key in by.flatMap(\.keys) + conditions.map(\.key) {
      if let extra = key.extraAttribute, !all.contains(extra) { all.append(extra) }
    }
    return all
  }
}
