// The number of customer messages by day and hour, which only the report shows.

/// The numbers of messages in the hours of days.
package struct HourCounts {
  /// The index of a day in `counts`.
  private var indices: [Int: Int] = [:]
  /// The numbers of messages: 24 for each day, in the order in which days appeared.
  private var counts: [UInt32] = []
  /// The day of the last message and its index: most messages follow one of the same day.
  private var last: (day: Int, index: Int) = (.min, 0)

  /// The approximate memory of a day, in bytes.
  static let bytesPerDay = 160

  /// The number of days with a message.
  var dayCount: Int { indices.count }

  /// Adds a message.
  ///
  /// - Parameters:
  ///   - day: the number of days since 1970.
  ///   - hour: the hour of the day, 0 to 23.
  mutating func absorb(day: Int, hour: Int) { add(1, day, hour) }

  /// Adds the messages of another worker.
  mutating func merge(_ other: HourCounts) {
    for (day, index) in other.indices {
      for hour in 0..<24 {
        let count = other.counts[index * 24 + hour]
        if count > 0 { add(count, day, hour) }
      }
    }
  }

  /// Returns the numbers of a range of days by weekday, Monday first, and hour: 7 times 24.
  package func week(of days: ClosedRange<Int>) -> [Int] {
    var week = [Int](repeating: 0, count: 7 * 24)
    for (day, index) in indices where days.contains(day) {
      // 1970 began on a Thursday.
      let weekday = ((day + 3) % 7 + 7) % 7
      for hour in 0..<24 { week[weekday * 24 + hour] += Int(counts[index * 24 + hour]) }
    }
    return week
  }

  private mutating func add(_ count: UInt32, _ day: Int, _ hour: Int) {
    if day != last.day {
      let index = indices[day] ?? indices.count
      if index == indices.count {
        indices[day] = index
        counts.append(contentsOf: repeatElement(0, count: 24))
      }
      last = (day, index)
    }
    counts[last.index * 24 + hour] += count
  }
}
