// The part of the page about the quality of the data.

import ConvoStat

extension ReportPage {
  /// Lines, records, rejects, duplicates, clocks and days.
  var quality: Section {
    Section(
      id: "quality", title: "Data quality",
      content: "<p>\(sentence)</p>" + farDays.map { "<p data-far=\"\"><strong>\($0)</strong></p>" }.joined()
        + countTable + warnings + rejectTable + coverage)
  }

  private var sentence: String {
    let counts = run.counts
    let bytes = run.inputs.reduce(0) { $0 + $1.bytes }
    let rejects = counts.rejected + counts.rejectedElements
    return "\(Quantity.counted(counts.lines, "line")) (\(Quantity.bytes(bytes))) of "
      + "\(Quantity.counted(run.inputs.count, "input"))"
      + "\(run.options.knownConversations == nil ? "" : ", the parts of a merge,") were read; "
      + (rejects == 0
        ? "none was rejected."
        : "<strong>\(Markup.percent(rejects, counts.lines - counts.blank + counts.elements))</strong> of lines and "
          + "elements of pages were rejected. They are in no figure of this page; <code>rejects.ndjson</code> has them with their reasons.")
  }

  private var countTable: String {
    let counts = run.counts
    let all = summary.rows.first
    let arrived = counts.messages - (all?.count(.messages(of: .failed)) ?? 0)
    let withoutClient = arrived - (all?.count(.ingestLag(.count)) ?? 0)
    let lines: [(name: String, key: String?, count: Int, of: Int?, meaning: String)] = [
      ("Lines", "lines", counts.lines, nil, "all lines that were read, including blank lines"),
      ("Records", "records", counts.records, counts.lines, "lines that were understood"),
      ("Ignored", "ignored", counts.ignored, counts.lines, "events without messages or conversations"),
      ("Blank", "blank", counts.blank, counts.lines, "lines without content"),
      ("Rejected lines", "rejected", counts.rejected, counts.lines, "lines that could not be used"),
      ("Elements of pages", "elements", counts.elements, nil, "messages and conversations within records"),
      ("Rejected elements", "rejected_elements", counts.rejectedElements, counts.elements, "of those"),
      ("Messages", "messages", counts.messages, nil, "kept, each once"),
      (
        "Duplicates", "duplicates", counts.duplicates, counts.messages + counts.duplicates,
        "repetitions of a message, left out"
      ),
      (
        "Without a sender’s clock", nil, withoutClient, arrived,
        "messages that arrived but are only in the figures by the platform’s clock"
      ),
      (
        "Without a platform’s clock", "created_missing", counts.createdMissing, counts.messages,
        "ordered by their sender’s clock"
      ),
      (
        "Without a sender", "senderless", counts.senderless.count, counts.messages,
        "outgoing messages that name nobody"
      ),
      (
        "Ambiguous references", "ambiguous_references", counts.ambiguousReferences, counts.messages,
        "messages whose external id belongs to several conversations"
      ),
      (
        "Ambiguous accounts", "ambiguous_accounts", counts.ambiguousAccounts, counts.messages,
        "messages without an account whose conversation several accounts have"
      ),
      (
        "Conflicting records", "conflicting_records", counts.conflictingRecords, counts.conversations,
        "conversations with records of the same time that disagree"
      ),
    ]
    // A dump without senders' clocks lacks them in all messages.
    let told = lines.filter { hasSenderClocks || $0.name != "Without a sender’s clock" }
    let rows = told.map { line in
      let key = line.key.map { " data-count=\"\($0)\"" } ?? ""
      return "<tr\(key)><th scope=\"row\">\(line.name)</th><td class=\"n\" data-v=\"\(line.count)\">"
        + "\(Quantity.count(line.count))</td><td class=\"n\">\(line.of.map { Markup.percent(line.count, $0) } ?? "")</td>"
        + "<td>\(line.meaning)</td></tr>\n"
    }
    return PageTable.frame(
      "<table data-counts=\"run.json\"><caption>What was read and kept</caption><thead><tr><th scope=\"col\">What</th>"
        + "<th scope=\"col\" class=\"n\">Number</th><th scope=\"col\" class=\"n\">Share</th>"
        + "<th scope=\"col\">Meaning</th></tr></thead><tbody>\(rows.joined())</tbody></table>",
      named: "What was read and kept")
  }

  private var warnings: String {
    let sentences = run.warnings
    if sentences.isEmpty { return "" }
    let shown = sentences.prefix(20).map { "<li>\(Markup.escape(String($0.prefix(600))))</li>" }
    return "<h3>Warnings</h3><ul>\(shown.joined())</ul>"
  }

  private var rejectTable: String {
    guard !run.rejects.isEmpty else { return "" }
    let rows = run.rejectsByFrequency.map { reason, count in
      let examples = samples.examples(of: reason).map { example in
        let element = example.index.map { ", element \($0)" } ?? ""
        return "<li>\(Markup.name(example.path)) line \(Quantity.count(example.line))\(element)"
          + (example.detail.isEmpty ? "" : ": \(Markup.name(example.detail))") + "</li>"
      }
      return "<tr data-reason=\"\(reason.rawValue)\"><th scope=\"row\"><code>\(reason.rawValue)</code></th>"
        + "<td class=\"n\" data-v=\"\(count)\">\(Quantity.count(count))</td>"
        + "<td><ul>\(examples.joined())</ul></td></tr>\n"
    }
    return "<h3>Rejects</h3>"
      + PageTable.frame(
        "<table class=\"wrap\"><caption>Rejects by reason, with the first of each</caption><thead><tr><th scope=\"col\">Reason</th>"
          + "<th scope=\"col\" class=\"n\">Number</th><th scope=\"col\">Examples</th></tr></thead>"
          + "<tbody>\(rows.joined())</tbody></table>", named: "Rejects by reason")
  }

  private var coverage: String {
    guard let span = daySpan else { return "" }
    let partial = partialDays
    let messages = Dictionary(
      days.rows.compactMap { row in row[.day].day.map { ($0, row.count(.messages)) } },
      uniquingKeysWith: +)
    let chart = CoverageChart(days: span.map { ($0, messages[$0] ?? 0) }, partial: partial.map(\.day))
    return "<h3>Coverage by day</h3><figure><figcaption>Messages of each day</figcaption>"
      + chart.svg + "</figure><p>\(([chart.words] + partial.map(\.sentence)).joined(separator: " "))"
      + (partial.isEmpty ? "</p>" : " Incomplete days are lighter.</p>")
  }
}
