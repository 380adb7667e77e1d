// The hours in which queues are served, read from a file (`--hours`).

import Foundation

/// Opening hours by queue, and those of all other queues (ServiceLevels: business time).
///
/// Immutable.
///
///     {"timezone": "Europe/Berlin", "week": {"mon": [["09:00", "17:00"]]}, "holidays": ["2026-12-25"],
///      "queues": {"billing": {"week": {"sat": [["22:00", "06:00"]]}}}}
public final class BusinessHours: @unchecked Sendable {
  /// The JSON in one line with sorted keys.
  public let text: String
  private let general: OpeningHours?
  private let schedules: [OpeningHours]
  private let queueNames: TextTable
  /// True if the hours are those of the inboxes of the conversations (`--hours inboxes`).
  public let isOfInboxes: Bool

  /// The queues that have hours of their own.
  var queues: [String] { isOfInboxes ? [] : (0..<queueNames.count).map { queueNames[UInt32($0)].string } }

  /// A mistake in the file.
  public typealias Mistake = SettingsMistake

  /// Reads the hours in a file.
  public convenience init(path: String) throws(Mistake) {
    try self.init(json: SettingsValue.contents(of: path))
  }

  /// Reads hours from JSON.
  public init(json: Data) throws(Mistake) {
    let file = try SettingsValue(json: json)
    let members = try file.object(["timezone", "week", "holidays", "queues"])
    var zones: [String: Zone] = [:]
    let zone = try members["timezone"]?.zone(among: &zones) ?? Zone("UTC")
    let holidays = try members["holidays"]?.days() ?? Holidays([])
    general = try members["week"]?.schedule(in: zone, holidays)
    var schedules: [OpeningHours] = []
    let queueNames = TextTable()
    for (queue, value) in try (members["queues"]?.members() ?? []) {
      let own = try value.object(["timezone", "week", "holidays"])
      guard let week = own["week"] else { throw Mistake(key: value.key, problem: "has no key week") }
      schedules.append(
        try week.schedule(
          in: try own["timezone"]?.zone(among: &zones) ?? zone, own["holidays"]?.days() ?? holidays))
      var queue = queue
      queue.withUTF8 { bytes in _ = queueNames.number(of: bytes.isEmpty ? .empty : Text(bytes)) }
    }
    if general == nil, schedules.isEmpty {
      throw Mistake(key: "", problem: "has no key week and no key queues")
    }
    let line = try? JSONSerialization.data(
      withJSONObject: file.value, options: [.sortedKeys, .withoutEscapingSlashes])
    text = String(decoding: line ?? json, as: UTF8.self)
    self.queueNames = queueNames
    self.schedules = schedules
    isOfInboxes = false
  }

  /// The word for the hours of inboxes in place of a file.
  public static let inboxesWord = "inboxes"
  /// The hours of inboxes that are not known yet.
  public static var ofInboxes: BusinessHours { BusinessHours(ofInboxes: []) }

  /// Creates the hours of inboxes.
  ///
  /// A conversation without a possible schedule counts around the clock.
  /// - Parameter texts: the schedules of all inboxes, as `InboxSchedule` writes them.
  init(ofInboxes texts: [Text]) {
    let queueNames = TextTable()
    var schedules: [OpeningHours] = []
    var zones: [String: Zone] = [:]
    for text in texts where queueNames.find(text) == nil {
      guard let hours = InboxSchedule.hours(text.string, &zones) else { continue }
      _ = queueNames.number(of: text)
      schedules.append(hours)
    }
    (self.queueNames, self.schedules) = (queueNames, schedules)
    (text, general, isOfInboxes) = (BusinessHours.inboxesWord, .always, true)
  }

  /// Returns true if a schedule of an inbox is possible.
  func isPossible(_ schedule: Text) -> Bool { queueNames.find(schedule) != nil }

  /// Returns the schedule of a queue; `nil` if the file states none for it.
  func schedule(of queue: Text) -> OpeningHours? {
    schedules.isEmpty ? general : queueNames.find(queue).map { schedules[Int($0)] } ?? general
  }
}

extension SettingsValue {
  private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// Returns the zone that the text names.
  /// - Parameter known: the zones so far, because it takes milliseconds to create one.
  fileprivate func zone(among known: inout [String: Zone]) throws(SettingsMistake) -> Zone {
    let name = try text()
    if let zone = known[name] { return zone }
    guard let zone = Zone(name) else { throw mistake("is no time zone such as Europe/Berlin") }
    known[name] = zone
    return zone
  }

  /// Returns the dates of a list.
  fileprivate func days() throws(SettingsMistake) -> Holidays {
    var days: Set<Int> = []
    for date in try list() {
      let text = try date.text()
      guard text.utf8.count == 10, let midnight = parseMoment(text + "T00:00:00Z") else {
        throw date.mistake("is no date such as 2026-12-25")
      }
      days.insert(Int(midnight / OpeningHours.dayLength))
    }
    return Holidays(days)
  }

  fileprivate func schedule(in zone: Zone?, _ holidays: Holidays) throws(SettingsMistake) -> OpeningHours {
    var spans: [Range<Int64>] = []
    var stated: [Int: String] = [:]
    for (name, list) in try members() {
      guard let days = SettingsValue.weekdays(name) else {
        throw list.mistake(
          "is no day here; days are \(SettingsValue.days.joined(separator: ", ")) and spans such as mon-fri")
      }
      for day in days {
        if let other = stated.updateValue(name, forKey: day) {
          throw list.mistake("has \(SettingsValue.days[day]), which \(other) has too")
        }
      }
      for span in try list.list() {
        let times = try span.list()
        guard times.count == 2 else { throw span.mistake("is no span of two times") }
        let (from, to) = (try times[0].time(), try times[1].time())
        if from == to || from == OpeningHours.dayLength { throw span.mistake("is empty") }
        for start in days.map({ Int64($0) * OpeningHours.dayLength }) {
          spans.append(start + from..<start + to + (to < from ? OpeningHours.dayLength : 0))
        }
      }
    }
    guard let zone else { throw mistake("has no time zone") }
    return OpeningHours(zone: zone, spans: spans, holidays: holidays)
  }

  /// Returns the weekdays, Monday 0, of a day such as `mon` or of a span such as `mon-fri`; `nil` for other texts.
  private static func weekdays(_ name: String) -> [Int]? {
    let ends = name.split(separator: "-", omittingEmptySubsequences: false).map {
      days.firstIndex(of: String($0))
    }
    guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil else { return nil }
    return (0...(last - first + 7) % 7).map { (first + $0) % 7 }
  }

  /// Returns a time of day from 00:00 to 24:00, in milliseconds.
  private func time() throws(SettingsMistake) -> Int64 {
    let parts = try text().split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { 1...2 ~= $0.utf8.count && $0.utf8.allSatisfy(isDigit) ? Int64($0) : nil }
    guard parts.count == 2, numbers.count == 2, parts[1].utf8.count == 2, numbers[1] < 60,
      numbers[0] * 60 + numbers[1] <= 24 * 60
    else {
      throw mistake("is no time from 00:00 to 24:00")
    }
    return (numbers[0] * 60 + numbers[1]) * 60_000
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
