// The finished summary tables: groups sorted, latencies distributed to them, figures computed, cells written.

extension Summaries {
  /// The tables by groups, roles.csv and summary.csv.
  ///
  /// All workers make one table after the other, so that a large one does not keep one of them when the
  /// others have nothing left.
  func tables(agents: some AgentDirectory) -> [Table] {
    let sorted = sortedGroups(agents: agents)
    // The first table is made together with the figures of all conversations and of roles: these need the
    // largest pools, and the other workers would wait for one.
    let (lags, dealt) = dealtWithLags(sorted[0].groupOfRow, groups: sorted[0].groups.count)
    let all = dealt.map(\.whole) + lags
    let columns = columns(0)
    let customers = customers(0, sorted[0].groupOfRow, groups: sorted[0].groups.count)
    let (statistics, rows) = inParallel(
      by: workers, all.count, { Summaries.statistics(of: all[$0]) },
      and: pieceCount(sorted[0]),
      { self.rows(0, columns, sorted[0], dealt, customers.byGroup, agents, piece: $0) })
    whole = figures(ofAll: dealt, statistics, customers: customers.all)
    let roles = rolesTable(lags, Array(statistics[dealt.count...]))
    queues = QueueList(rows.map(\.queues))
    var tables = [table(0, columns, rows.map(\.rows))] + groupTables(sorted, 1..<sorted.count, agents: agents)
    if let labelled {
      let (order, summaries) = (labelled.order, labelled.summaries)
      let sorted = summaries.sortedGroups(agents: agents)
      tables += summaries.groupTables(sorted, sorted.indices, agents: agents)
      tables.sort { order[$0.name] ?? 0 < order[$1.name] ?? 0 }
    }
    return tables + [roles, summaryTable]
  }

  /// Returns the groups of each grouping in the order of its table.
  private func sortedGroups(agents: some AgentDirectory) -> [SortedGroups] {
    inParallel(breakdowns.count, by: workers) { index in
      groupings[index].sorted(agents: agents, mostRows: groupings[index].isLimited ? mostGroups : nil)
    }
  }

  /// Returns the tables of a range of groupings.
  private func groupTables(
    _ sorted: [SortedGroups], _ indices: Range<Int>, agents: some AgentDirectory
  ) -> [Table] {
    indices.map { index in
      let dealt = dealt(index, sorted[index].groupOfRow, groups: sorted[index].dealtCount)
      let columns = columns(index)
      let customers = customers(index, sorted[index].groupOfRow, groups: sorted[index].groups.count)
      let rows = inParallel(pieceCount(sorted[index]), by: workers) {
        self.rows(index, columns, sorted[index], dealt, customers.byGroup, agents, piece: $0)
      }
      return table(index, columns, rows.map(\.rows))
    }
  }

  // MARK: Latencies

  /// Returns the latencies of pools by the groups of a grouping.
  func dealt(
    _ index: Int, _ groupOfRow: [UInt32], groups: Int, pools: [Pool] = Pool.allCases
  ) -> [DealtLatencies] {
    let deal = dealing(pools, index, groupOfRow, groups: groups)
    return inParallel(pools.count, by: workers, deal).reversed()
  }

  /// Returns the latencies of all pools by the groups of the first grouping, and the ingest lags by class.
  private func dealtWithLags(
    _ groupOfRow: [UInt32], groups: Int
  ) -> (lags: [LatencyValues], dealt: [DealtLatencies]) {
    let deal = dealing(Pool.allCases, 0, groupOfRow, groups: groups)
    let (lags, dealt) = inParallel(
      by: workers, 1,
      { _ in DealtLatencies(lagsByClassOf: logs, settled: settled == nil ? nil : settledLags) },
      and: Pool.allCases.count, deal)
    return (MessageClass.allCases.map { lags[0][Int($0.rawValue)] }, dealt.reversed())
  }

  /// Returns a function that distributes the pools of a grouping: the last pool first, because it is the
  /// largest.
  private func dealing(
    _ pools: [Pool], _ index: Int, _ groupOfRow: [UInt32], groups: Int
  ) -> (Int) -> DealtLatencies {
    let groupOfRowSet = inParallel(logs.count, by: workers) { logs[$0].map(index, groupOfRow) }
    return { [self] number in
      let pool = pools[pools.count - 1 - number]
      return DealtLatencies(
        pool, of: logs, groups: groups, groupOfRowSet: groupOfRowSet,
        settled: settled.map { ($0[index][pool.rawValue], groupOfRow) })
    }
  }

  private static func statistics(of values: LatencyValues) -> LatencyStatistics {
    var selection = PoolSelection()
    return selection.statistics(of: values)
  }

  /// Returns the figures of all groups together.
  func figures(ofAll dealt: [DealtLatencies], customers: Int) -> TallyFigures {
    let statistics = inParallel(dealt.count, by: workers) { Summaries.statistics(of: dealt[$0].whole) }
    return figures(ofAll: dealt, statistics, customers: customers)
  }

  /// Returns the figures of all groups together.
  /// - Parameter statistics: the figures of the pools; further elements are ignored.
  private func figures(
    ofAll dealt: [DealtLatencies], _ statistics: [LatencyStatistics], customers: Int
  ) -> TallyFigures {
    var tally = Tally()
    for row in 0..<groupings[0].count { tally.merge(groupings[0].tally(row)) }
    return TallyFigures(tally, self, customers: customers) {
      dealt[$0.rawValue].whole
    } _: {
      statistics[$0.rawValue]
    }
  }

  // MARK: Tables

  /// The maximum number of pieces: more than any number of workers, so that no worker waits long for the
  /// others.
  private static let mostPieces = 64

  /// Returns the number of pieces into which the rows of a table are divided.
  private func pieceCount(_ sorted: SortedGroups) -> Int { min(sorted.groups.count, Summaries.mostPieces) }

  private func columns(_ index: Int) -> [Columns<GroupRow>] {
    Columns.ofGroups(by: groupings[index].keys, optional)
  }

  /// The forms in which a table by groups is needed.
  private func forms(_ index: Int) -> TableForms {
    TableForms(
      options, isShown: true, isWritten: !options.unwritten.contains(breakdowns[index]))
  }

  /// Some rows of a table, and of the first table the queues that they are about.
  private func rows(
    _ index: Int, _ columns: [Columns<GroupRow>], _ sorted: SortedGroups, _ dealt: [DealtLatencies],
    _ customers: [Int], _ agents: some AgentDirectory, piece: Int
  ) -> (rows: TableRows, queues: QueueList) {
    var selection = PoolSelection()
    var queues = QueueList(keepsNames: options.hours != nil)
    let (count, pieces) = (sorted.groups.count, pieceCount(sorted))
    let isByQueue = breakdowns[index] == Breakdown.always[0]
    let queue = isByQueue ? groupings[index].keys.firstIndex(of: .queue) : nil
    let rows = TableRows.written(forms(index), options.csvText) { writer in
      for number in count * piece / pieces..<count * (piece + 1) / pieces {
        let group = sorted.groups[number]
        func values(_ pool: Pool) -> LatencyValues { dealt[pool.rawValue][number] }
        let figures = TallyFigures(group.tally, self, customers: customers[number], values) {
          selection.statistics(of: values($0))
        }
        let name = groupings[index].agentName(group.cells, agents: agents)
        if let queue {
          queues.absorb(group.cells[queue].shown(options.csvText), figures.firstResponse.created)
        }
        writer.append(
          GroupRow(keys: group.cells, agentName: name, day: group.day, figures: figures), to: columns)
      }
    }
    return (rows, queues)
  }

  /// Returns a table made of its header and its pieces.
  private func table(_ index: Int, _ columns: [Columns<GroupRow>], _ rows: [TableRows]) -> Table {
    Table(
      name: breakdowns[index].fileName, columns: columns.flatMap(\.columns), options.csvText, rows)
  }

  private func rolesTable(_ lags: [LatencyValues], _ statistics: [LatencyStatistics]) -> Table {
    let columns = Columns.ofRoles
    let rows = TableRows.written(TableForms(options, isShown: true), options.csvText) { writer in
      for kind in MessageClass.allCases {
        let row = RoleRow(
          kind: kind, counts: roles[kind], ingestLag: statistics[Int(kind.rawValue)],
          ingestLagsNegative: lags[Int(kind.rawValue)].negativeCount,
          participantMessages: roles.participantMessages, participantTurns: roles.participantTurns)
        writer.append(row, to: columns)
      }
    }
    return Table(
      name: TableSchema.rolesName, columns: columns.flatMap(\.columns), options.csvText, [rows])
  }

  private var summaryTable: Table {
    let columns = Columns.measures(optional)
    let rows = TableRows.written(TableForms(options, isShown: true), options.csvText) { writer in
      writer.append(GroupRow(keys: [], agentName: .empty, figures: whole), to: columns)
    }
    return Table(
      name: TableSchema.summaryName, columns: columns.flatMap(\.columns), options.csvText, [rows])
  }
}
