// How much more than by chance the number of conversations varies from day to day.

import ConvoStat
import System

/// The variation of arrivals.
enum Arrivals {
  /// The smallest factor: one cause often brings several conversations.
  private static let least = 2.0
  /// The factor if there are too few days to tell.
  private static let unknown = 4.0

  /// Returns the variance of the numbers of conversations, as a multiple of that of independent arrivals.
  ///
  /// The change from one run to the other is computed for each day of the week. The factor is Cochran's Q of these
  /// changes divided by its degrees of freedom.
  static func varianceFactor(_ old: [String: Double], _ new: [String: Double]) -> Double {
    let (old, new) = (byWeekday(old), byWeekday(new))
    var changes: [(ratio: Double, weight: Double)] = []
    for (before, after) in zip(old, new) where before.count >= 10 && after.count >= 10 {
      let ratio = log(after.count / after.days / (before.count / before.days))
      changes.append((ratio, 1 / (1 / before.count + 1 / after.count)))
    }
    if changes.count < 5 { return unknown }
    let weight = changes.reduce(0) { $0 + $1.weight }
    let mean = changes.reduce(0) { $0 + $1.ratio * $1.weight } / weight
    let spread = changes.reduce(0) { $0 + ($1.ratio - mean) * ($1.ratio - mean) * $1.weight }
    return max(least, spread / Double(changes.count - 1))
  }

  private static func byWeekday(_ days: [String: Double]) -> [(count: Double, days: Double)] {
    var sums = Array(repeating: (count: 0.0, days: 0.0), count: 7)
    // Sorted, so that rounding does not depend on the order of a dictionary.
    for (day, count) in days.sorted(by: { $0.key < $1.key }) {
      guard let date = CivilDate(cell: day) else { continue }
      let weekday = CivilDate.weekday(ofDay: date.dayNumber)
      sums[weekday] = (sums[weekday].count + count, sums[weekday].days + 1)
    }
    return sums
  }
}
