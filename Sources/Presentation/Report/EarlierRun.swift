// The run before this one, for the page of --against.

import ConvoStat

/// The run of `--against`, compared with the run of the page.
enum EarlierRun {
  case compared(Comparison)
  /// A sentence that says why there is no comparison.
  case refused(String)

  /// Compares the run of the figures with that of `--against`; `nil` without the option.
  init?(_ figures: ReportFigures) {
    let options = figures.run.options
    guard let directory = options.against else { return nil }
    let before: ComparedRun
    do throws(Failure) {
      before = try ComparedRun(directory)
    } catch {
      self = .refused("the directory of the earlier run " + EarlierRun.reason(error))
      return
    }
    do throws(Failure) {
      let after = try ComparedRun(
        OutputName.report,
        reading: { name throws(Failure) in
          if name == WrittenRun.fileName { return Array(figures.run.json.page.utf8) }
          guard let bytes = figures.written(name) else { throw .input(.cannotRead(path: name, errno: 0)) }
          return bytes
        })
      self = .compared(Comparison(before, after, ignoring: options.comparesIgnoring))
    } catch {
      self = .refused("this run " + EarlierRun.reason(error))
    }
  }

  /// Returns the reason of a refusal without the path, which belongs to one machine.
  private static func reason(_ failure: Failure) -> String {
    if case .noRun(_, let reason)? = failure.cause as? InputFailure { return reason }
    return "cannot be read"
  }
}

extension Comparison {
  /// The days that both runs have, if their periods overlap; `nil` if they do not, or it is not known.
  var overlap: ClosedRange<String>? {
    guard let before = before.period, let after = after.period, before.overlaps(after) else { return nil }
    return max(before.lowerBound, after.lowerBound)...min(before.upperBound, after.upperBound)
  }
}

extension Comparison {
  /// True if the runs do not say the same of agents (`--agents`), so that an agent has another key in each.
  var differInAgents: Bool {
    func disclosure(_ run: ComparedRun) -> String { run.options["agents"] ?? "\"names\"" }
    return disclosure(before) != disclosure(after)
      || before.options["pseudonym_key"] != after.options["pseudonym_key"]
  }
}

extension ComparedRun {
  /// A latency of a day of the run.
  struct DayFigures {
    let day: Int
    let median: Int64
    let count: Int
  }

  /// Returns a latency by day, in order, of the days after the last gap that sets days far apart.
  func days(_ column: (Statistic) -> ColumnName) -> [DayFigures] {
    guard let table = table("by_day"), table.keys == [ColumnName.day.text] else { return [] }
    let days = table.rows.keys.compactMap { key in
      CivilDate(cell: key[0]).map { (number: $0.dayNumber, key: key) }
    }.sorted { $0.number < $1.number }
    let far = days.indices.dropFirst().last {
      days[$0].number - days[$0 - 1].number > CivilDate.farApartDays
    }
    return days[(far ?? 0)...].map { day in
      let median = table.cell(day.key, column(.median))
      let count = table.cell(day.key, column(.count))
      return DayFigures(
        day: day.number, median: median.map { $0.places == 3 ? $0.units : 0 } ?? 0,
        count: median == nil ? 0 : count.map { Int($0.units) } ?? 0)
    }
  }
}

extension CivilDate {
  /// Reads a cell of the column `day`; `nil` if it is no date.
  init?(cell: String) {
    let parts = cell.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, (1970...2999).contains(parts[0]), (1...12).contains(parts[1]),
      (1...31).contains(parts[2])
    else { return nil }
    self.init(year: parts[0], month: parts[1], day: parts[2])
  }
}
