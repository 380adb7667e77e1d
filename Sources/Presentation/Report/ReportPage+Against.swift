// What changed since an earlier run: a line in each card, a faint line in the charts of days, and a section.

import ConvoStat
import System

extension ReportPage {
  /// The comparison with the earlier run; `nil` without one.
  private var comparison: Comparison? {
    if case .compared(let comparison) = earlier { comparison } else { nil }
  }

  /// Returns a line for each change of all conversations in a measure that a card shows and that the earlier run has;
  /// empty without `--against`.
  func changes(_ isShown: (String) -> Bool) -> [String] {
    (comparison?.overall ?? []).filter { $0.before != nil && isShown($0.measure) }.map { change in
      let name = change.measureName.prefix(1).uppercased() + change.measureName.dropFirst()
      return "<span class=\"change\">\(Markup.escape(name)): \(Self.sentence(of: change))</span>"
    }
  }

  /// Returns the changes as paragraphs.
  func changeLines(_ isShown: (String) -> Bool) -> String {
    changes(isShown).map { "<p>\($0)</p>" }.joined()
  }

  private static func sentence(of change: Change) -> String {
    let before = "before " + Markup.escape(change.longBeforeText)
    if change.isBeyondChance {
      let judged = [change.changeText, change.verdict?.rawValue ?? ""].filter { !$0.isEmpty }
      return "<strong>\(Markup.escape(judged.joined(separator: ", ")))</strong>, \(before)"
    }
    if change.weight != nil { return "no change beyond chance, \(before)" }
    let moved = change.changeText.isEmpty ? "" : Markup.escape(change.changeText) + ", "
    return moved + before + ", not weighed against chance"
  }

  /// Returns the latency of the earlier run by day, on the days of this page: its first day at the first one.
  ///
  /// Charts by the week show none: the percentiles of weeks cannot be made of those of days.
  func earlierDays(_ column: (Statistic) -> ColumnName, on span: ClosedRange<Int>) -> [DayChart.Day] {
    guard let days = comparison?.before.days(column), let first = days.first,
      !DayChart.isWeekly(span)
    else { return [] }
    return days.filter { $0.count > 0 && $0.day - first.day < span.count }.map {
      DayChart.Day(
        number: span.lowerBound + $0.day - first.day,
        latency: LatencyPoint(median: $0.median, p90: $0.median, count: $0.count))
    }
  }

  /// The entry of the line of the earlier run in the legend of the charts; empty if they have none.
  func earlierKey(on span: ClosedRange<Int>) -> String {
    comparison == nil || DayChart.isWeekly(span)
      ? ""
      : "<span class=\"key\"><i class=\"k-earlier\"></i>median of the earlier run</span> "
  }

  /// The section about what changed; `nil` without `--against`.
  var changeSection: Section? {
    switch earlier {
    case nil: nil
    case .refused(let reason):
      Section(
        id: "changes", title: "What changed",
        content: "<p>There is no comparison: \(Markup.escape(reason)).</p>")
    case .compared(let comparison):
      Section(id: "changes", title: "What changed", content: Self.content(of: comparison))
    }
  }

  private static func content(of comparison: Comparison) -> String {
    let names = GroupNames(comparison)
    // An earlier run may name agents that this one must not name.
    let isSilent = comparison.differInAgents
    let movers = comparison.movers.filter { !isSilent || !$0.isOfAgent }
    let heads = ["Measure", "Before", "After", "Change", "Judgement"]
    let overall = PageTable.plain(
      "All conversations, before and after", heads: heads,
      rows: comparison.overall.map { [Markup.escape($0.measureName)] + cells(of: $0) })
    let groups =
      movers.isEmpty
      ? ""
      : PageTable.plain(
        "Groups that changed more than chance would make", heads: ["Group"] + heads,
        rows: movers.map {
          [Markup.name(names.name($0.table, $0.keys, $0.agentName)), Markup.escape($0.measureName)]
            + cells(of: $0)
        }, numbersFrom: 2)
    let chance = comparison.chance.prefix(1).uppercased() + comparison.chance.dropFirst()
    return "<p>Before: \(about(comparison.before)). After: \(about(comparison.after)).</p>"
      + notes(of: comparison).map { "<p class=\"note\">\(Markup.escape($0))</p>" }.joined()
      + overall + groups + "<p>\(Markup.escape(chance)).</p>"
      + only(comparison.groupsOnlyBefore.filter { !isSilent || !$0.isOfAgent }, "before", names)
      + only(comparison.groupsOnlyAfter.filter { !isSilent || !$0.isOfAgent }, "after", names)
  }

  /// Returns the values, the change and the judgement of a change.
  private static func cells(of change: Change) -> [String] {
    let judgement =
      change.verdict?.rawValue
      ?? (change.isBeyondChance
        ? "beyond chance" : change.weight == nil ? "not weighed" : "no change beyond chance")
    return [change.longBeforeText, change.longAfterText, change.changeText, judgement].map(Markup.escape)
  }

  private static func about(_ run: ComparedRun) -> String {
    let days = run.period.map { period in
      guard let first = CivilDate(cell: period.lowerBound)?.dayNumber,
        let last = CivilDate(cell: period.upperBound)?.dayNumber, first <= last
      else { return "\(period.lowerBound) to \(period.upperBound)" }
      return CalendarText.period(first...last)
    }
    let conversations = run.conversations.map { Quantity.counted($0, "conversation") }
    return [days ?? "no messages", conversations].compactMap(\.self).map(Markup.escape).joined(
      separator: ", ")
  }

  /// Sentences about what makes the runs hard to compare.
  private static func notes(of comparison: Comparison) -> [String] {
    let overlap = comparison.overlap.map { days in
      days.lowerBound == days.upperBound
        ? "the periods overlap: \(days.lowerBound) is in both"
        : "the periods overlap: \(days.lowerBound) to \(days.upperBound) are in both"
    }
    return (comparison.differences + [overlap].compactMap(\.self)).map { sentence in
      sentence.prefix(1).uppercased() + sentence.dropFirst() + "."
    }
  }

  private static func only(_ groups: [Group], _ run: String, _ names: GroupNames) -> String {
    if groups.isEmpty { return "" }
    let shown = groups.prefix(Comparison.mostNames).map {
      Markup.name(names.name($0.table, $0.keys, $0.agentName))
    }
    let rest = groups.count - shown.count
    return "<p>Only \(run): " + shown.joined(separator: ", ")
      + (rest > 0 ? " and \(Quantity.count(rest)) more" : "") + ".</p>"
  }
}
