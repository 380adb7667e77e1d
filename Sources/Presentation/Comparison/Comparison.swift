// The comparison of two runs, table by table: the result that compare writes and prints.

import ConvoStat

/// The changes from one run to another.
public struct Comparison: Sendable {
  /// The first run and the second.
  public let before, after: ComparedRun
  /// Every measure of every row that has a value in one of the runs: tables in order, rows in bytewise order
  /// of their keys.
  public let changes: [Change]
  /// The numbers of rows that only one of the runs has, by table.
  ///
  /// Tables without such rows are left out.
  public let onlyInOne: [(table: String, before: Int, after: Int)]

  /// The name of the table of all changes in describe.
  ///
  /// The file itself has the name that the user gives.
  public static let tableName = TableSchema.comparison.name

  /// The names in run.json of the options that two runs may differ in without a warning.
  private let harmless: Set<String>

  /// Reads both directories.
  /// - Parameter harmless: the names in run.json of the options that change no figure of the tables compared, and of those
  ///   that two periods differ in by their nature.
  public init(_ before: String, _ after: String, ignoring harmless: Set<String>) throws(Failure) {
    self.harmless = harmless
    self.before = try ComparedRun(before)
    self.after = try ComparedRun(after)
    var changes: [Change] = []
    var onlyInOne: [(table: String, before: Int, after: Int)] = []
    for (old, new) in Comparison.pairs(self.before.tables, self.after.tables) {
      guard let table = new ?? old else { continue }
      let (oldRows, newRows) = (old?.rows ?? [:], new?.rows ?? [:])
      let keys = Set(oldRows.keys).union(newRows.keys).sorted(by: Comparison.precede)
      for key in keys {
        changes += Comparison.changes(
          table, key, old.flatMap { run in oldRows[key].map { (run.measures, $0) } },
          new.flatMap { run in newRows[key].map { (run.measures, $0) } })
      }
      let (gone, come) = (keys.count - newRows.count, keys.count - oldRows.count)
      if gone + come > 0 { onlyInOne.append((table.name, gone, come)) }
    }
    self.changes = changes
    self.onlyInOne = onlyInOne
  }

  /// Returns the tables of both runs by name and keys.
  ///
  /// Tables that only the first run has come last.
  private static func pairs(
    _ old: [WrittenTable], _ new: [WrittenTable]
  ) -> [(WrittenTable?, WrittenTable?)] {
    func isSame(_ left: WrittenTable, _ right: WrittenTable) -> Bool {
      left.name == right.name && left.keys == right.keys
    }
    let shared = new.map { table in (old.first { isSame($0, table) }, Optional(table)) }
    let gone = old.filter { table in !new.contains { isSame($0, table) } }
    return shared + gone.map { ($0, nil) }
  }

  private static func precede(_ left: [String], _ right: [String]) -> Bool {
    for (a, b) in zip(left, right) where a != b { return a.utf8.lexicographicallyPrecedes(b.utf8) }
    return false
  }

  /// Returns the changes of one row, also of measures that only one run has.
  private static func changes(
    _ table: WrittenTable, _ key: [String], _ old: (measures: [String], cells: [String])?,
    _ new: (measures: [String], cells: [String])?
  ) -> [Change] {
    func cells(_ row: (measures: [String], cells: [String])?) -> [String: DecimalCell] {
      guard let row else { return [:] }
      let read = zip(row.measures, row.cells).compactMap { name, cell in DecimalCell(cell).map { (name, $0) }
      }
      return Dictionary(read) { first, _ in first }
    }
    let (before, after) = (cells(old), cells(new))
    let measures = table.measures + (old?.measures ?? []).filter { !table.measures.contains($0) }
    let keys = Array(zip(table.keys, key)).map { (column: $0.0, cell: $0.1) }
    return measures.filter { before[$0] != nil || after[$0] != nil }.map { measure in
      let count = countName(of: measure)
      let values = count.map { min(before[$0]?.units ?? 0, after[$0]?.units ?? 0) }
      return Change(
        table: table.name, keys: keys, measure: measure, before: before[measure], after: after[measure],
        values: values)
    }
  }

  /// Returns the column that counts the values of a statistic; `nil` for a count.
  private static func countName(of measure: String) -> String? {
    for statistic in [Statistic.median, .p90] {
      let end = "_" + statistic.suffix()
      if measure.hasSuffix(end) { return measure.dropLast(end.count) + "_" + Statistic.count.suffix() }
    }
    return nil
  }
}

extension Comparison {
  /// The measures in the text for people, with their names there.
  public static let told: [(measure: String, name: String)] = [
    (ColumnName.conversations, "conversations"), (.unanswered, "unanswered"),
    (.neverAnswered, "never answered"),
    (.firstResponse(.median), "first response median"),
    (.firstResponse(.p90), "first response p90"),
    (.response(.median), "response median"),
    (.resolutions, "resolutions"), (.reopens, "reopenings"),
    (.latency(.resolution, .median), "resolution median"),
  ].map { (measure: $0.0.text, name: $0.1) }

  /// The changes of all conversations together, in the order of `told`.
  public var overall: [Change] {
    Comparison.told.flatMap { told in
      changes.filter { $0.table == "summary" && $0.measure == told.measure }
    }
  }

  /// Returns the most important changes of groups, the most important first.
  public func movers(atMost most: Int) -> [Change] {
    let groups = changes.filter { change in
      change.table.hasPrefix("by_") && change.weight > 0
        && Comparison.told.contains { $0.measure == change.measure }
    }
    let ranked = groups.enumerated().sorted { left, right in
      let (first, second) = (left.element.weight, right.element.weight)
      return first != second ? first > second : left.offset < right.offset
    }
    return ranked.prefix(most).map(\.element)
  }

  /// Sentences about differences that make the runs hard to compare: versions, and options that change
  /// measures.
  public var differences: [String] {
    var sentences: [String] = []
    if before.version != after.version {
      sentences.append("the runs were made by versions \(before.version) and \(after.version)")
    }
    let names = Set(before.options.keys).union(after.options.keys).subtracting(harmless).sorted()
    for name in names {
      // An option that the earlier version does not know was not given.
      let (old, new) = (before.options[name] ?? "null", after.options[name] ?? "null")
      if old == new { continue }
      let flag = "--" + name.replacing("_", with: "-")
      sentences.append("the runs differ in \(flag): \(old) before, \(new) after")
    }
    return sentences
  }

  /// Returns the comparison for the line of JSON.
  public func members(movers most: Int, written path: String?) -> [JSONValue.Member] {
    func run(_ run: ComparedRun) -> JSONValue {
      [
        "directory": .string(run.directory.printablePath), "version": .string(run.version),
        "as_of": .string(orNull: run.asOf),
      ]
    }
    let only = onlyInOne.map { table -> JSONValue in
      ["table": .string(table.table), "before": .number(table.before), "after": .number(table.after)]
    }
    return [
      ("before", run(before)), ("after", run(after)),
      ("warnings", .array(differences.map(JSONValue.string))),
      ("overall", .array(overall.map(\.json))),
      ("movers", .array(movers(atMost: most).map(\.json))),
      ("only_in_one", .array(only)), ("rows", .number(changes.count)),
      ("out", .string(orNull: path?.printablePath)),
    ]
  }

  /// Throws if the path for the changes is a file of one of the runs.
  public static func requireSeparate(_ path: String, from directories: String...) throws(Failure) {
    try OutputPlan.requireSeparate(path, from: directories)
  }

  /// Writes all changes as CSV, the whole file or nothing.
  public func write(to path: String) throws(Failure) {
    try ReplacedFile(path).replace(with: TableSchema.comparison.csv(changes.map(\.cells)))
  }
}
