// The local time of a zone, computed by the system's calendar.

import Foundation

extension Twin {
  /// A moment by a zone's clock.
  struct Wall {
    private let milliseconds: Int64
    private let parts: DateComponents
    private let offset: Int
    private let isUTC: Bool

    /// Creates the local time of a moment.
    ///
    /// - Parameter zone: the zone; `nil` is UTC.
    init(_ milliseconds: Int64, _ zone: String?) {
      self.milliseconds = milliseconds
      let timeZone = zone.flatMap(TimeZone.init(identifier:)) ?? .gmt
      let date = Date(timeIntervalSince1970: Double(milliseconds / 1000))
      var calendar = Calendar(identifier: .iso8601)
      calendar.timeZone = timeZone
      parts = calendar.dateComponents(
        [.year, .month, .day, .hour, .minute, .second, .weekday, .weekOfYear, .yearForWeekOfYear], from: date)
      offset = timeZone.secondsFromGMT(for: date)
      isUTC = zone == nil
    }

    private func digits(_ value: Int?, _ width: Int = 2) -> String {
      let text = String(value ?? -1)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// The cell of a time key.
    subscript(key: String) -> String {
      switch key {
      case "day": digits(parts.year, 4) + "-" + digits(parts.month) + "-" + digits(parts.day)
      case "week": digits(parts.yearForWeekOfYear, 4) + "-W" + digits(parts.weekOfYear)
      case "month": digits(parts.year, 4) + "-" + digits(parts.month)
      case "quarter": digits(parts.year, 4) + "-Q" + String(((parts.month ?? 0) + 2) / 3)
      case "year": digits(parts.year, 4)
      case "hour": digits(parts.hour)
      default: String(((parts.weekday ?? 0) + 5) % 7 + 1)
      }
    }

    /// The time as tables have it.
    var written: String {
      let clock = [parts.hour, parts.minute, parts.second].map { digits($0) }.joined(separator: ":")
      let minutes = abs(offset) / 60
      let sign = (offset < 0 ? "-" : "+") + digits(minutes / 60) + ":" + digits(minutes % 60)
      let fraction = digits(Int(milliseconds % 1000), 3)
      return self["day"] + "T" + clock + "." + fraction + (isUTC ? "Z" : sign)
    }
  }
}
