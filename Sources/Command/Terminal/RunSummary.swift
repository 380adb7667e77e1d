// A run for people, in a few lines, with the slowest queues, the first rejects and where everything is.

import ConvoStat

/// The summary that standard output carries after a run.
struct RunSummary {
  let report: RunReport

  /// The lines, at most 80 columns wide where the names allow it.
  var text: String {
    var text = row("read", read + "; " + took) + row("kept", kept)
    if let figures = report.figures {
      text += row("answered", answered(figures)) + row("open", open(figures)) + slowest(figures.slowestQueues)
    }
    return text + row("rejected", rejected) + firstRejects + row("wrote", wrote)
  }

  private func row(_ name: String, _ content: String?) -> String {
    guard let content else { return "" }
    let margin = 10
    return (name + String(repeating: " ", count: margin - name.count) + content)
      .wrapped(indent: margin, first: 0)
  }

  private var read: String {
    let bytes = report.inputs.reduce(0) { $0 + $1.bytes }
    return "\(Quantity.counted(report.counts.lines, "line")) (\(Quantity.bytes(bytes))) in "
      + Quantity.counted(report.inputs.count, "input") + (report.brokenSentence.map { "; \($0)" } ?? "")
  }

  private var kept: String {
    "\(Quantity.counted(report.counts.messages, "message")) in "
      + Quantity.counted(report.counts.conversations, "conversation")
      + (leftOut.map { "; left out \($0)" } ?? "")
  }

  private var leftOut: String? {
    let counts = report.counts
    return list([
      counts.duplicates > 0 ? Quantity.counted(counts.duplicates, "duplicate") : nil,
      counts.ignored > 0 ? Quantity.counted(counts.ignored, "other event") : nil,
      counts.blank > 0 ? Quantity.counted(counts.blank, "blank line") : nil,
    ])
  }

  private var rejected: String? {
    let counts = report.counts
    let what = list([
      counts.rejected > 0 ? Quantity.counted(counts.rejected, "line") : nil,
      counts.rejectedElements > 0 ? Quantity.counted(counts.rejectedElements, "element") + " of pages" : nil,
    ])
    guard let what else { return nil }
    let reasons = report.rejectReasons.map(\.unbroken).joined(separator: ", ")
    return "\(what): \(reasons)" + (report.rejectsPath.map { "; see \($0.visible)" } ?? "")
  }

  /// Where the first rejects are, a line each.
  private var firstRejects: String {
    report.rejectExamples.enumerated().map { index, example in
      // Deeper than where the next one begins.
      (index == 0 ? "first     " : String(repeating: " ", count: 10))
        + String(example.sentence.wrapped(indent: 14, first: 10).dropFirst(10))
    }.joined()
  }

  private func answered(_ figures: KeyFigures) -> String? {
    list([
      Quantity.counted(figures.responses, "response"),
      figures.firstResponseMedianMilliseconds.map {
        "first response median \(Quantity.duration(milliseconds: $0).unbroken)"
      },
      figures.firstResponseP90Milliseconds.map { "p90 \(Quantity.duration(milliseconds: $0))".unbroken },
    ])
  }

  private func open(_ figures: KeyFigures) -> String? {
    list([
      "\(Quantity.count(figures.unanswered)) unanswered",
      figures.longestWaitMilliseconds.map {
        "the longest for \(Quantity.duration(milliseconds: $0).unbroken)"
      },
      "\(Quantity.count(figures.neverAnswered)) never answered",
      report.asOfMilliseconds.map { "as of \(formatMoment($0))".unbroken },
    ])
  }

  /// A small table, where there is more than one queue to compare.
  private func slowest(_ queues: [QueueFigures]) -> String {
    if queues.count < 2 { return "" }
    let columns = [
      queues.map { queue in
        let name = queue.queue.visible
        return name.count > 30 ? name.prefix(29) + "…" : name
      },
      queues.map { "median " + Quantity.duration(milliseconds: $0.medianMilliseconds) },
      queues.map { "p90 " + Quantity.duration(milliseconds: $0.p90Milliseconds) },
      queues.map { "of " + Quantity.counted($0.firstResponses, "first response") },
    ].map { cells in
      let width = cells.map(\.count).max() ?? 0
      return cells.map { $0 + String(repeating: " ", count: width - $0.count) }
    }
    return queues.indices.map { row in
      let line = columns.map { $0[row] }.joined(separator: "  ")
      return (row == 0 ? "slowest   " : String(repeating: " ", count: 10))
        + String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
    }.joined()
  }

  private var wrote: String? {
    guard let directory = report.directory else { return nil }
    let files = report.outputs.map { output in
      let hasRows = output.name.hasSuffix(".csv") || output.name.hasSuffix(".ndjson")
      return output.name.visible + (hasRows ? "\u{A0}(\(Quantity.count(output.rows)))" : "")
    }
    return "\(directory.visible): " + (files + ["run.json"]).joined(separator: ", ")
  }

  private var took: String {
    let time = Quantity.duration(milliseconds: report.endMilliseconds - report.startMilliseconds)
    return "\(time.unbroken) with \(Quantity.counted(report.options.jobs, "worker")), "
      + "at most \(Quantity.bytes(report.peakMemoryBytes)) of memory".unbroken
  }

  private func list(_ parts: [String?]) -> String? {
    let parts = parts.compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}
