// Times as reports print them: RFC 3339 in UTC with milliseconds.

/// Returns the time as text, `2026-01-05T09:00:00.250Z`.
///
/// - Parameter milliseconds: whole milliseconds since 1970, as returned by `parseMoment`.
public func formatMoment(_ milliseconds: Int64) -> String {
  let fraction = Int(milliseconds % 1000)
  var seconds = time_t(milliseconds / 1000)
  var calendar = tm()
  gmtime_r(&seconds, &calendar)
  func digits(_ value: some BinaryInteger, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
  let year = digits(calendar.tm_year + 1900, 4)
  let day = "\(year)-\(digits(calendar.tm_mon + 1, 2))-\(digits(calendar.tm_mday, 2))"
  let time = "\(digits(calendar.tm_hour, 2)):\(digits(calendar.tm_min, 2)):\(digits(calendar.tm_sec, 2))"
  return "\(day)T\(time).\(digits(fraction, 3))Z"
}

/// Returns the time by a zone's clock, `2026-01-05T10:00:00.250+01:00`, or in UTC if `zone` is `nil`.
func formatMoment(_ milliseconds: Int64, in zone: Zone?) -> String {
  guard let zone else { return formatMoment(milliseconds) }
  var buffer = CSVBuffer(zone: zone, capacity: 64)
  buffer.time(milliseconds)
  return buffer.content[0..<buffer.count - 1].string
}

/// Returns the current time, in milliseconds since 1970.
public func currentMoment() -> Int64 {
  var now = timespec()
  clock_gettime(CLOCK_REALTIME, &now)
  return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
}
