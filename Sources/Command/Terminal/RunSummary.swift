// The summary of a run for people: a few lines, with the slowest queues, the first rejects and the outputs.

import ConvoStat
import Foundation

/// The text on standard output after a run.
struct RunSummary {
  let report: RunReport
  /// True if the summary lists the first rejects; otherwise standard error does.
  var namesRejects = true
  /// The width of the terminal in columns.
  var width = TerminalWidth.standard

  /// The summary: what was read, the figures, anything unusual, and what was written.
  ///
  /// At most as wide as the terminal if names allow it.
  var text: String {
    var text = row("read", read) + row("kept", kept) + row("left out", leftOut)
    if let figures = report.figures {
      text += row("period", period(figures)) + row("measured", measured)
      text += row("answered", answered(figures)) + row("within", within(figures)) + row("open", open(figures))
      text += row("resolved", figures.life.flatMap(resolved)) + slowest(figures.slowestQueues)
    }
    text += contents + mapped
    text += row("rejected", rejected).colouring("rejected", .red, on: STDOUT_FILENO)
    text += namesRejects ? firstRejects : ""
    return text + row("wrote", wrote).colouring("wrote", .green, on: STDOUT_FILENO) + row("took", took)
  }

  private func row(_ name: String, _ content: String?) -> String {
    guard let content else { return "" }
    let margin = 10
    return (name + String(repeating: " ", count: margin - name.count) + content)
      .wrapped(indent: margin, first: 0, width: width)
  }

  private var read: String {
    let counts = report.counts
    let ofNoUse = list([
      counts.ignored > 0 ? "\(Quantity.count(counts.ignored)) ignored" : nil,
      counts.blank > 0 ? "\(Quantity.count(counts.blank)) blank" : nil, report.brokenSentence,
    ])
    return "\(Quantity.counted(counts.lines, "line")) (\(Quantity.bytes(report.inputBytes))) in "
      + Quantity.counted(report.inputs.count, "input") + (ofNoUse.map { "; \($0)" } ?? "")
  }

  private var kept: String {
    let counts = report.counts
    return "\(Quantity.counted(counts.messages, "message")) in "
      + Quantity.counted(counts.conversations, "conversation")
      + (counts.duplicates > 0 ? "; \(Quantity.counted(counts.duplicates, "duplicate"))" : "")
  }

  private var leftOut: String? {
    let counts = report.counts.leftOut
    if report.figures == nil || report.options.selection.text.isEmpty { return nil }
    return "\(Quantity.counted(counts.messages, "message")) in "
      + Quantity.counted(counts.conversations, "conversation") + " by "
      + report.options.selection.text.visible
  }

  /// The options that change what a figure means.
  private var measured: String? {
    let options = report.options.stated.filter(\.changesMeaning).map(\.short.visible.unbroken)
    return options.isEmpty ? nil : "with " + options.joined(separator: ", ")
  }

  /// The contents of the inputs: a line or more for each list that is not empty.
  private var contents: String {
    guard let contents = report.contents else { return "" }
    return contents.lists.map { name, entries in
      if entries.isEmpty { return "" }
      let shown = entries.prefix(RunSummary.namesShown).map {
        "\($0.name.visible) (\(Quantity.count($0.count)))".unbroken
      }
      let rest = entries.count - shown.count
      return row(
        name, (shown + (rest > 0 ? ["and \(Quantity.count(rest)) more"] : [])).joined(separator: ", "))
    }.joined()
  }

  /// The maximum number of names in a list; the line of `--json` has all.
  private static let namesShown = 12

  /// The result of each pointer of a map, for check only.
  private var mapped: String {
    if report.directory != nil || report.facts != nil { return "" }
    return report.mapMatches.enumerated().map { index, match in
      (index == 0 ? "map       " : String(repeating: " ", count: 10))
        + String(match.sentence.wrapped(indent: 14, first: 10, width: width).dropFirst(10))
    }.joined()
  }

  private var rejected: String? {
    let counts = report.counts
    let striking = report.strikingRejectedShare.map {
      " with \(Quantity.percent(millionths: $0)) of the bytes"
    }
    let what = list([
      counts.rejected > 0 ? Quantity.counted(counts.rejected, "line") + (striking ?? "") : nil,
      counts.rejectedElements > 0 ? Quantity.counted(counts.rejectedElements, "element") + " of pages" : nil,
    ])
    guard let what else { return nil }
    let reasons = report.rejectReasons.map(\.unbroken).joined(separator: ", ")
    return "\(what): \(reasons)" + (report.rejectsPath.map { "; see \($0.visible)" } ?? "")
  }

  /// The first rejects, one line each, and the number of all others.
  private var firstRejects: String {
    let counts = report.counts
    let left = counts.rejected + counts.rejectedElements - report.rejectExamples.count
    let way = report.rejectsPath == nil ? "; summarize INPUT... --out DIR writes all of them into DIR" : ""
    let rest =
      report.rejectExamples.isEmpty || left == 0
      ? "" : "and \(Quantity.count(left)) more\(way)".wrapped(indent: 10, first: 10, width: width)
    return report.rejectExamples.enumerated().map { index, example in
      // Continuation lines are indented more than the next example.
      (index == 0 ? "first     " : String(repeating: " ", count: 10))
        + String(example.sentence.wrapped(indent: 14, first: 10, width: width).dropFirst(10))
    }.joined() + rest
  }

  /// The days of the first and the last message, in the zone of the run.
  private func period(_ figures: KeyFigures) -> String? {
    guard let period = figures.period else { return nil }
    let zone = report.options.zone
    let (first, last) = (period.lowerBound, period.upperBound)
    let days = [first, last].map { formatMoment($0, in: zone).prefix(10) }
    return (days[0] == days[1] ? "\(days[0])" : "\(days[0]) to \(days[1])") + " (\(zone?.name ?? "UTC"))"
  }

  private func answered(_ figures: KeyFigures) -> String? {
    let responses = Quantity.counted(figures.responses, "response")
    guard let median = figures.firstResponseMedianMilliseconds else { return responses }
    let first = list([
      Quantity.counted(figures.firstResponses, "first response"),
      "median \(Quantity.duration(milliseconds: median))".unbroken,
      figures.firstResponseP90Milliseconds.map { "p90 \(Quantity.duration(milliseconds: $0))".unbroken },
    ])
    return first.map { "\(responses); \($0)" }
  }

  /// The share of first responses within each promised time, of those whose outcome is known.
  private func within(_ figures: KeyFigures) -> String? {
    let shares = figures.shares.filter { $0.decided > 0 }.map { share in
      let thousandths = (share.within * 1000 + share.decided / 2) / share.decided
      return "\(share.name) \(Quantity.percent(millionths: thousandths * 1000)) "
        .appending("(\(Quantity.count(share.within)) of \(Quantity.count(share.decided)))").unbroken
    }
    return list(shares).map { $0 + (report.options.hours == nil ? "" : " in business time") }
  }

  private func resolved(_ life: KeyFigures.Life) -> String? {
    list([
      Quantity.counted(life.resolved, "conversation"),
      life.medianMilliseconds.map { "median \(Quantity.duration(milliseconds: $0))".unbroken },
      life.p90Milliseconds.map { "p90 \(Quantity.duration(milliseconds: $0))".unbroken },
      "\(Quantity.count(life.reopens)) reopened".unbroken,
    ])
  }

  /// The day is enough here, unless the moment was given; run.json always has the exact one.
  private func open(_ figures: KeyFigures) -> String {
    let ages = [(figures.waitAges.overHour, "over 1 h"), (figures.waitAges.overDay, "over 1 day")]
      .map { $0.0 > 0 ? ", " + "\(Quantity.count($0.0)) \($0.1)".unbroken : "" }.joined()
    let longest = figures.longestWaitMilliseconds.map {
      ", up to \(Quantity.duration(milliseconds: $0).unbroken)"
    }
    let zone = report.options.zone
    let given = report.options.asOfMilliseconds.map { " as of \(formatMoment($0, in: zone))" }
    let day = given ?? report.asOfMilliseconds.map { " on \(formatMoment($0, in: zone).prefix(10))" }
    return "\(Quantity.count(figures.unanswered)) unanswered\(statuses(figures.openStatuses))\(ages)"
      + "\(longest ?? "")\(day ?? ""); \(Quantity.count(figures.neverAnswered)) never answered"
  }

  /// The statuses of the conversations in which customers wait; empty if none is known.
  private func statuses(_ statuses: OpenStatuses) -> String {
    if statuses.areUnknown { return "" }
    let counts = [
      (statuses.resolved, "resolved"), (statuses.snoozed, "snoozed"), (statuses.pending, "pending"),
      (statuses.open, "open"), (statuses.unknown, "without status"),
    ]
    let parts = counts.filter { $0.0 > 0 }.map { "\(Quantity.count($0.0)) \($0.1)".unbroken }
    return " (\(parts.joined(separator: ", ")))"
  }

  /// Returns a small table if there is more than one queue.
  ///
  /// Names are cut so that it fits.
  private func slowest(_ queues: [QueueFigures]) -> String {
    if queues.count < 2 { return "" }
    let numbers = [
      ["median"] + queues.map { Quantity.duration(milliseconds: $0.medianMilliseconds) },
      ["p90"] + queues.map { Quantity.duration(milliseconds: $0.p90Milliseconds) },
      ["first responses"] + queues.map { Quantity.count($0.firstResponses) },
    ].map { cells in
      let width = cells.map(\.count).max() ?? 0
      return cells.map { String(repeating: " ", count: width + 2 - $0.count) + $0 }
    }
    let room = max(8, width - 10 - numbers.reduce(0) { $0 + $1[0].count })
    let names = (["queue"] + queues.map(\.queue.visible)).map { name in
      name.count > room ? name.prefix(room - 1) + "…" : name
    }
    let width = names.map(\.count).max() ?? 0
    return names.indices.map { row in
      (row == 0 ? "slowest   " : String(repeating: " ", count: 10)) + names[row]
        + String(repeating: " ", count: width - names[row].count)
        + numbers.map { $0[row] }.joined() + "\n"
    }.joined()
  }

  private var wrote: String? {
    if let facts = report.facts { return facts.sentence }
    guard let directory = report.directory else { return nil }
    let files = report.outputs.map { output in
      let hasRows = output.name.hasSuffix(".csv") || output.name.hasSuffix(".ndjson")
      return output.name.visible + (hasRows ? "\u{A0}(\(Quantity.count(output.rows)))" : "")
    }
    return "\(directory.visible): " + (files + ["run.json"]).joined(separator: ", ")
  }

  private var took: String {
    let time = Quantity.duration(milliseconds: report.durationMilliseconds)
    return "\(time.unbroken) with \(Quantity.counted(report.options.jobs, "worker")), "
      + "at most \(Quantity.bytes(report.peakMemoryBytes)) of memory".unbroken
  }

  private func list(_ parts: [String?]) -> String? {
    let parts = parts.compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}

extension FactsReport {
  /// The file of facts and its number of lines, or why nothing was written.
  fileprivate var sentence: String {
    let lines = Quantity.counted(lines, "line")
    return switch step {
    case nil, .added: "\(path.visible) (\(Quantity.count(self.lines)))"
    case .present: "nothing: \(lines) of facts are already in \(path.visible)"
    case .empty: "nothing: no facts to add to \(path.visible)"
    case .compacted(let count):
      "\(path.visible) (\(Quantity.count(self.lines))) instead of \(Quantity.counted(count, "file"))"
    case .untouched: "nothing: at most one file is in \(path.visible)"
    }
  }
}
