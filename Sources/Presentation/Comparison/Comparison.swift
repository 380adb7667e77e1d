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

  /// The groups that only one of the runs has, except days and other times: queues before agents, the largest first.
  public let groupsOnlyBefore, groupsOnlyAfter: [Group]

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
    self.init(try ComparedRun(before), try ComparedRun(after), ignoring: harmless)
  }

  /// Compares two runs.
  init(_ before: ComparedRun, _ after: ComparedRun, ignoring harmless: Set<String> = []) {
    self.harmless = harmless
    self.before = before
    self.after = after
    let judge = Judge(before, after)
    var changes: [Change] = []
    var onlyInOne: [(table: String, before: Int, after: Int)] = []
    var missing: [[Group]] = [[], []]
    for (old, new) in Comparison.pairs(before.tables, after.tables) {
      guard let table = new ?? old else { continue }
      let (oldRows, newRows) = (old?.rows ?? [:], new?.rows ?? [:])
      let keys = Set(oldRows.keys).union(newRows.keys).sorted(by: Comparison.precede)
      for key in keys { changes += Comparison.changes(Judge.Row(key: key, old: old, new: new), judge) }
      let (gone, come) = (keys.count - newRows.count, keys.count - oldRows.count)
      if gone + come > 0 { onlyInOne.append((table.name, gone, come)) }
      if !table.isOfGroups || table.isByTime || table.keys.isEmpty { continue }
      missing[0] += keys.filter { newRows[$0] == nil }.compactMap { key in old.map { Group($0, key) } }
      missing[1] += keys.filter { oldRows[$0] == nil }.compactMap { key in new.map { Group($0, key) } }
    }
    Judge.mark(&changes)
    self.changes = changes
    self.onlyInOne = onlyInOne
    groupsOnlyBefore = Comparison.largestFirst(missing[0])
    groupsOnlyAfter = Comparison.largestFirst(missing[1])
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

  private static func largestFirst(_ groups: [Group]) -> [Group] {
    groups.enumerated().sorted { left, right in
      let (first, second) = (left.element, right.element)
      if first.isOfAgent != second.isOfAgent { return second.isOfAgent }
      if first.conversations != second.conversations { return first.conversations > second.conversations }
      return left.offset < right.offset
    }.map(\.element)
  }

  /// Returns the changes of one row, also of measures that only one run has.
  private static func changes(_ row: Judge.Row, _ judge: Judge) -> [Change] {
    func cells(_ table: WrittenTable?) -> [String: DecimalCell] {
      guard let table, let cells = table.rows[row.key] else { return [:] }
      let read = zip(table.measures, cells).compactMap { name, cell in DecimalCell(cell).map { (name, $0) } }
      return Dictionary(read) { first, _ in first }
    }
    guard let table = row.table else { return [] }
    let (before, after) = (cells(row.old), cells(row.new))
    let measures = table.measures + (row.old?.measures ?? []).filter { !table.measures.contains($0) }
    let keys = Array(zip(table.keys, row.key)).map { (column: $0.0, cell: $0.1) }
    return measures.filter { before[$0] != nil || after[$0] != nil }.map { measure in
      let values = judge.values(measure, row)
      var change = Change(
        table: table.name, keys: keys, measure: measure, before: before[measure], after: after[measure],
        valuesBefore: values.before, valuesAfter: values.after, told: ToldMeasure.named(measure)?.told,
        agentName: (row.new?.agentNames[row.key] ?? row.old?.agentNames[row.key]),
        isOfAgent: table.isByAgent)
      change.weight = judge.weight(of: change, row)
      return change
    }
  }
}

extension Comparison {
  /// The changes of all conversations together, in the order of the measures for people.
  public var overall: [Change] {
    changes.filter { $0.table == "summary" && $0.told != nil }.enumerated()
      .sorted { left, right in
        let (first, second) = (
          ToldMeasure.named(left.element.measure)?.order ?? 0,
          ToldMeasure.named(right.element.measure)?.order ?? 0
        )
        return first != second ? first < second : left.offset < right.offset
      }.map(\.element)
  }

  /// True if the groups of both runs are of several platforms or accounts, so that names need them.
  public var hasSeveralAccounts: Bool {
    let names: Set = [ColumnName.source.text, ColumnName.accountID.text]
    let owners = changes.map { $0.keys.filter { names.contains($0.column) }.map(\.cell) }
    return Set(owners.filter { !$0.isEmpty }).count > 1
  }

  /// The names that several agents of the runs have.
  public var namesakes: Set<String> {
    var agents: [String: Set<[String]>] = [:]
    for table in before.tables + after.tables {
      for (key, name) in table.agentNames where table.name == "by_agent" {
        agents[name, default: []].insert(key)
      }
    }
    return Set(agents.filter { $0.value.count > 1 }.keys)
  }

  /// The number of changes of groups that were weighed against chance.
  public var weighedGroups: Int { changes.count { $0.table != "summary" && $0.weight != nil } }

  /// The most important changes of groups beyond chance: first those of service, then those of volume; of each the
  /// queues before the agents, at most four of both, and of these the groups with the greatest weight.
  public var movers: [Change] { kinds.flatMap { $0.prefix(Comparison.mostMovers) } }

  /// The number of changes beyond chance that `movers` are taken from: of each group one of service and one of volume.
  public var moved: Int { kinds.reduce(0) { $0 + $1.count } }

  /// The number of movers of each kind.
  private static let mostMovers = 4

  /// The changes of groups beyond chance by kind; a group comes once in each, with the measure of the greatest weight.
  private var kinds: [[Change]] {
    let groups = changes.filter { $0.isBeyondChance && !$0.keys.isEmpty }
    return [false, true].flatMap { isVolume in
      [false, true].map { isOfAgent in
        Comparison.heaviest(groups.filter { $0.isVolume == isVolume && $0.isOfAgent == isOfAgent })
      }
    }
  }

  private static func heaviest(_ changes: [Change]) -> [Change] {
    let ranked = changes.enumerated().sorted { left, right in
      let (first, second) = (abs(left.element.weight ?? 0), abs(right.element.weight ?? 0))
      return first != second ? first > second : left.offset < right.offset
    }.map(\.element)
    var seen: Set<String> = []
    return ranked.filter { seen.insert($0.table + " " + $0.key).inserted }
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
      let (old, new) = (
        before.options[name] ?? ComparedRun.notGiven, after.options[name] ?? ComparedRun.notGiven
      )
      if old == new { continue }
      let flag = "--" + name.replacing("_", with: "-")
      sentences.append("the runs differ in \(flag): \(old) before, \(new) after")
    }
    return sentences
  }

  /// Returns the comparison for the line of JSON.
  public func members(written path: String?) -> [JSONValue.Member] {
    func run(_ run: ComparedRun) -> JSONValue {
      [
        "directory": .string(run.directory.printablePath), "version": .string(run.version),
        "as_of": .string(orNull: run.asOf), "first_day": .string(orNull: run.period?.lowerBound),
        "last_day": .string(orNull: run.period?.upperBound),
        "conversations": run.conversations.map(JSONValue.number) ?? .null,
      ]
    }
    let only = onlyInOne.map { table -> JSONValue in
      ["table": .string(table.table), "before": .number(table.before), "after": .number(table.after)]
    }
    return [
      ("before", run(before)), ("after", run(after)),
      ("warnings", .array(differences.map(JSONValue.string))),
      ("overall", .array(overall.map(\.json))),
      ("movers", .array(movers.map(\.json))), ("weighed", .number(weighedGroups)),
      ("only_in_one", .array(only)), ("groups_only_before", Comparison.names(groupsOnlyBefore)),
      ("groups_only_after", Comparison.names(groupsOnlyAfter)), ("rows", .number(changes.count)),
      ("out", .string(orNull: path?.printablePath)),
    ]
  }

  /// The number of groups that are named if only one run has them.
  public static let mostNames = 5

  private static func names(_ groups: [Group]) -> JSONValue {
    .array(groups.prefix(mostNames).map { ["table": .string($0.table), "key": .string($0.key)] })
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
