// report.html: the run as one page that can be mailed, opened offline and printed.

import ConvoStat
import Foundation

/// The page.
///
/// It says nothing of when or where it was made, so that the same input gives the same bytes.
struct ReportPage {
  /// The maximum number of days, queues and agents on the page.
  ///
  /// The tables have the rest.
  static let mostDays = 366
  static let mostRows = 40
  /// The maximum number of slow queues and agents on the page, if it cannot show all.
  static let mostSlowest = 10

  let run: RunReport
  let distributions: Distributions
  let samples: RejectSamples
  let queues: ReportTable
  let agents: ReportTable
  let days: ReportTable
  let weeks: ReportTable
  let hours: ReportTable
  /// The tables of `--by`, without those of every run.
  let breakdowns: [(breakdown: Breakdown, table: ReportTable)]
  let roles: ReportTable
  let summary: ReportTable
  /// The backlog; `nil` without `--backlog`.
  let backlog: ReportTable?
  /// The earlier run; `nil` without `--against`.
  let earlier: EarlierRun?

  /// Creates the page of a run from its tables.
  init(_ figures: ReportFigures) {
    (run, distributions, samples) = (figures.run, figures.distributions, figures.samples)
    earlier = EarlierRun(figures)
    let tables = figures.tables
    let schemas = figures.schemas
    func table(_ name: String) -> ReportTable {
      let schema = schemas.first { $0.name == name } ?? schemas[0]
      return ReportTable(tables.first { $0.name == name }, schema: schema)
    }
    queues = table(Breakdown([.queue]).fileName)
    agents = table(Breakdown([.agent]).fileName)
    days = table(Breakdown([.day]).fileName)
    weeks = table(Breakdown.weeks.fileName)
    hours = table(Breakdown.hours.fileName)
    breakdowns = figures.run.options.by.filter { !Breakdown.always.contains($0) }.map {
      ($0, table($0.fileName))
    }
    roles = table(TableSchema.rolesName)
    summary = table(TableSchema.summaryName)
    backlog = schemas.contains { $0.name == Backlog.fileName } ? table(Backlog.fileName) : nil
  }

  /// The page in UTF-8.
  var html: String {
    let changed = [changeSection].compactMap(\.self)
    let sections =
      run.counts.conversations == 0
      ? [nothing] + changed + [quality, measured]
      : [keyFigures] + changed + [byDay, queueSection, waiting, week, agentSection] + breakdownSections + [
        spread
      ]
        + [clocks].compactMap(\.self) + [roleSection, quality, measured]
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <title>\(Markup.escape(title))</title>
      <style>\(ReportStyle.text)</style>
      <style>\(ReportStyle.foot(foot))</style>
      </head>
      <body>
      <header>
      <h1>\(Markup.escape(heading))</h1>
      <p class="lead">\(period)</p>
      \(run.counts.conversations == 0 ? "" : contents(sections.dropFirst()))
      </header>
      <main>
      \(sections.map(\.html).joined(separator: "\n"))
      </main>
      <footer><p>convostat \(convostatVersion). Times are in \(Markup.escape(zoneName)). All figures are in the CSV files next to this page, with more digits and for every queue, agent and day; <code>convostat describe</code> explains each \
      column. Percentiles and medians are computed from all single values, never from means.</p></footer>
      <script>\(ReportScript.text)</script>
      </body>
      </html>

      """
  }

  /// A part of the page.
  struct Section {
    let id: String
    let title: String
    let content: String

    var html: String {
      "<section id=\"\(id)\" aria-labelledby=\"\(id)-title\"><h2 id=\"\(id)-title\">\(title)</h2>\n\(content)</section>"
    }
  }

  /// The security policy: nothing may be loaded, and only the style and script of the page itself may run.
  private var policy: String {
    "default-src 'none'; style-src '\(Self.hash(ReportStyle.text))' '\(Self.hash(ReportStyle.foot(foot)))'; "
      + "script-src '\(Self.hash(ReportScript.text))'; base-uri 'none'; form-action 'none'"
  }

  private static func hash(_ text: String) -> String {
    var hash = SHA256()
    Array(text.utf8).withUnsafeBytes { hash.absorb($0) }
    let digits = Array(hash.hexadecimal)
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)
    }
    return "sha256-" + Data(bytes).base64EncodedString()
  }

  /// The zone of all times on the page.
  var zoneName: String { run.options.zone?.name ?? "UTC" }

  /// The place of the zone, for moments in sentences and heads.
  var place: String { CalendarText.place(run.options.zone) }

  private var heading: String { run.options.title ?? "Customer conversations" }

  private var title: String {
    guard let span = daySpan else { return heading }
    return "\(heading), \(CalendarText.period(span))"
  }

  /// The text at the foot of every page on paper: the title, and the as-of moment.
  private var foot: String {
    let asOf =
      run.asOfMilliseconds.map { ", as of \(CalendarText.moment($0, in: run.options.zone)) (\(place))" } ?? ""
    return String(title.prefix(120)) + asOf
  }

  private var period: String {
    let counts = run.counts
    let what =
      "\(Quantity.counted(counts.conversations, "conversation")) with "
      + Quantity.counted(counts.messages, "message")
    let when = allDaySpan.map { span in
      (span.count == 1 ? " on " : CalendarText.isWhole(span) ? " in " : " from ") + CalendarText.period(span)
    }
    let asOf =
      run.asOfMilliseconds.map {
        ", open waits aged as of \(Markup.moment($0, in: run.options.zone)) (\(Markup.escape(place)))"
      } ?? ""
    return what + (when ?? "") + asOf + "." + leftOut
  }

  /// The sentence about conversations that do not count; empty if all were selected.
  private var leftOut: String {
    let counts = run.counts.leftOut
    if run.options.selection.text.isEmpty { return "" }
    return " Left out by \(Markup.escape(run.options.selection.text)): "
      + "\(Quantity.counted(counts.conversations, "conversation")) with "
      + Quantity.counted(counts.messages, "message") + "."
  }

  /// Returns links to parts of the page.
  private func contents(_ sections: ArraySlice<Section>) -> String {
    "<nav aria-label=\"Parts of the page\"><ul>"
      + sections.map { "<li><a href=\"#\($0.id)\">\($0.title)</a></li>" }.joined() + "</ul></nav>"
  }

  private var nothing: Section {
    Section(
      id: "nothing", title: "Nothing to show",
      content: run.counts.leftOut.conversations == 0
        ? "<p>The inputs have no conversations. The counts of what was read are below.</p>"
        : "<p>No conversation of the inputs was selected. The counts of what was read are below.</p>"
    )
  }

  /// The range of all days with a row.
  var allDaySpan: ClosedRange<Int>? {
    let numbers = days.rows.compactMap { $0[.day].day }
    guard let first = numbers.min(), let last = numbers.max() else { return nil }
    return first...last
  }

  /// The range of the days on the page: the last ones.
  var daySpan: ClosedRange<Int>? {
    allDaySpan.map { max($0.lowerBound, $0.upperBound - ReportPage.mostDays + 1)...$0.upperBound }
  }
}
