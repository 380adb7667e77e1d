// Business time, looked at day by day: slow, and with nothing in common with sums over weeks.

import Foundation

@testable import ConvoStat

extension Twin {
  /// The hours of `--hours`.
  struct Hours {
    /// The week; `nil` if only queues have hours.
    var week: [String: [[String]]]?
    /// An IANA name.
    var zone = "UTC"
    /// The dates of holidays.
    var holidays: [String] = []
    /// The hours by queue; each replaces all of the general ones.
    var queues: [String: Hours] = [:]

    /// The file with these hours.
    var json: [String: Any] {
      var json: [String: Any] = ["timezone": zone, "holidays": holidays]
      if let week { json["week"] = week }
      if !queues.isEmpty { json["queues"] = queues.mapValues(\.json) }
      return json
    }

    /// Returns the business milliseconds between two moments, negative if backwards; `nil` if the queue has
    /// no hours.
    func length(queue: Text?, from start: Int64, to end: Int64) -> Int64? {
      guard let own = queues[queue?.string ?? ""] ?? (week == nil ? nil : self) else { return nil }
      return start <= end ? own.open(start, end) : -own.open(end, start)
    }

    /// Returns true if a moment is within the hours of a queue, the closing minute excluded; `nil` if it has none.
    func isOpen(queue: Text?, at moment: Int64) -> Bool? {
      queues[queue?.string ?? ""]?.isOpen(moment) ?? (week == nil ? nil : isOpen(moment))
    }

    private func isOpen(_ moment: Int64) -> Bool {
      let day: Int64 = 86_400_000
      let zone = TimeZone(identifier: zone) ?? .gmt
      let seconds = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment / 1000)))
      let local = moment + Int64(seconds) * 1000
      let date = Statistics.floor(local, day)
      if holidays.contains(name(of: date)) { return false }
      func spans(_ date: Int64) -> [[String]] {
        week?[["thu", "fri", "sat", "sun", "mon", "tue", "wed"][Int((date % 7 + 7) % 7)]] ?? []
      }
      let time = local - date * day
      return spans(date).contains { span in
        let (from, to) = (minutes(span[0]), minutes(span[1]))
        return time >= from && (to < from || time < to)
      }
        || spans(date - 1).contains { minutes($0[1]) < minutes($0[0]) && time < minutes($0[1]) }
    }

    private func open(_ start: Int64, _ end: Int64) -> Int64 {
      let zone = TimeZone(identifier: zone) ?? .gmt
      func offset(_ time: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time / 1000)))) * 1000
      }
      var (sum, time) = (Int64(0), start)
      let step: Int64 = 86_400_000
      let week = 7 * step
      // All weeks without holidays and clock changes are equal, so long spans are computed by whole weeks.
      let open = openLocally(day("2001-01-01"), day("2001-01-08"), apartFromHolidays: true)
      let days = holidays.map(day)
      while time < end {
        if time + week <= end, offset(time) == offset(time + week),
          !days.contains(where: { $0 > time - 2 * week && $0 < time + 2 * week })
        {
          (sum, time) = (sum + open, time + week)
          continue
        }
        var next = min(end, (time / step + 1) * step)
        if offset(time) != offset(next) {
          var before = time
          while next - before > 1 {
            let middle = (before + next) / 2
            if offset(middle) == offset(time) { before = middle } else { next = middle }
          }
        }
        sum += openLocally(time + offset(time), next + offset(time))
        time = next
      }
      return sum
    }

    /// Returns the business milliseconds between two local times.
    private func openLocally(_ start: Int64, _ end: Int64, apartFromHolidays: Bool = false) -> Int64 {
      let day: Int64 = 86_400_000
      var pieces: [(Int64, Int64)] = []
      for date in Statistics.floor(start, day) - 1...Statistics.floor(end, day) {
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        let weekday = names[Int(((date - 4) % 7 + 7) % 7)]
        for span in week?[weekday] ?? [] {
          let (from, to) = (minutes(span[0]), minutes(span[1]))
          let first = (date * day + from, date * day + min(day, to > from ? to : day))
          if apartFromHolidays || !holidays.contains(name(of: date)) { pieces.append(first) }
          if to < from, apartFromHolidays || !holidays.contains(name(of: date + 1)) {
            pieces.append(((date + 1) * day, (date + 1) * day + to))
          }
        }
      }
      var (sum, reached) = (Int64(0), start)
      for (from, to) in pieces.sorted(by: { $0.0 < $1.0 }) {
        let (from, to) = (max(from, reached), min(to, end))
        if from < to { (sum, reached) = (sum + to - from, to) }
      }
      return sum
    }

    private func day(_ name: String) -> Int64 { parseMoment(name + "T00:00:00Z") ?? 0 }

    private func minutes(_ time: String) -> Int64 {
      let parts = time.split(separator: ":").compactMap { Int64($0) }
      return (parts[0] * 60 + parts[1]) * 60_000
    }

    private func name(of day: Int64) -> String { Wall(day * 86_400_000, nil)["day"] }
  }
}

extension Twin.History {
  /// Returns answers and open waits as service levels count them, with their business time.
  func serviced(asOf: Int64, _ options: Twin.Options) -> [Twin.Happening] {
    var all: [Twin.Happening] = []
    for (index, response) in responses.enumerated() {
      let agent = response.closing.sender ?? "(unknown)"
      let length = business(response, options)
      all.append(
        Twin.Happening(
          effect: .businessResponse(length, isFirst: false), time: response.closing.created, agent: agent))
      let (opening, closing) = (response.opening, response.closing)
      let end = Twin.Pair(created: closing.created, client: closing.client)
      let whole = Twin.Pair(created: opening.created, client: opening.client)
      all += inHours("response", whole, end, options, time: closing.created, agent: agent)
      if index == 0 {
        let start = creation.map { Twin.Pair(created: $0, client: nil) } ?? whole
        all += inHours("first_response", start, end, options, time: participants.first?.created, agent: agent)
      }
      if index == 0, let first = businessFirst(options) {
        all.append(
          Twin.Happening(
            effect: .businessResponse(first, isFirst: true), time: participants.first?.created, agent: agent)
        )
      }
    }
    guard let unanswered else { return all }
    let age = pending(asOf, options)
    all += inHours(
      "waiting", Twin.Pair(created: unanswered.created), Twin.Pair(created: asOf), options,
      time: unanswered.created, agent: "(none)")
    all.append(
      Twin.Happening(
        effect: .open(age, isFirst: false, isBusiness: options.hours != nil), time: unanswered.created))
    if responses.isEmpty, !options.levels.isEmpty, age.created != nil {
      let first = pendingFirst(asOf, options)
      all.append(
        Twin.Happening(
          effect: .open(first, isFirst: true, isBusiness: options.hours != nil),
          time: participants.first?.created))
    }
    return all
  }

  /// Returns how a span counts: outside hours, and among those that opened within them.
  private func inHours(
    _ name: String, _ from: Twin.Pair, _ to: Twin.Pair, _ options: Twin.Options, time: Int64?,
    agent: Twin.Text
  ) -> [Twin.Happening] {
    let queue = conversation.attributes["queue"]
    guard let hours = options.hours, let opening = from.created,
      let isOpened = hours.isOpen(queue: queue, at: opening)
    else { return [] }
    var all: [Twin.Happening] = []
    for (clock, from, to) in [("created", from.created, to.created), ("client", from.client, to.client)] {
      guard let from, let to, let length = hours.length(queue: queue, from: from, to: to) else { continue }
      let name = name == "waiting" ? name : "\(name)_\(clock)"
      let isOutside = to == from ? hours.isOpen(queue: queue, at: from) == false : to > from && length == 0
      if isOutside { all.append(Twin.Happening(effect: .outside(name), time: time, agent: agent)) }
      if isOpened { all.append(Twin.Happening(effect: .inHours(name, length), time: time, agent: agent)) }
    }
    return all
  }

  /// The business time of a response by both clocks.
  func business(_ response: Twin.Latency, _ options: Twin.Options) -> Twin.Pair {
    func length(_ from: Int64?, _ to: Int64?) -> Int64? {
      guard let from, let to else { return nil }
      return options.hours?.length(queue: conversation.attributes["queue"], from: from, to: to)
    }
    return Twin.Pair(
      created: length(response.opening.created, response.closing.created),
      client: length(response.opening.client, response.closing.client))
  }

  /// The age of the open wait by both clocks, in business time with `--hours`.
  func pending(_ asOf: Int64, _ options: Twin.Options) -> Twin.Pair {
    func age(_ opened: Int64?) -> Int64? {
      guard let opened else { return nil }
      guard let hours = options.hours else { return asOf - opened }
      return hours.length(queue: conversation.attributes["queue"], from: opened, to: asOf)
    }
    return Twin.Pair(created: age(unanswered?.created), client: age(unanswered?.client))
  }
}

extension Twin {
  /// A value by each clock.
  struct Pair {
    var created: Int64?
    var client: Int64?
  }

  /// The shares answered within promised times, from what was answered and what is still open.
  static func levels(
    _ levels: [(name: String, milliseconds: Int64)], first: [Pair], all: [Pair], openFirst: [Pair],
    open: [Pair]
  ) -> [Cell] {
    var cells: [Cell] = []
    for (clock, value) in [("created", { $0.created }), ("client", { $0.client })]
      as [(String, (Pair) -> Int64?)]
    {
      for level in levels {
        for (name, answered, open) in [("first_response", first, openFirst), ("response", all, open)] {
          let lengths = answered.compactMap(value)
          let ages = open.compactMap(value)
          let within = lengths.count { $0 <= level.milliseconds }
          let old = ages.count { $0 > level.milliseconds }
          let column = "\(name)_\(clock)"
          cells.append(
            Cell(
              column: "\(column)_within_\(level.name)",
              plain: Statistics.ratio(within, lengths.count + old)))
          cells.append(.number("\(column)_pending_\(level.name)", ages.count - old))
        }
      }
    }
    return cells
  }
}
