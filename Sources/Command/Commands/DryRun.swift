// convostat summarize --dry-run: what a run would read, write and need. Only the beginning of each input is
// read, and nothing is written.

import ConvoStat

/// A run that is only described.
struct DryRun {
  private let inputs: [String]
  private let directory: String
  private let part: PartFile?
  private let arguments: Arguments
  private let reporting: Reporting

  /// Creates a dry run.
  /// - Parameters:
  ///   - directory: the directory of the tables, or the file of a part.
  ///   - part: the part that is written instead of tables; `nil` if tables are written.
  init(
    inputs: [String], directory: String, part: PartFile?, _ arguments: Arguments, _ reporting: Reporting
  ) {
    self.inputs = inputs
    self.directory = directory
    self.part = part
    self.arguments = arguments
    self.reporting = reporting
  }

  /// Looks at the inputs and prints the plan.
  func run() -> ExitCode {
    do throws(Failure) {
      try Pipeline(inputs: inputs, options: arguments.runOptions).requireReplaceable(
        directory: part == nil ? directory : nil, files: part?.outputs ?? [])
      let survey = try InputSurvey(
        inputs, maxLineBytes: arguments.runOptions.maxLineBytes, memoryBytes: arguments.runOptions.memoryBytes
      )
      if !arguments.isQuiet { survey.warnings.forEach(Diagnostics.warning) }
      if arguments.isJSON { return Reporting.print(line(survey)) }
      return arguments.isQuiet ? .done : Reporting.print(text(survey))
    } catch {
      return reporting.fail(error)
    }
  }

  private var outputs: [String] { part?.outputs ?? outputNames(arguments.options) }

  /// The outputs with their directory.
  private var outputPaths: String {
    let names = outputs.map(\.visible).joined(separator: ", ")
    return part == nil ? "\(directory.visible): \(names)" : names
  }

  private func text(_ survey: InputSurvey) -> String {
    var text = "would read   \(Quantity.counted(survey.entries.count, "input"))"
    text += ", \(Quantity.bytes(survey.bytes))\n"
    for entry in survey.entries {
      let size = entry.bytes.map { Quantity.bytes($0) + ", " } ?? ""
      let compression = entry.compression.map { ", \($0)" } ?? ""
      text += "  \(entry.path.visible): \(size)\(entry.form)\(compression)\n"
    }
    text += "would write  \(outputPaths)"
      .wrapped(indent: 13, first: 0)
    if let workbook = workbook(survey) {
      let responses = workbook.responses == 0 ? "" : " and \(Quantity.count(workbook.responses)) of responses"
      text +=
        ("workbook     about \(Quantity.count(workbook.conversations)) rows of conversations\(responses) in "
        + "\(Quantity.counted(workbook.sheets, "sheet")), \(Quantity.bytes(workbook.bytes))")
        .wrapped(indent: 13, first: 0)
    }
    let temporary = temporaryBytes(survey)
    let temporaryDirectory = arguments.options.temporaryDirectory.visible
    return text
      + ("would take   about \(Quantity.bytes(survey.expectedMemoryBytes)) of memory and "
      + "\(Quantity.bytes(outputBytes(survey))) of disk"
      + (temporary == 0 ? "" : ", for a while \(Quantity.bytes(temporary)) in \(temporaryDirectory)"))
      .wrapped(indent: 13, first: 0)
  }

  /// The estimated workbook; `nil` if none is written.
  private func workbook(_ survey: InputSurvey) -> WorkbookEstimate? {
    guard arguments.options.xlsx, part == nil else { return nil }
    let tables = outputs.count { $0.hasSuffix(".csv") } - (arguments.options.tidy ? 1 : 0)
    return survey.expectedWorkbook(tables: tables, hasResponses: arguments.options.responses)
  }

  private func temporaryBytes(_ survey: InputSurvey) -> Int {
    survey.expectedTemporaryBytes + (workbook(survey)?.temporaryBytes ?? 0)
  }

  private func outputBytes(_ survey: InputSurvey) -> Int {
    survey.expectedOutputBytes + (workbook(survey)?.bytes ?? 0)
  }

  private func line(_ survey: InputSurvey) -> String {
    let inputs = survey.entries.map { entry -> JSONValue in
      [
        "path": .string(entry.path.printablePath), "bytes": .number(orNull: entry.bytes),
        "compression": .string(orNull: entry.compression), "form": .string(entry.form),
      ]
    }
    let workbook = workbook(survey).map { workbook -> JSONValue in
      [
        "sheets": .number(workbook.sheets), "conversations": .number(workbook.conversations),
        "responses": .number(workbook.responses), "bytes": .number(workbook.bytes),
      ]
    }
    let members: JSONValue = [
      "exit": .number(0), "dry_run": .bool(true), "inputs": .array(inputs),
      "outputs": .array(outputs.map { .string($0.printablePath) }),
      "expected_memory_bytes": .number(survey.expectedMemoryBytes),
      "expected_output_bytes": .number(outputBytes(survey)),
      "expected_temporary_bytes": .number(temporaryBytes(survey)),
      "expected_workbook": workbook ?? .null,
    ]
    return members.line + "\n"
  }
}
