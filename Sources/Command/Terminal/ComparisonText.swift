// The comparison of two runs for people: the overall figures, then the changes of groups beyond chance.

import ConvoStat
import Presentation

/// The text on standard output after a comparison.
struct ComparisonText {
  private let comparison: Comparison
  /// The file with all changes; `nil` if none was written.
  private let path: String?
  /// The width of the terminal in columns.
  private let width: Int
  private let names: GroupNames

  init(comparison: Comparison, path: String?, width: Int) {
    self.comparison = comparison
    self.path = path
    self.width = width
    names = GroupNames(comparison)
  }

  private static let margin = 10

  /// The lines, at most as wide as the terminal if names allow it.
  var text: String {
    let movers = comparison.movers
    return row("before", about(comparison.before)) + row("after", about(comparison.after)) + "\n" + overall
      + part("service", movers.filter { !$0.isVolume }) + part("volume", movers.filter(\.isVolume)) + "\n"
      + row("chance", comparison.chance) + row("only", only(comparison.groupsOnlyBefore, "before"))
      + row("only", only(comparison.groupsOnlyAfter, "after")) + row("wrote", wrote)
  }

  private func row(_ name: String, _ content: String?) -> String {
    guard let content else { return "" }
    return (name + String(repeating: " ", count: ComparisonText.margin - name.count) + content)
      .wrapped(indent: ComparisonText.margin, first: 0, width: width)
  }

  private func about(_ run: ComparedRun) -> String {
    let days = run.period.map { period in
      let isOneDay = period.lowerBound == period.upperBound
      return (period.lowerBound + (isOneDay ? "" : " to " + period.upperBound)).visible.unbroken
    }
    let conversations = run.conversations.map { Quantity.counted($0, "conversation").unbroken }
    let facts = [days ?? "no messages", conversations].compactMap(\.self)
    return run.directory.visible.unbroken + ": " + facts.joined(separator: ", ")
  }

  /// The figures of all conversations: a table if it fits, else two lines for each figure.
  private var overall: String {
    let changes = comparison.overall
    let rows =
      [["all", "before", "after", "", ""]]
      + changes.map { change in
        [
          change.measureName, cell(change.beforeText, change.shareBeforeText, change.valuesBeforeText),
          cell(change.afterText, change.shareAfterText, change.valuesAfterText), short(change.changeText),
          change.verdict?.rawValue ?? "",
        ]
      }
    let widths = (0..<5).map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
    if widths.reduce(0, +) + 8 > width { return part("all", changes) }
    return rows.map { cells in
      let line = zip(cells, widths).enumerated().map { column, cell in
        cell.0.set(in: cell.1, isRight: (1...3).contains(column))
      }.joined(separator: "  ")
      return trimmed(line) + "\n"
    }.joined()
  }

  private func short(_ change: String) -> String { change.replacing(" points", with: " pp") }

  private func trimmed(_ line: String) -> String { String(line.reversed().drop { $0 == " " }.reversed()) }

  /// Returns a value with the number of values behind it, short enough for a table.
  private func cell(_ value: String, _ share: String?, _ values: String?) -> String {
    guard let values else { return value }
    return values == "0" ? "-" : "\(share ?? value) (\(values))"
  }

  /// Returns two lines for each change, under a title; empty if there is no change.
  private func part(_ title: String, _ changes: [Change]) -> String {
    if changes.isEmpty { return "" }
    return (title == "all" ? "" : "\n") + title + "\n"
      + changes.map { change in
        let group =
          change.keys.isEmpty
          ? nil : names.name(change.table, change.keys, change.agentName).cut(to: width - 4)
        let head = [group, change.measureName].compactMap(\.self).joined(separator: ": ")
        let tail = [change.changeText, change.verdict?.rawValue ?? ""].filter { !$0.isEmpty }
          .joined(separator: ", ")
        let values =
          change.longBeforeText.unbroken + " -> " + change.longAfterText.unbroken
        return (head + (tail.isEmpty ? "" : ", " + tail.unbroken)).wrapped(indent: 4, first: 2, width: width)
          + values.wrapped(indent: 4, width: width)
      }.joined()
  }

  private func only(_ groups: [Group], _ run: String) -> String? {
    if groups.isEmpty { return nil }
    let room = width - ComparisonText.margin - run.count - 3
    let shown = groups.prefix(Comparison.mostNames).map {
      names.name($0.table, $0.keys, $0.agentName).cut(to: room).unbroken
    }
    let rest = groups.count - shown.count
    return run + ": " + shown.joined(separator: ", ")
      + (rest > 0 ? " and \(Quantity.count(rest)) more".unbroken : "")
  }

  private var wrote: String? {
    path.map { "\($0.visible.unbroken) (\(Quantity.counted(comparison.changes.count, "row")))" }
  }
}
