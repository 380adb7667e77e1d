// convostat show [DIR [TABLE]]: a table of a run on the terminal; without DIR, the runs that are there.

import ConvoStat
import Foundation
import Presentation

/// The look at a run.
struct Show {
  private let directory: String?
  private let name: String?
  private let arguments: Arguments
  private let reporting: Reporting

  /// The table that is shown if none is named.
  private static let standard = "by_queue"

  /// Takes the arguments.
  ///
  /// Throws if there are more than two words.
  init(_ arguments: Arguments) throws(UsageError) {
    if arguments.operands.count > 2 { throw .tooManyOperands(.show, arguments.operands[2]) }
    var (directory, name) = (arguments.operands.first, arguments.operands.dropFirst().first)
    // The file of a table names its run and itself.
    if name == nil, let path = directory, let file = Show.file(path) {
      directory = path.contains("/") ? String(path.dropLast(file.count + 1)) : "."
      if directory == "" { directory = "/" }
      name = file
    }
    self.directory = directory
    self.name = name
    self.arguments = arguments
    reporting = Reporting(arguments)
  }

  /// Prints the table, or the list of runs.
  func run() -> ExitCode {
    do throws(Failure) {
      guard let directory else { return Reporting.print(try Show.list()) }
      let run = try ShownRun(directory)
      let name =
        name ?? (run.names.contains(Show.standard) ? Show.standard : run.names.first ?? Show.standard)
      var table = try run.table(named: name)
      try table.keep(where: arguments.conditionTexts)
      if let column = arguments.sort { try table.sort(by: column) }
      if let count = arguments.top { table.keep(top: count) }
      if !arguments.options.columns.names.isEmpty {
        try table.keep(arguments.options.columns)
      } else if !arguments.isCSV {
        table.keepMostRead(sortedBy: arguments.sort)
      }
      if arguments.isCSV { return Reporting.print(table.csv) }
      table.thinKeys(except: arguments.options.columns.names + (arguments.sort.map { [$0] } ?? []))
      return Reporting.print(ShownTableText(table: table, width: TerminalWidth.standardOutput).text)
    } catch {
      return reporting.fail(error)
    }
  }

  /// Returns the name of a file at a path; `nil` if the path is a directory, or does not look like a table.
  private static func file(_ path: String) -> String? {
    guard path.hasSuffix(".csv") || path.hasSuffix(".csv.gz") else { return nil }
    var isDirectory: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue {
      return nil
    }
    return path.split(separator: "/").last.map(String.init)
  }

  /// Returns the runs in the working directory and in the directories in it, with their tables.
  ///
  /// Throws if there is no run.
  private static func list() throws(Failure) -> String {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: ".")) ?? []
    let runs = (["."] + names.filter { !$0.hasPrefix(".") }.sorted()).compactMap { name in
      try? ShownRun(name)
    }
    if runs.isEmpty {
      throw .input(.noRun(directory: ".", reason: "has no output directory of summarize"))
    }
    return runs.map { run in
      let tables = run.names.map { "\($0.visible)\u{A0}(\(Quantity.count(run.rowCount(of: $0))))" }
      return "\(run.directory.visible)" + (run.asOf.map { "  as of \($0.visible)" } ?? "") + "\n"
        + tables.joined(separator: ", ").wrapped(indent: 2, width: TerminalWidth.standardOutput)
    }.joined(separator: "\n")
      + "\nconvostat show DIR TABLE prints a table; numbers of rows are in brackets.\n"
  }
}
