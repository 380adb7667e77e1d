// Times as reports print them: RFC 3339 with milliseconds.

/// Returns the time in UTC, `2026-01-05T09:00:00.250Z`.
///
/// - Parameter milliseconds: whole milliseconds since 1970.
public func formatMoment(_ milliseconds: Int64) -> String { dateAndTime(milliseconds) + "Z" }

/// Returns the time by a zone's clock, `2026-01-05T10:00:00.250+01:00`, or in UTC if `zone` is `nil`.
package func formatMoment(_ milliseconds: Int64, in zone: Zone?) -> String {
  guard let zone else { return formatMoment(milliseconds) }
  let offset = zone.offset(at: milliseconds)
  let minutes = Int(offset.magnitude / 60_000)
  let sign = offset < 0 ? "-" : "+"
  return "\(dateAndTime(milliseconds + offset))\(sign)\(digits(minutes / 60, 2)):\(digits(minutes % 60, 2))"
}

/// Returns the date and the time of a clock, `2026-01-05T09:00:00.250`.
///
/// - Parameter local: the milliseconds since 1970-01-01 by that clock.
private func dateAndTime(_ local: Int64) -> String {
  let (day, ofDay) = Zone.day(of: local)
  let date = CivilDate(dayNumber: day)
  return "\(digits(date.year, 4))-\(digits(date.month, 2))-\(digits(date.day, 2))"
    + "T\(digits(ofDay / 3_600_000, 2)):\(digits(ofDay / 60_000 % 60, 2))"
    + ":\(digits(ofDay / 1000 % 60, 2)).\(digits(ofDay % 1000, 3))"
}

/// Returns a number with zeros in front, so that it has at least `width` digits.
private func digits(_ value: Int, _ width: Int) -> String {
  let text = String(value)
  return String(repeating: "0", count: max(0, width - text.count)) + text
}

/// Returns the current time, in milliseconds since 1970.
public func currentMoment() -> Int64 {
  var now = timespec()
  clock_gettime(CLOCK_REALTIME, &now)
  return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
}
