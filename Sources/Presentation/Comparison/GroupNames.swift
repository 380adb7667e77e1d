// The words for a comparison that the terminal and the page share.

import ConvoStat
import System

/// Names of groups for people.
public struct GroupNames: Sendable {
  private let hasSeveralAccounts: Bool
  private let namesakes: Set<String>

  /// Creates the names of the groups of a comparison.
  public init(_ comparison: Comparison) {
    hasSeveralAccounts = comparison.hasSeveralAccounts
    namesakes = comparison.namesakes
  }

  /// Returns a name such as `queue billing`, with platform and account if the runs have several; an agent has the name
  /// instead of the id if no other agent has it.
  public func name(
    _ table: String, _ keys: [(column: String, cell: String)], _ agentName: String?
  ) -> String {
    let isPlain = keys.count > 1 && !hasSeveralAccounts
    let shown = isPlain ? keys.filter { $0.column != "source" && $0.column != "account_id" } : keys
    let cells = shown.map { key in
      guard let agentName, key.column == "agent" else { return key.cell }
      return namesakes.contains(agentName) ? "\(agentName) (\(key.cell))" : agentName
    }
    let words = [String(table.dropFirst("by_".count))] + cells.filter { !$0.isEmpty }
    return words.joined(separator: " ").visible
  }
}

extension Change {
  /// The value before with the number of values behind it: `2 min (n 40)`, `3 of 40 (7.5%)`.
  public var longBeforeText: String { long(beforeText, valuesBeforeText, shareBeforeText) }

  /// The value after with the number of values behind it.
  public var longAfterText: String { long(afterText, valuesAfterText, shareAfterText) }

  private func long(_ value: String, _ values: String?, _ share: String?) -> String {
    guard let values, value != "-" else { return value }
    if values == "0" { return "-" }
    return isPart
      ? "\(value) of \(values)" + (share.map { " (\($0))" } ?? "") : "\(value) (n \(values))"
  }
}

extension Comparison {
  /// The sentence about how many changes of groups are beyond chance.
  public var chance: String {
    let (weighed, movers) = (weighedGroups, movers.count)
    if weighed == 0 {
      return "no group changed more than chance would: none has enough values"
    }
    let of = "of \(Quantity.count(weighed)) changes weighed"
    if moved == 0 { return "no group changed more than chance would (none \(of))" }
    return "\(Quantity.count(moved)) \(of) \(moved == 1 ? "is" : "are") more than chance would make"
      + (moved > movers ? "; the \(Quantity.count(movers)) most important above" : "")
  }
}
