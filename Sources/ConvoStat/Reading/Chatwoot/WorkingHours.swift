// The working hours in chatwoot's inbox records.

/// A reader of the working hours of an inbox (ServiceLevels: the hours of inboxes).
struct WorkingHours {
  private let fields: Fields

  init(_ fields: Fields) { self.fields = fields }

  /// The schedule as facts carry it; `nil` if the record says nothing of hours.
  var schedule: String? {
    switch fields.kind(.workingHoursEnabled) {
    case .absent where !fields.has(.workingHours): return nil
    case .yes: break
    default: return InboxSchedule.always
    }
    let zone = fields.text(.timezone)
    guard fields.kind(.workingHours) == .array, let spans else { return InboxSchedule.impossible }
    return InboxSchedule.text(spans, zone: zone.isEmpty ? "UTC" : zone.string)
  }

  /// The open spans; `nil` if the list is empty or an element says no hours.
  private var spans: [InboxSchedule.OpenDay]? {
    var spans: [InboxSchedule.OpenDay] = []
    var walk = fields.walk(fields.raw(.workingHours))
    var isEmpty = true
    guard walk.enters("[") else { return nil }
    do throws(WrongKind) {
      while try walk.nextElement() {
        isEmpty = false
        switch try WorkingHours.day(&walk) {
        case .open(let span): spans.append(span)
        case .closed: break
        case .impossible: return nil
        }
      }
    } catch { return nil }
    return isEmpty ? nil : spans
  }

  /// The hours of a day.
  private enum Day {
    case open(InboxSchedule.OpenDay)
    case closed, impossible
  }

  /// Reads the hours of a day.
  private static func day(_ walk: inout ValueWalk) throws(WrongKind) -> Day {
    var numbers: [String: Int64] = [:]
    var flags: Set<String> = []
    try walk.enter("{")
    while let key = try walk.nextKey() {
      let key = key.string
      numbers[key] = nil
      flags.remove(key)
      if walk.isAtTextOrNumber() {
        if let number = Int64(walk.textOrNothing().string) { numbers[key] = number }
      } else if walk.takeTrue() {
        flags.insert(key)
      }
    }
    let (isClosed, isOpen) = (flags.contains("closed_all_day"), flags.contains("open_all_day"))
    guard let day = numbers["day_of_week"], 0...6 ~= day, !(isClosed && isOpen) else {
      return .impossible
    }
    if isClosed { return .closed }
    let weekday = (day + 6) % 7
    if isOpen { return .open(InboxSchedule.OpenDay(day: weekday, start: 0, end: 24 * 60)) }
    func minutes(_ hour: String, _ minute: String) -> Int64? {
      guard let hour = numbers[hour], let minute = numbers[minute], 0...24 ~= hour, 0...59 ~= minute
      else { return nil }
      return hour * 60 + minute
    }
    guard let start = minutes("open_hour", "open_minutes"), let end = minutes("close_hour", "close_minutes"),
      start < end, end <= 24 * 60
    else { return .impossible }
    return .open(InboxSchedule.OpenDay(day: weekday, start: start, end: end))
  }
}
