// convostat compare DIR DIR [--out FILE]: two runs, table by table, and the most important changes.

import ConvoStat
import Presentation

/// The comparison of two runs.
struct Compare {
  private let before: String
  private let after: String
  private let path: String?
  private let isQuiet: Bool
  private let isJSON: Bool
  private let reporting: Reporting

  /// Takes the arguments.
  ///
  /// Throws if there are not exactly two directories.
  init(_ arguments: Arguments) throws(UsageError) {
    guard arguments.operands.count == 2 else { throw .notTwoDirectories }
    before = arguments.operands[0]
    after = arguments.operands[1]
    path = arguments.out
    isQuiet = arguments.isQuiet
    isJSON = arguments.isJSON
    reporting = Reporting(arguments)
  }

  /// Reads both runs, and writes and prints the changes.
  func run() -> ExitCode {
    do throws(Failure) {
      if let path { try Comparison.requireSeparate(path, from: before, after) }
      let comparison = try Comparison(before, after, ignoring: Flag.harmlessToComparison)
      if let path { try comparison.write(to: path) }
      if !isQuiet {
        comparison.differences.forEach(Diagnostics.warning)
        Diagnostics.finish(.done, nil)
      }
      if isJSON {
        let members = comparison.members(written: path)
        return Reporting.print(JSONValue.object([("exit", .number(0))] + members).line + "\n")
      }
      if isQuiet || isStandardOutput(path) { return .done }
      return Reporting.print(
        ComparisonText(comparison: comparison, path: path, width: TerminalWidth.standardOutput).text)
    } catch {
      return reporting.fail(error)
    }
  }
}
