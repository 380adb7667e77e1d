// The weight of each change: how far it is from what chance alone gives.

import ConvoStat
import System

/// The tests of the changes from one run to another.
struct Judge {
  private let before, after: ComparedRun
  /// The variance of arrivals as a multiple of that of independent ones.
  private let arrivals: Double

  /// The probability with which chance alone makes at least one change pass.
  static let familyError = 0.05
  /// The fewest values of a latency, in each run.
  private static let fewestValues = 10

  init(_ before: ComparedRun, _ after: ComparedRun) {
    self.before = before
    self.after = after
    arrivals = Arrivals.varianceFactor(before.days, after.days)
  }

  /// A row in both runs; a table is `nil` if the run does not have it.
  struct Row {
    let key: [String]
    let old, new: WrittenTable?

    /// The table in one of the runs.
    var table: WrittenTable? { new ?? old }
  }

  /// Returns the numbers of values behind a measure of a row.
  func values(_ measure: String, _ row: Row) -> (before: Int64?, after: Int64?) {
    func count(_ table: WrittenTable?, _ run: ComparedRun) -> Int64? {
      guard let table else { return nil }
      if let start = Judge.latency(of: measure) {
        let name = start + "_" + Statistic.count.suffix()
        guard let place = table.measures.firstIndex(of: name) else { return nil }
        return table.rows[row.key].flatMap { DecimalCell($0[place]) }?.units
      }
      switch ToldMeasure.named(measure)?.told.test {
      case .count(let whole):
        // An agent's row has answers only: all unanswered waits are in the row of nobody.
        if whole == .conversations, table.isByAgent { return nil }
        return table.cell(row.key, whole)?.units
      case .share(let whole): return table.cell(row.key, whole)?.units
      case .volume: return row.key.isEmpty ? nil : run.conversations.map(Int64.init)
      default: return nil
      }
    }
    return (count(row.old, before), count(row.new, after))
  }

  /// Returns the first part of the name of a figure of a latency; `nil` for all other measures.
  private static func latency(of measure: String) -> Substring? {
    for statistic in [Statistic.mean, .median, .p90, .p95, .p99, .max] {
      let end = "_" + statistic.suffix()
      if measure.hasSuffix(end) { return measure.dropLast(end.count) }
    }
    return nil
  }

  /// Returns z of a change; `nil` if it is not weighed.
  func weight(of change: Change, _ row: Row) -> Double? {
    guard let table = row.table, let told = change.told, table.isOfGroups, !table.isByTime,
      let old = change.before, let new = change.after
    else { return nil }
    func counts() -> (old: Double, new: Double)? {
      guard let old = change.valuesBefore, let new = change.valuesAfter else { return nil }
      return (Double(old), Double(new))
    }
    // The responses of one conversation are alike, so that a conversation counts once.
    func conversations(_ table: WrittenTable?) -> Double {
      table?.cell(row.key, .conversations).map { Double($0.units) } ?? .infinity
    }
    switch told.test {
    case .none: return nil
    case .latency(let latency):
      guard let (oldValues, newValues) = values(latency, row) else {
        return figures(latency, row.old, row.key).flatMap { old in
          figures(latency, row.new, row.key).flatMap { NormalScale.medians(old, $0) }
        }
      }
      guard min(oldValues.count, newValues.count) >= Judge.fewestValues else { return nil }
      let weight = NormalScale.ranks(oldValues, newValues)
      // A median that stays is not told of, even if the values around it moved.
      return weight > 0 ? (new.units > old.units ? weight : 0) : (new.units < old.units ? weight : 0)
    case .tail(let latency):
      guard let (oldValues, newValues) = values(latency, row), !oldValues.isEmpty, !newValues.isEmpty
      else { return nil }
      let weight = Judge.tail(oldValues, newValues)
      return weight.map { $0 > 0 && new.units > old.units || $0 < 0 && new.units < old.units ? $0 : 0 }
    case .count:
      return counts().flatMap {
        NormalScale.shares((Double(old.units), of: $0.old), (Double(new.units), of: $0.new))
      }
    case .share:
      return counts().flatMap {
        let (oldCount, newCount) = (
          min($0.old, conversations(row.old)), min($0.new, conversations(row.new))
        )
        return NormalScale.shares(
          ((Double(old.units) / 10_000 * oldCount).rounded(), of: oldCount),
          ((Double(new.units) / 10_000 * newCount).rounded(), of: newCount))
      }
    case .volume:
      // Nobody is no agent: how many conversations have no agent is told by the measures of answers.
      if table.isByAgent, row.key.last == WrittenTable.none { return nil }
      return counts().flatMap {
        NormalScale.shares((Double(old.units), of: $0.old), (Double(new.units), of: $0.new))
      }.map { $0 / arrivals.squareRoot() }
    }
  }

  /// Returns the values of the row in both runs; `nil` if one of them has no values of the table.
  private func values(_ latency: ToldMeasure.Latency, _ row: Row) -> ([Int64], [Int64])? {
    guard let table = row.table?.name, let old = before.values?.tables[table],
      let new = after.values?.tables[table]
    else { return nil }
    return (old[row.key]?[latency] ?? [], new[row.key]?[latency] ?? [])
  }

  private func figures(
    _ latency: ToldMeasure.Latency, _ table: WrittenTable?, _ key: [String]
  ) -> NormalScale.Figures? {
    func figure(_ statistic: Statistic) -> Double? {
      table?.cell(key, latency.figure(statistic)).map { Double($0.units) / ($0.places == 3 ? 1000 : 1) }
    }
    guard let values = figure(.count), let mean = figure(.mean), let median = figure(.median),
      let p90 = figure(.p90)
    else { return nil }
    let conversations = table?.cell(key, .conversations).map { Double($0.units) } ?? .infinity
    return NormalScale.Figures(count: min(values, conversations), mean: mean, median: median, p90: p90)
  }

  /// Returns z of the shares of values above the 90th percentile of both samples together, which must be sorted.
  private static func tail(_ old: [Int64], _ new: [Int64]) -> Double? {
    let all = (old + new).sorted()
    let limit = all[(all.count * 9 + 9) / 10 - 1]
    func above(_ values: [Int64]) -> (hits: Double, of: Double) {
      (Double(values.count { $0 > limit }), Double(values.count))
    }
    return NormalScale.shares(above(old), above(new))
  }

  /// Marks the changes that are beyond chance.
  ///
  /// Each family gets its part of the probability of an error, and is judged by the method of Holm. Queues and the whole
  /// get most of it, since many agents with few values each would hide them.
  static func mark(_ changes: inout [Change]) {
    for (family, part) in [(Family.groups, 0.6), (.agents, 0.2), (.volume, 0.2)] {
      let weighed = changes.indices.filter { Family(changes[$0]) == family }.compactMap { index in
        changes[index].weight.map { (index: index, probability: NormalScale.probability($0)) }
      }.sorted { $0.probability != $1.probability ? $0.probability < $1.probability : $0.index < $1.index }
      for (passed, test) in weighed.enumerated() {
        guard test.probability <= familyError * part / Double(weighed.count - passed) else { break }
        changes[test.index].isBeyondChance = true
      }
    }
  }

  private enum Family {
    case groups, agents, volume

    init(_ change: Change) { self = change.isVolume ? .volume : change.isOfAgent ? .agents : .groups }
  }
}
