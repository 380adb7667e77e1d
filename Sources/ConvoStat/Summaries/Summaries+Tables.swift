// The finished summary tables: groups sorted, latencies dealt to them, figures computed, cells written.

extension Summaries {
  /// The tables by groups, roles.csv and summary.csv. All workers make one table after the other, so that a large one
  /// does not keep one of them when the others have nothing left.
  func tables(agents: some AgentDirectory) -> [Table] {
    var tables = groupTables(agents: agents)
    if let labelled {
      let order = labelled.order
      tables += labelled.summaries.groupTables(agents: agents)
      tables.sort { order[$0.name] ?? 0 < order[$1.name] ?? 0 }
    }
    return tables + [rolesTable, summaryTable]
  }

  private func groupTables(agents: some AgentDirectory) -> [Table] {
    let sorted = inParallel(breakdowns.count) { index in
      let isLimited = !Breakdown.always.contains(breakdowns[index])
      return groupings[index].sorted(agents: agents, mostRows: isLimited ? mostGroups : nil)
    }
    var tables: [Table] = []
    for (index, sorted) in sorted.enumerated() {
      let dealt = dealt(index, sorted.groupOfRow, groups: sorted.groups.count)
      if index == 0 { whole = figures(ofAll: dealt) }
      tables.append(table(index, sorted, dealt, agents))
    }
    return tables
  }

  /// The latencies of all pools, by the groups of a grouping.
  func dealt(_ index: Int, _ groupOfRow: [UInt32], groups: Int) -> [DealtLatencies] {
    let groupOfPlace = inParallel(logs.count) { logs[$0].map(index, groupOfRow) }
    return inParallel(Pool.allCases.count) { place in
      // The longest first.
      let pool = Pool.allCases[Pool.allCases.count - 1 - place]
      return DealtLatencies(
        pool, of: logs, groups: groups, groupOfPlace: groupOfPlace,
        settled: settled.map { ($0[index][pool.rawValue], groupOfRow) })
    }.reversed()
  }

  /// The figures of all groups together.
  func figures(ofAll dealt: [DealtLatencies]) -> TallyFigures {
    let statistics = inParallel(dealt.count) { pool in
      var selection = PoolSelection()
      return selection.statistics(of: dealt[pool].whole)
    }
    var tally = Tally()
    for row in 0..<groupings[0].count { tally.merge(groupings[0].tally(row)) }
    return TallyFigures(tally, self) {
      dealt[$0.rawValue].whole
    } _: {
      statistics[$0.rawValue]
    }
  }

  /// A table, its rows written by all workers.
  private func table(
    _ index: Int, _ sorted: SortedGroups, _ dealt: [DealtLatencies], _ agents: some AgentDirectory
  ) -> Table {
    let columns = Columns.ofGroups(by: groupings[index].keys, optional)
    let pieces = min(sorted.groups.count, Summaries.mostPieces)
    let rows = inParallel(pieces) { piece in
      var selection = PoolSelection()
      var buffer = CSVBuffer(text: csvText)
      let count = sorted.groups.count
      for place in count * piece / pieces..<count * (piece + 1) / pieces {
        let group = sorted.groups[place]
        func values(_ pool: Pool) -> LatencyValues { dealt[pool.rawValue][place] }
        let figures = TallyFigures(group.tally, self, values) { selection.statistics(of: values($0)) }
        let name = groupings[index].agentName(group.cells, agents: agents)
        buffer.append(GroupRow(keys: group.cells, agentName: name, figures: figures), to: columns)
      }
      return Table(name: breakdowns[index].fileName, buffer)
    }
    var header = CSVBuffer(text: csvText)
    header.header(of: columns)
    return Table(name: breakdowns[index].fileName, header, rows)
  }

  /// More than any number of workers, so that none waits long for the others.
  private static let mostPieces = 64

  private var rolesTable: Table {
    let columns = Columns.ofRoles
    var buffer = CSVBuffer(text: csvText)
    buffer.header(of: columns)
    let lags = DealtLatencies(lagsByClassOf: logs, settled: settled == nil ? nil : settledLags)
    let statistics = inParallel(MessageClass.allCases.count) { kind in
      var selection = PoolSelection()
      return selection.statistics(of: lags[kind])
    }
    for kind in MessageClass.allCases {
      let row = RoleRow(
        kind: kind, counts: roles[kind], ingestLag: statistics[Int(kind.rawValue)],
        ingestLagsNegative: lags[Int(kind.rawValue)].negativeCount,
        participantMessages: roles.participantMessages, participantTurns: roles.participantTurns)
      buffer.append(row, to: columns)
    }
    return Table(name: "roles.csv", buffer)
  }

  private var summaryTable: Table {
    let columns = Columns.measures(optional)
    var buffer = CSVBuffer(text: csvText)
    buffer.header(of: columns)
    buffer.append(GroupRow(keys: [], agentName: .empty, figures: whole), to: columns)
    return Table(name: "summary.csv", buffer)
  }
}
