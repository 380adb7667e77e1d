// The tables of the documentation that are made from the tables of the program.

import ConvoStat

@testable import Command

/// A part of a page that is made from a table of the program.
struct GeneratedTable: CustomStringConvertible {
  let page: String
  let name: String
  let text: String
  var description: String { "\(name) in \(page)" }

  static let all = [
    GeneratedTable(page: "CommandLine", name: "verbs", text: verbs),
    GeneratedTable(page: "CommandLine", name: "options", text: options),
    GeneratedTable(page: "CommandLine", name: "statuses", text: statuses),
    GeneratedTable(page: "Tables", name: "columns", text: columns),
  ]

  private static var verbs: String {
    table(["verb", "what it does"], Verb.allCases.map { ["`\($0.synopsis)`", $0.purpose] })
  }

  private static var options: String {
    "\n"
      + Flag.Group.allCases.map { group in
        "**\(group.rawValue)**\n"
          + table(
            ["option", "verbs", "meaning"],
            Flag.all.filter { $0.group == group }.flatMap(rows))
      }.joined(separator: "\n") + "\n"
  }

  /// Returns the rows of an option: one for most of its verbs, and one for each verb with a form of its own.
  private static func rows(of flag: Flag) -> [[String]] {
    let short = flag.short.map { "-\($0), " } ?? ""
    func row(_ value: String?, _ verbs: [Verb], _ details: String) -> [String] {
      let names = verbs == Verb.allCases ? "all" : verbs.map(\.rawValue).joined(separator: ", ")
      return ["`\(short)--\(flag.name)\(value.map { $0.isEmpty ? "" : " \($0)" } ?? "")`", names, details]
    }
    let plain = flag.verbs.filter { flag.forms[$0] == nil }
    let others = flag.verbs.compactMap { verb in flag.forms[verb].map { row($0.value, [verb], $0.details) } }
    return (plain.isEmpty ? [] : [row(flag.value, plain, flag.details)]) + others
  }

  private static var statuses: String {
    table(
      ["status", "meaning"],
      ExitCode.allCases.map { ["\($0.rawValue)", $0.meaning] } + [["130, 143", "stopped by SIGINT, SIGTERM"]])
  }

  /// The columns of all tables, except those of compare.csv, which the page on comparing explains.
  private static var columns: String {
    let catalogue = Catalogue(metadataKeys: ["K"], levels: ["T"])
    let tables = catalogue.tables.filter { $0.shortName != "compare" }
    var explained: Set<Substring> = []
    // An explanation in brackets is given once.
    func definition(_ column: ColumnDescription) -> String {
      guard let found = column.definition.firstMatch(of: #/ \([^() ]+ [^()]*\)/#) else {
        return column.definition
      }
      if explained.insert(found.output).inserted { return column.definition }
      return column.definition.replacing(found.output, with: "")
    }
    return "\n"
      + tables.map { described in
        "**\(described.name)**\n"
          + table(
            ["column", "unit", "meaning"],
            catalogue.pieces(of: described).map { piece in
              switch piece {
              case .column(let column): ["`\(column.name)`", column.unit, definition(column)]
              case .same(let first, let last, let count, let table):
                [
                  count == 1
                    ? "`\(first)`" : count == 2 ? "`\(first)`, `\(last)`" : "`\(first)` to `\(last)`",
                  "", count == 1 ? "as in \(table)" : "\(count) columns as in \(table)",
                ]
              }
            })
      }.joined(separator: "\n") + "\n"
  }

  private static func table(_ heads: [String], _ rows: [[String]]) -> String {
    let lines = ([heads, heads.map { _ in "---" }] + rows).map { cells in
      "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
    }
    return "\n" + lines.joined().replacing("| --- |", with: "|---|").replacing(" --- |", with: "---|") + "\n"
  }
}
