// The rows of a grouping as rows of a table: with key cells, sorted, and with equal and surplus rows merged.

/// The rows of a table, in their order.
struct SortedGroups {
  /// A row of the table: its key cells and its tally.
  struct Group {
    let cells: [Text]
    /// The day of the group by its number since 1970; `nil` if it has none, or the day is no key.
    var day: Int?
    var rows: [Int]
    var tally: Tally
  }

  fileprivate(set) var groups: [Group] = []
  /// The number of rows of the grouping.
  fileprivate let rowCount: Int
  /// The memory of the time cells, which lives as long as the cells.
  fileprivate let labels = ByteStore()

  fileprivate init(rowCount: Int) { self.rowCount = rowCount }

  /// The number of groups to which latencies are dealt: one more than there are if some rows are in no group.
  var dealtCount: Int { groups.count + (groups.reduce(0) { $0 + $1.rows.count } < rowCount ? 1 : 0) }

  /// The index of the group of each row of the grouping; the number of groups for a row that is in none.
  var groupOfRow: [UInt32] {
    var groupOfRow = [UInt32](repeating: UInt32(groups.count), count: rowCount)
    for (index, group) in groups.enumerated() {
      for row in group.rows { groupOfRow[row] = UInt32(index) }
    }
    return groupOfRow
  }

  /// Adds a row.
  ///
  /// A row with the same cells as the last group is merged into it.
  fileprivate mutating func append(_ row: Int, _ cells: [Text], day: Int?, _ tally: Tally) {
    // Until here, a key that is literally named "(none)" has a row of its own.
    if let last = groups.last, last.cells == cells {
      groups[groups.count - 1].rows.append(row)
      groups[groups.count - 1].tally.merge(tally)
    } else {
      groups.append(Group(cells: cells, day: day, rows: [row], tally: tally))
    }
  }
}

extension Grouping {
  /// Returns the rows sorted by their key cells.
  /// - Parameter mostRows: the maximum number of groups with a row of their own; `nil` if there is no limit.
  func sorted(agents: some AgentDirectory, mostRows: Int?) -> SortedGroups {
    var sorted = SortedGroups(rowCount: count)
    let rows = (0..<count).map { (cells: cells(of: $0, agents: agents, labels: sorted.labels), number: $0) }
      .sorted { $0.cells.lexicographicallyPrecedes($1.cells) }
    var combinations: [(cells: [Text], row: Int)] = []
    for row in rows {
      if isLimited, labelKind(row.number) == .combination {
        combinations.append((row.cells, row.number))
      } else {
        sorted.append(row.number, row.cells, day: day(of: row.number), tally(row.number))
      }
    }
    if let mostRows { sorted.groups = fold(sorted.groups, to: mostRows, combinations: combinations) }
    return sorted
  }

  /// Returns the kind of the label of a row; `.alone` if the label is no key.
  func labelKind(_ number: Int) -> LabelRow.Kind {
    labelIndex.map { LabelRow(key: rowKey(number).texts[$0]).kind } ?? .alone
  }

  /// Returns the key cells of a row in the order of the keys.
  private func cells(of number: Int, agents: some AgentDirectory, labels: ByteStore) -> [Text] {
    let key = rowKey(number)
    var texts = key.texts.makeIterator()
    return keys.map { part in
      switch part {
      case .agent: agentCell(key.agent, agents)
      case _ where part.isTime: timeCell(part, key.period, labels)
      case .label: LabelRow(key: texts.next() ?? .empty).text
      default: texts.next() ?? .empty
      }
    }
  }

  /// The day of a row, if that is a key and the row has one.
  private func day(of number: Int) -> Int? {
    let period = rowKey(number).period
    return keys.contains(.day) && period != Periods.none ? Int(period >> 8) : nil
  }

  private func agentCell(_ agent: UInt32, _ agents: some AgentDirectory) -> Text {
    switch agent {
    case RowKey.noAgent: .withoutKey
    case Message.unknownAgent: mergesAgents ? .hidden : .withoutID
    default: agents.agentID(agent)
    }
  }

  private func timeCell(_ key: Key, _ period: Int64, _ labels: ByteStore) -> Text {
    guard period != Periods.none else { return .withoutKey }
    return Periods.cell(key, of: period).withText { labels.keep($0) }
  }

  /// Returns the name of the agent whose id is among the cells of a row.
  func agentName(_ cells: [Text], agents: some AgentDirectory) -> Text {
    guard let id = keys.firstIndex(of: .agent), let source = keys.firstIndex(of: .source),
      let account = keys.firstIndex(of: .account)
    else { return .empty }
    let platform = Platform(source: cells[source])
    guard platform == .mapped else {
      return agents.agentName(platform: platform, account: cells[account], id: cells[id])
    }
    return SourcedAccount.joined(cells[source], cells[account]).withText {
      agents.agentName(platform: platform, account: $0, id: cells[id])
    }
  }
}
