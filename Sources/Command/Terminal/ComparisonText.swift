// The comparison of two runs for people: the overall figures, then the most important changes.

import ConvoStat
import Presentation

/// The text on standard output after a comparison.
struct ComparisonText {
  let comparison: Comparison
  let movers: [Change]
  /// The file with all changes; `nil` if none was written.
  let path: String?

  private static let margin = 10
  private static let longestName = 26

  /// The lines.
  var text: String {
    let all = comparison.overall + movers
    let rows = all.map(cells)
    let widths = (0..<5).map { column in rows.map { $0[column].count }.max() ?? 0 }
    func lines(_ title: String, _ rows: some Sequence<[String]>) -> String {
      rows.enumerated().map { index, cells in
        let line = zip(cells, widths).enumerated().map { column, cell in
          let gap = String(repeating: " ", count: cell.1 - cell.0.count)
          return column < 2 ? cell.0 + gap : gap + cell.0
        }.joined(separator: "  ")
        return head(index == 0 ? title : "") + trimmed(line) + "\n"
      }.joined()
    }
    let count = comparison.overall.count
    return head("before") + about(comparison.before) + "\n" + head("after") + about(comparison.after) + "\n"
      + lines("overall", rows.prefix(count)) + lines("movers", rows.dropFirst(count))
      + (movers.isEmpty ? head("movers") + "none\n" : "") + only + wrote
  }

  private func head(_ title: String) -> String {
    title + String(repeating: " ", count: ComparisonText.margin - title.count)
  }

  private func trimmed(_ line: String) -> String { String(line.reversed().drop { $0 == " " }.reversed()) }

  private func about(_ run: ComparedRun) -> String {
    "\(run.directory.visible), version \(run.version.visible)"
      + (run.asOf.map { ", as of \($0.visible)" } ?? "")
  }

  private func cells(_ change: Change) -> [String] {
    let measure = Comparison.told.first { $0.measure == change.measure }?.name ?? change.measure
    return [name(change), measure, change.beforeText, change.afterText, change.percent]
  }

  /// Returns a name such as `queue billing`, with platform and account if the rows have several.
  private func name(_ change: Change) -> String {
    if change.table == "summary" { return "all" }
    let isPlain = change.keys.count > 1 && !hasSeveralAccounts
    let keys =
      isPlain ? change.keys.filter { $0.column != "source" && $0.column != "account_id" } : change.keys
    let cells = keys.map(\.cell).filter { !$0.isEmpty }
    let name = ([String(change.table.dropFirst("by_".count))] + cells).joined(separator: " ").visible
    let most = ComparisonText.longestName
    return name.count > most ? name.prefix(most - 1) + "…" : name
  }

  private var hasSeveralAccounts: Bool {
    Set(
      movers.flatMap(\.keys).filter { $0.column == "source" || $0.column == "account_id" }
        .map { $0.column + " " + $0.cell }
    ).count > 2
  }

  private var only: String {
    comparison.onlyInOne.enumerated().map { index, table in
      let counts = [(table.before, "before"), (table.after, "after")].filter { $0.0 > 0 }
        .map { "\(Quantity.counted($0.0, "row")) only \($0.1)" }
      return head(index == 0 ? "only" : "") + "\(table.table.visible): \(counts.joined(separator: ", "))\n"
    }.joined()
  }

  private var wrote: String {
    path.map { head("wrote") + "\($0.visible) (\(Quantity.count(comparison.changes.count)))\n" } ?? ""
  }
}
