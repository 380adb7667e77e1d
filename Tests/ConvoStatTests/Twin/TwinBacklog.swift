// The table of backlogs: the world is looked at again at the end of every period.

import Foundation

extension Twin {
  /// The option `--backlog`.
  struct Backlog {
    /// The hour, day or week.
    var period: String
    /// The key of conversations.
    var key: String?

    /// The option as text, for the program.
    var text: String { period + (key.map { ":" + $0 } ?? "") }
  }

  /// An hour, a day or a week by a zone's clock.
  struct Period {
    /// The cell in the table.
    var label: String
    /// The moment at which it begins.
    var start: Int64
    /// The moment at which it ends; `nil` for the last one, in which everything later counts too.
    var end: Int64?

    /// Returns true if a moment is within the period; one without time is in the last one.
    func has(_ moment: Int64?) -> Bool {
      guard let moment else { return end == nil }
      return moment >= start && (end.map { moment < $0 } ?? true)
    }

    /// Returns true if a moment is before the end of the period.
    func isOver(_ moment: Int64?) -> Bool {
      guard let end else { return true }
      return moment.map { $0 < end } ?? false
    }
  }
}

extension Twin.Life {
  /// Returns the life up to a moment, exclusive.
  func until(_ end: Int64) -> Twin.Life {
    var life = self
    var latest = Int64.min
    life.forget { step in
      guard let own = step.message?.created ?? step.moment else { return true }
      latest = max(latest, own)
      return latest >= end
    }
    return life
  }
}

extension Twin.History {
  /// Returns the ages of the waits that are open and unanswered at the end of a period.
  func waitingAges(_ period: Twin.Period, asOf: Int64, _ options: Twin.Options) -> [Int64] {
    guard let end = period.end else { return unanswered.map { [asOf - $0.created] } ?? [] }
    let then = Twin.waits(
      life.until(end), fromLast: options.waitFromLast, resolveEnds: options.resolveEndsWait)
    var ages: [Int64] = []
    if let last = then.last, last.end == "open" { ages.append(end - last.opening.created) }
    // A record that was read before the exact moment of a resolution told of it, but its wait lasted until then.
    for wait in waits where wait.end == "resolve" {
      guard let resolution = wait.resolution,
        let told = life.steps.first(where: { $0.resolution == resolution })?.moment, told < end,
        let moment = life.resolutions[resolution].moment, moment >= end
      else { continue }
      ages.append(end - wait.opening.created)
    }
    return ages
  }

  /// Returns true if the conversation has begun and is not resolved at the end of a period.
  func isOpen(_ period: Twin.Period) -> Bool {
    guard let first = participants.first, period.isOver(first.created) else { return false }
    let resolutions = life.resolutions.count { period.isOver($0.moment) }
    return resolutions == life.reopens.count { period.isOver($0) }
  }
}

extension Twin.Tables {
  /// Returns backlog.csv.
  func backlog(_ backlog: Twin.Backlog) -> String {
    let columns = columns(of: backlog.key)
    func cells(_ history: Twin.History) -> [[Twin.Text]] {
      let conversation = history.conversation
      let labels = Twin.labels(conversation.attributes["label"])
      return (backlog.key == "label" && !labels.isEmpty ? labels : ["(none)"]).map { label in
        columns.map { column in
          switch column {
          case "source": conversation.key.source
          case "account_id": conversation.key.account
          case "label": label
          case "assigned_agent": conversation.attributes["assigned_agent_id"] ?? "(none)"
          default: conversation.attributes[Twin.Text(column)] ?? "(none)"
          }
        }
      }
    }
    var groups: [[Twin.Text]: [Twin.History]] = [:]
    for history in histories {
      for key in Set(cells(history)) { groups[key, default: []].append(history) }
    }
    let sorted = groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    func row(_ period: Twin.Period, _ key: [Twin.Text], _ histories: [Twin.History]) -> [Twin.Cell] {
      [.text("period", Twin.Text(period.label))] + zip(columns, key).map { Twin.Cell.text($0, $1) }
        + figures(period, histories)
    }
    let rows = periods(backlog.period).flatMap { period in
      sorted.map { row(period, $0.key, $0.value) }
    }
    let model = row(Twin.Period(label: "", start: 0), columns.map { Twin.Text($0) }, [])
    return Twin.Cell.csv(rows, headerOf: model, raw: options.rawText)
  }

  private func columns(of key: String?) -> [String] {
    guard let key else { return [] }
    let own = key == "account" ? "account_id" : key
    return ["queue", "assigned_agent"].contains(key) ? ["source", "account_id", own] : [own]
  }

  private func figures(_ period: Twin.Period, _ histories: [Twin.History]) -> [Twin.Cell] {
    let isObserved = self.histories.contains(where: \.life.isObserved)
    func known(_ column: String, _ number: Int) -> Twin.Cell {
      Twin.Cell(column: column, plain: isObserved ? String(number) : "")
    }
    let ages = histories.flatMap { $0.waitingAges(period, asOf: asOf, options) }
    let resolutions = histories.flatMap(\.life.resolutions).map(\.moment)
    let reopens = histories.flatMap(\.life.reopens)
    let starts = histories.compactMap(\.participants.first?.created)
    return [.number("waiting", ages.count)] + Twin.Statistics.cells("waiting", ages, ["median", "max"]) + [
      known("open", histories.count { $0.isOpen(period) }),
      .number("opened", starts.count(where: period.has)),
      known("resolved", resolutions.count(where: period.has)),
      known("reopened", reopens.count(where: period.has)),
    ]
  }

  /// The periods from the first message to as-of.
  private func periods(_ name: String) -> [Twin.Period] {
    guard let first = histories.flatMap(\.conversation.messages).map(\.created).min() else { return [] }
    let length: Int64 = name == "hour" ? 3_600_000 : name == "day" ? 86_400_000 : 7 * 86_400_000
    // The first Monday of 1970 was the fifth of January.
    let origin: Int64 = name == "week" ? 4 * 86_400_000 : 0
    let zone = options.zone.flatMap(TimeZone.init(identifier:)) ?? .gmt
    func offset(_ moment: Int64) -> Int64 {
      Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment) / 1000))) / 60 * 60_000
    }
    /// The first moment at which the clock shows a time or a later one.
    func moment(_ local: Int64) -> Int64 {
      let candidates = [local - offset(local - 86_400_000), local - offset(local + 86_400_000)].sorted()
      return candidates.first { $0 + offset($0) >= local } ?? candidates[1]
    }
    var periods: [Twin.Period] = []
    var local = origin + Twin.Statistics.floor(first + offset(first) - origin, length) * length
    while moment(local) <= asOf || periods.isEmpty {
      let wall = Twin.Wall(local, nil)
      let label =
        name == "hour" ? wall["day"] + "T" + wall["hour"] + ":00" : name == "day" ? wall["day"] : wall["week"]
      let (start, end) = (moment(local), moment(local + length))
      // The clock may skip an hour or a day, and show an hour again.
      if start < end, end > first {
        periods.append(Twin.Period(label: label, start: start, end: end > asOf ? nil : end))
      }
      if end > asOf { break }
      local += length
    }
    return periods
  }
}
