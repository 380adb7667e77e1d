// The opening hours of chatwoot's inboxes (`--hours inboxes`), as texts that facts carry.

/// The schedule of an inbox in canonical form: its open minutes by weekday, Monday 0, and its time zone.
///
///     0:540-1020,1:540-1020 Europe/Berlin
///
/// `always` is the schedule of an inbox whose working hours are not enabled. Every other text is no schedule.
enum InboxSchedule {
  /// The schedule without closed hours.
  static let always = "always"
  /// The text of working hours that no clock can have.
  static let impossible = "impossible"

  /// The open span of a day.
  struct OpenDay {
    /// The weekday, Monday 0.
    var day: Int64
    /// Minutes of the day.
    var start: Int64
    var end: Int64

    fileprivate var isPossible: Bool { 0..<7 ~= day && 0 <= start && start < end && end <= 24 * 60 }
    fileprivate var text: String { "\(day):\(start)-\(end)" }
  }

  /// Returns the text of a schedule.
  static func text(_ spans: [OpenDay], zone: String) -> String {
    guard spans.allSatisfy(\.isPossible) else { return impossible }
    let spans = spans.sorted { ($0.day, $0.start, $0.end) < ($1.day, $1.start, $1.end) }
    return spans.map(\.text).joined(separator: ",") + " " + zone
  }

  /// Returns the hours of a text; `nil` if it is no schedule.
  /// - Parameter zones: the zones so far, because it takes milliseconds to create one.
  static func hours(_ text: String, _ zones: inout [String: Zone]) -> OpeningHours? {
    if text == always { return .always }
    guard let gap = text.firstIndex(of: " ") else { return nil }
    let name = String(text[text.index(after: gap)...])
    let words = text[..<gap].split(separator: ",")
    let spans = words.compactMap { word -> OpenDay? in
      let numbers = word.split { $0 == ":" || $0 == "-" }.compactMap { Int64($0) }
      return numbers.count == 3 ? OpenDay(day: numbers[0], start: numbers[1], end: numbers[2]) : nil
    }
    guard spans.count == words.count, spans.allSatisfy(\.isPossible), let zone = zones[name] ?? Zone(name)
    else { return nil }
    zones[name] = zone
    let minute = OpeningHours.dayLength / (24 * 60)
    return OpeningHours(
      zone: zone,
      spans: spans.map {
        let day = $0.day * OpeningHours.dayLength
        return day + $0.start * minute..<day + $0.end * minute
      }, holidays: Holidays([]))
  }
}
