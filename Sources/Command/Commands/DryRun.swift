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
    let temporary = survey.expectedTemporaryBytes
    let temporaryDirectory = arguments.options.temporaryDirectory.visible
    return text
      + ("would take   about \(Quantity.bytes(survey.expectedMemoryBytes)) of memory and "
      + "\(Quantity.bytes(survey.expectedOutputBytes)) of disk"
      + (temporary == 0 ? "" : ", for a while \(Quantity.bytes(temporary)) in \(temporaryDirectory)"))
      .wrapped(indent: 13, first: 0)
  }

  private func line(_ survey: InputSurvey) -> String {
    let inputs = survey.entries.map { entry -> JSONValue in
      [
        "path": .string(entry.path.printablePath), "bytes": .number(orNull: entry.bytes),
        "compression": .string(orNull: entry.compression), "form": .string(entry.form),
      ]
    }
    let members: JSONValue = [
      "exit": .number(0), "dry_run": .bool(true), "inputs": .array(inputs),
      "outputs": .array(outputs.map { .string($0.printablePath) }),
      "expected_memory_bytes": .number(survey.expectedMemoryBytes),
      "expected_output_bytes": .number(survey.expectedOutputBytes),
      "expected_temporary_bytes": .number(survey.expectedTemporaryBytes),
    ]
    return members.line + "\n"
  }
}
