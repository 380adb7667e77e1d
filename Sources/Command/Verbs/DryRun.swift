// convostat summarize --dry-run: what a run would read, write and take; nothing is read to its end or written.

import ConvoStat

/// A run that is only told of.
struct DryRun {
  private let inputs: [String]
  private let directory: String
  private let arguments: Arguments
  private let reporting: Reporting

  init(inputs: [String], directory: String, _ arguments: Arguments, _ reporting: Reporting) {
    self.inputs = inputs
    self.directory = directory
    self.arguments = arguments
    self.reporting = reporting
  }

  /// Looks at the inputs and says what would be done.
  func run() -> ExitCode {
    do throws(Failure) {
      let survey = try InputSurvey(inputs, options: arguments.runOptions)
      if !arguments.isQuiet { survey.warnings.forEach(Diagnostics.warning) }
      if arguments.isJSON { return Reporting.print(line(survey)) }
      return arguments.isQuiet ? .done : Reporting.print(text(survey))
    } catch {
      return reporting.fail(error)
    }
  }

  private var outputs: [String] {
    tableNames(arguments.options) + ["rejects.ndjson"]
      + (arguments.options.xlsx ? ["convostat.xlsx"] : []) + ["datapackage.json"]
      + (arguments.options.report ? ["report.html"] : []) + ["run.json"]
  }

  private func text(_ survey: InputSurvey) -> String {
    var text = "would read   \(Quantity.counted(survey.entries.count, "input"))"
    text += ", \(Quantity.bytes(survey.bytes))\n"
    for entry in survey.entries {
      let size = entry.bytes.map { Quantity.bytes($0) + ", " } ?? ""
      let compression = entry.compression.map { ", \($0)" } ?? ""
      text += "  \(entry.path.visible): \(size)\(entry.form)\(compression)\n"
    }
    text += ("would write  \(directory.visible): " + outputs.joined(separator: ", "))
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
      "outputs": .array(outputs.map(JSONValue.string)),
      "expected_memory_bytes": .number(survey.expectedMemoryBytes),
      "expected_output_bytes": .number(survey.expectedOutputBytes),
      "expected_temporary_bytes": .number(survey.expectedTemporaryBytes),
    ]
    return members.line + "\n"
  }
}
