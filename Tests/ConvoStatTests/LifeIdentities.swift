// What must add up in the tables of every run, whatever happened in its conversations.

/// The sums that hold in the tables of a run.
struct LifeIdentities {
  private let tables: [String: [[String]]]

  /// Reads the tables of a run.
  init(_ tables: [String: String]) { self.tables = tables.mapValues(csvRows) }

  /// What does not add up.
  var violations: [String] {
    let names = tables.keys.sorted()
    return names.flatMap(waits) + conversations + responses + names.flatMap(sums) + backlog
  }

  private func column(_ name: String, _ table: String) -> [String] {
    guard let rows = tables[table], let index = rows.first?.firstIndex(of: name) else { return [] }
    return rows.dropFirst().map { $0[index] }
  }

  private func numbers(_ name: String, _ table: String) -> [Int] {
    column(name, table).map { Int($0) ?? 0 }
  }

  private func waits(_ table: String) -> [String] {
    let waits = numbers("waits", table)
    let parts = ["responses", "waits_ended_by_bot", "waits_ended_by_resolve", "unanswered"].map {
      numbers($0, table)
    }
    return waits.indices.compactMap { row in
      let sum = parts.map { $0[row] }.reduce(0, +)
      return sum == waits[row] ? nil : "\(table), row \(row + 1): \(waits[row]) waits, but parts \(sum)"
    }
  }

  private var conversations: [String] {
    let table = "conversations.csv"
    let columns = ["resolutions", "reopens", "resolved", "resolved_at", "resolution_s"].map {
      column($0, table)
    }
    return (columns.first ?? []).indices.compactMap { row in
      let cells = columns.map { $0[row] }
      if cells[0].isEmpty { return cells.allSatisfy(\.isEmpty) ? nil : "\(table), row \(row + 1): \(cells)" }
      let difference = (Int(cells[0]) ?? 0) - (Int(cells[1]) ?? 0)
      return String(difference) == cells[2] && (0...1).contains(difference)
        ? nil : "\(table), row \(row + 1): \(cells)"
    }
  }

  private var responses: [String] {
    let ends = column("closed_by", "responses.csv")
    guard tables["responses.csv"] != nil, let waits = numbers("waits", "summary.csv").first else { return [] }
    let parts = [
      "agent": "responses", "bot": "waits_ended_by_bot", "resolve": "waits_ended_by_resolve",
      "open": "unanswered",
    ]
    let wrong = parts.filter { end, name in
      numbers(name, "summary.csv").first != ends.count { $0 == end }
    }
    return wrong.isEmpty && ends.count == waits ? [] : ["responses.csv: \(wrong.keys.sorted()) of \(waits)"]
  }

  /// What differs between the backlog and the other tables; nothing by label, where conversations count several times.
  private var backlog: [String] {
    let table = "backlog.csv"
    guard let rows = tables[table], rows.count > 1, !rows[0].contains("label") else { return [] }
    let last = rows[rows.count - 1][0]
    let periods = column("period", table)
    func sum(_ name: String, _ isCounted: (Int) -> Bool = { _ in true }) -> Int {
      zip(periods.indices, numbers(name, table)).filter { isCounted($0.0) }.map(\.1).reduce(0, +)
    }
    let waiting = sum("waiting") { periods[$0] == last }
    let begun = column("first_message_at", "conversations.csv").count { !$0.isEmpty }
    let expected: [(name: String, sum: Int, whole: Int?)] = [
      ("waiting", waiting, numbers("unanswered", "summary.csv").first),
      ("opened", sum("opened"), begun),
    ]
    return expected.compactMap { name, sum, whole in
      sum == whole ? nil : "\(table): \(name) is \(sum), not \(whole ?? -1)"
    }
  }

  /// The counts of a table's rows, which must be those of the summary.
  private func sums(_ table: String) -> [String] {
    guard table.hasPrefix("by_"), !table.contains("label"), let header = tables["summary.csv"]?.first else {
      return []
    }
    let isByAgent = table.hasPrefix("by_agent") || table.hasSuffix("_agent.csv") || table.contains("_agent_")
    let counts = header.filter { name in
      !name.hasSuffix("_s") && !name.contains("_within_") && !(isByAgent && name == "conversations")
        && !name.hasPrefix("csat_") && name != "customers"
    }
    return counts.compactMap { name in
      let (sum, whole) = (numbers(name, table).reduce(0, +), numbers(name, "summary.csv").reduce(0, +))
      return sum == whole ? nil : "\(table): \(name) adds up to \(sum), not \(whole)"
    }
  }
}
