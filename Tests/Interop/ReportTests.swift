// The report in the browser that people open it with.

import Foundation
import TestSupport
import Testing

@Suite(
  .enabled(
    if: Skips.unless(
      Machine.hasPython && Machine.has("chromium") && Machine.has("chromedriver"),
      "Chromium and Python modules"),
    "run .ci/run once: it installs Chromium and makes .build/interop"), .serialized)
struct ReportTests {
  private let outputs = Outputs()

  @Test(
    "The report of the samples is quiet, whole without JavaScript, accessible, and says what the tables say")
  func samples() throws {
    try Outputs.check("report", "0", try outputs.summarize("--report", inputs: ["samples"]))
  }

  @Test(
    "Volume, resolutions and the backlog lie on the scale of the days, whatever its periods",
    arguments: ["hour", "day:queue", "week"])
  func backlog(_ periods: String) throws {
    try Outputs.check(
      "report", "0", try outputs.summarize("--report", "--backlog", periods, inputs: ["samples"]))
  }

  @Test("Names that try to break out are text")
  func hostileNames() throws {
    try Outputs.check("report", "1", try outputs.summarize("--report", "--link", Outputs.link))
  }

  @Test("What changed since an earlier run is quiet, accessible and whole without JavaScript too")
  func against() throws {
    let dump = try outputs.dump(queues: 30, days: 30, conversations: 1500)
    let before = try outputs.summarize("--until", "2025-01-20", inputs: [dump])
    try Outputs.check(
      "report", "0",
      try outputs.summarize("--report", "--since", "2025-01-20", "--against", before, inputs: [dump]))
    let samples = try outputs.summarize(inputs: ["samples"])
    try Outputs.check("report", "1", try outputs.summarize("--report", "--against", samples))
  }

  @Test(
    "One day or a year, one queue or four hundred, it holds",
    arguments: [(1, 1, 60), (30, 30, 1500), (400, 365, 5000)])
  func sizes(_ queues: Int, _ days: Int, _ conversations: Int) throws {
    let dump = try outputs.dump(queues: queues, days: days, conversations: conversations)
    let out = try outputs.summarize("--report", "--within", "1m,1h", "--title", "Support <1>", inputs: [dump])
    if days > 92 {
      // The page draws weeks, of which this run has no table.
      let weeks = try outputs.summarize("--by", "week", inputs: [dump])
      try FileManager.default.createSymbolicLink(atPath: out + "/weeks", withDestinationPath: weeks)
    }
    try Outputs.check("report", "0", out)
  }

  @Test("Times, hours and weekdays are those of the zone, over a change of its clock")
  func zones() throws {
    let (zone, dump) = ("America/St_Johns", try outputs.dump(queues: 2, days: 100, conversations: 400))
    try Outputs.check(
      "zones", zone, dump, "report",
      try outputs.summarize("--timezone", zone, "--report", inputs: [dump]),
      try outputs.summarize(inputs: [dump]))
  }

  @Test("Targets in business time are shares, and no lines in charts of calendar time")
  func businessTargets() throws {
    let dump = try outputs.dump(queues: 3, days: 20, conversations: 300)
    let options = ["--report", "--within", "5m", "--hours", "samples/office.hours"]
    try Outputs.check("report", "0", try outputs.summarize(options, inputs: [dump]))
  }

  @Test("With many options at once every table is a part, and ratings have a card")
  func everything() throws {
    let rated = try outputs.ratedDump(conversations: 40)
    let options = [
      "--report", "--attributes", "--responses", "--xlsx", "--tidy", "--backlog", "day", "--within", "1m,1h",
      "--by", "channel,status", "--by", "label", "--by", "team", "--by", "csat_rating", "--by", "week",
      "--by", "hour,weekday", "--sessions", "1h", "--buckets", "1m,1h", "--agents", "ids", "--customers",
      "none",
      "--title", "All", "--link", Outputs.link,
    ]
    try Outputs.check("report", "0", try outputs.summarize(options, inputs: ["samples", rated]))
  }

  @Test("A run without a conversation has a report that says so")
  func empty() throws {
    try Outputs.check("report", "0", try outputs.summarize("--report", inputs: [try outputs.emptyDump()]))
  }

  @Test("With ten thousand queues, agents and names of any length the page stays below 2 MB")
  func large() throws {
    let dump = try outputs.dump(queues: 10_000, days: 1200, conversations: 12_000)
    let out = try outputs.summarize("--report", inputs: [dump])
    let page = try Data(contentsOf: URL(fileURLWithPath: out + "/report.html"))
    #expect(page.count > 200_000 && page.count < 2_000_000)
  }
}
