// The tables in the programs that people open them with.

import Foundation
import TestSupport
import Testing

@Suite(
  .enabled(
    if: Skips.unless(Machine.hasPython, "Python modules"), "run .ci/run once: it makes .build/interop"),
  .serialized)
struct TableProgramsTests {
  private let outputs = Outputs()

  @Test("Python's csv reads the same values from every dialect and from split tables")
  func dialects() throws {
    try Outputs.check(
      "dialects", try outputs.summarize("--responses"),
      try outputs.summarize("--dialect", "excel", "--responses"),
      try outputs.summarize("--dialect", "excel-semicolon", "--responses"),
      try outputs.summarize("--split-rows", "7", "--responses"))
  }

  @Test("pandas and DuckDB read the values that were meant")
  func programs() throws {
    try Outputs.check("programs", try outputs.summarize("--responses"))
  }

  @Test("openpyxl reads the workbook back equal to the tables")
  func workbook() throws {
    try Outputs.check(
      "workbook", try outputs.summarize("--xlsx", "--responses"),
      try outputs.summarize("--xlsx", "--dialect", "excel"),
      try outputs.summarize("--xlsx", "--csv-text", "raw", inputs: ["samples"]),
      try outputs.summarize("--xlsx", "--durations", "hms", "--backlog", "hour", "--within", "1m"),
      try outputs.summarize("--xlsx", "--columns", "messages", "--by", "queue,day", inputs: ["samples"]),
      try outputs.summarize("--xlsx", "--link", Outputs.link),
      // Names that differ in case only: an Excel table has each once.
      try outputs.summarize("--xlsx", "--metadata", "Tier", "--metadata", "tier", inputs: ["samples"]))
  }

  @Test("The workbook of 1, 30 and 400 queues, of a day, and of nothing is equal to the tables")
  func workbookOfAnySize() throws {
    let options = ["--xlsx", "--backlog", "day"]
    let sizes = [(1, 30, 200), (30, 60, 800), (400, 400, 1500), (5, 1, 60)]
    let directories = try sizes.map { queues, days, conversations in
      try outputs.summarize(
        options, inputs: [try outputs.dump(queues: queues, days: days, conversations: conversations)])
    }
    try Outputs.check("workbook", directories)
    try Outputs.check(
      "workbook", [try outputs.summarize(options + ["--allow-empty"], inputs: [try outputs.emptyDump()])])
  }

  @Test("openpyxl reads times, days and heads of the workbook by the clock of the zone, over a change of it")
  func zones() throws {
    let (zone, dump) = ("America/St_Johns", try outputs.dump(queues: 2, days: 100, conversations: 400))
    try Outputs.check(
      "zones", zone, dump, "workbook",
      try outputs.summarize("--timezone", zone, "--xlsx", "--responses", inputs: [dump]),
      try outputs.summarize("--timezone", zone, "--dialect", "excel", inputs: [dump]))
  }

  @Test("DuckDB loads every form of the tables by load.sql, and measures.csv has every figure of the others")
  func tidy() throws {
    let dump = try outputs.dump(queues: 7, days: 40, conversations: 60)
    try Outputs.check(
      "tidy",
      try outputs.summarize("--tidy", "--responses", "--backlog", "day:queue", "--buckets", "default"),
      try outputs.summarize(
        "--tidy", "--within", "1m,1h", "--attributes", "--by", "queue,day", inputs: [dump]),
      try outputs.summarize(
        "--tidy", "--hours", "samples/office.hours", "--within", "5m", "--timezone", "Europe/Berlin"),
      try outputs.summarize("--tidy", "--dialect", "excel", "--responses", "--timezone", "Europe/Berlin"),
      try outputs.summarize("--tidy", "--dialect", "excel-semicolon", "--xlsx", "--metadata", "it's"),
      try outputs.summarize("--tidy", "--split-rows", "7", "--responses"),
      try outputs.summarize("--tidy", "--csv-text", "raw"),
      try outputs.summarize("--tidy", "--columns", "first_response_created", "--by", "agent,day"),
      try outputs.summarize("--tidy", "--allow-empty", inputs: [try outputs.emptyDump()]))
  }

  @Test("A night on which nobody waits has the types of every night, in DuckDB and in pandas")
  func nights() throws {
    let page = Machine.package.appendingPathComponent("Sources/Command/Documentation.docc/Plotting.md").path
    try Outputs.check("nights", Machine.command.path, page)
  }

  @Test("frictionless passes what a run writes, and fails a broken cell")
  func dataPackage() throws {
    try Outputs.check(
      "package", try outputs.summarize("--responses"), try outputs.summarize("--dialect", "excel"),
      try outputs.summarize("--dialect", "excel-semicolon"), try outputs.summarize("--split-rows", "7"),
      try outputs.summarize("--tidy", "--dialect", "excel"))
  }

  @Test(
    "LibreOffice gives the cells of every dialect and of the workbook back, and runs none",
    .enabled(if: Skips.unless(Machine.has("soffice"), "LibreOffice"), "LibreOffice is not installed"))
  func libreOffice() throws {
    try Outputs.check(
      "libreoffice", try outputs.summarize("--xlsx"),
      try outputs.summarize("--dialect", "excel", "--responses"),
      try outputs.summarize("--dialect", "excel-semicolon", "--responses"))
  }

  @Test(
    "What LibreOffice changes in a CSV file is warned of, no more and no less",
    .enabled(if: Skips.unless(Machine.has("soffice"), "LibreOffice"), "LibreOffice is not installed"),
    arguments: ["excel", "excel-semicolon"])
  func retypedTexts(_ dialect: String) throws {
    let texts = Machine.package.appendingPathComponent("Tests/Interop/Checks/retyped.txt").path
    try Outputs.check("retyped", Machine.command.path, texts, dialect)
  }

  @Test("The notebook runs over every dialect, split tables and a single clock, and plots") func notebook()
    throws
  {
    let notebook = Machine.package.appendingPathComponent("notebooks-out/explore.ipynb").path
    try Outputs.check(
      "notebook", notebook, try outputs.summarize(inputs: ["samples"]), "3",
      try outputs.summarize("--dialect", "excel", inputs: ["samples"]), "3",
      try outputs.summarize("--dialect", "excel-semicolon", inputs: ["samples"]), "3",
      try outputs.summarize("--split-rows", "7", "--timezone", "Europe/Berlin", inputs: ["samples"]), "3",
      try outputs.summarize(inputs: ["samples/chatwoot-pages.ndjson.gz"]), "2")
  }

  @Test("The snippets of the documentation read a queue called NA, and columns without values as numbers")
  func snippets() throws {
    let page = Machine.package.appendingPathComponent("Sources/Command/Documentation.docc/Tables.md").path
    try Outputs.check("snippets", Machine.command.path, page)
  }
}
