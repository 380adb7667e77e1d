// One unit for all lengths of time of a column, so that they can be compared at a glance.

import ConvoStat

/// The unit of a column.
struct DurationUnit: Equatable {
  /// The name in the plural.
  let name: String
  let milliseconds: Int64

  private static let all = [
    DurationUnit(name: "days", milliseconds: 86_400_000),
    DurationUnit(name: "hours", milliseconds: 3_600_000),
    DurationUnit(name: "minutes", milliseconds: 60_000), DurationUnit(name: "seconds", milliseconds: 1000),
  ]

  private init(name: String, milliseconds: Int64) {
    (self.name, self.milliseconds) = (name, milliseconds)
  }

  /// Chooses the greatest unit of which three quarters of the values have at least one.
  init(of values: [Int64]) {
    let sizes = values.map(\.magnitude).filter { $0 > 0 }.sorted()
    let quarter = sizes.isEmpty ? 0 : sizes[(sizes.count - 1) / 4]
    self = Self.all.first { UInt64($0.milliseconds) <= quarter } ?? Self.all[Self.all.count - 1]
  }

  /// Returns a length of time in this unit, with one decimal; a dash for `nil`.
  func text(_ length: Int64?) -> String {
    guard let length else { return "–" }
    let size = length.magnitude
    let unit = UInt64(milliseconds)
    // The whole and the rest apart, so that nothing overflows.
    let rest = (size % unit * 10 + unit / 2) / unit
    let tenths = Int(size / unit) * 10 + Int(rest)
    if length != 0, tenths == 0 { return length > 0 ? "&lt; 0.1" : "&gt; \u{2212}0.1" }
    return (length < 0 ? "\u{2212}" : "") + "\(Quantity.count(tenths / 10)).\(tenths % 10)"
  }

  /// Returns a median or percentile: grey, with the number of values, if these are too few.
  func percentile(_ length: Int64?, _ statistic: Statistic, of count: Int) -> String {
    Markup.few(text(length), length, statistic, of: count)
  }
}
