// The rows of a grouping as a table: key cells made, rows sorted, figures computed, cells written.

extension Grouping {
  /// The table, its rows sorted by their key cells.
  /// - Parameter mostRows: the most groups that have a row of their own; nil: any number.
  func table(
    named name: String, agents: some AgentDirectory, text: CSVText, mostRows: Int? = nil,
    selection: inout PoolSelection
  ) -> Table {
    let columns = Columns.ofGroups(by: keys)
    let labels = ByteStore()
    var buffer = CSVBuffer(text: text)
    buffer.header(of: columns)
    for (cells, tallies) in limited(groups(agents, labels), to: mostRows) {
      let name = agentName(cells, agents: agents)
      let figures = TallyFigures(of: tallies, selection: &selection)
      buffer.append(GroupRow(keys: cells, agentName: name, figures: figures), to: columns)
    }
    withExtendedLifetime(labels) {}
    return Table(name: name, buffer)
  }

  /// A row of the table: its key cells and what falls into it.
  typealias Group = (cells: [Text], tallies: [UnsafePointer<Tally>])

  /// All rows, sorted by their key cells.
  private func groups(_ agents: some AgentDirectory, _ labels: ByteStore) -> [Group] {
    let rows = (0..<count).map { (cells: cells(of: $0, agents: agents, labels: labels), number: $0) }
      .sorted { $0.cells.lexicographicallyPrecedes($1.cells) }
    var groups: [Group] = []
    for row in rows {
      // What is really named "(none)" has a row of its own until here.
      if let last = groups.last, last.cells == row.cells {
        groups[groups.count - 1].tallies.append(tally(row.number))
      } else {
        groups.append((row.cells, [tally(row.number)]))
      }
    }
    return groups
  }

  /// Keeps the rows with most conversations, of equal ones the first, and puts the rest into one.
  private func limited(_ groups: [Group], to limit: Int?) -> [Group] {
    guard let limit, groups.count > limit else { return groups }
    let sizes = groups.map { $0.tallies.reduce(0) { $0 + $1.pointee.conversations } }
    let kept = Set(groups.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }.prefix(limit))
    var rest: Group = (keys.map { _ in Text.others }, [])
    for index in groups.indices where !kept.contains(index) { rest.tallies += groups[index].tallies }
    var limited = kept.sorted().map { groups[$0] }
    if let same = limited.firstIndex(where: { $0.cells == rest.cells }) {
      rest.tallies += limited.remove(at: same).tallies
    }
    let place = limited.firstIndex { rest.cells.lexicographicallyPrecedes($0.cells) } ?? limited.count
    limited.insert(rest, at: place)
    return limited
  }

  /// The key cells of a row, in the order of the keys.
  private func cells(of number: Int, agents: some AgentDirectory, labels: ByteStore) -> [Text] {
    let key = rowKey(number)
    var texts = key.texts.makeIterator()
    return keys.map { part in
      switch part {
      case .agent: agentCell(key.agent, agents)
      case .day, .week, .month, .hour, .weekday: timeCell(part, key.period, labels)
      default: texts.next() ?? .empty
      }
    }
  }

  private func agentCell(_ agent: UInt32, _ agents: some AgentDirectory) -> Text {
    switch agent {
    case RowKey.noAgent: .withoutKey
    case Message.unknownAgent: .withoutID
    default: agents.agentID(agent)
    }
  }

  private func timeCell(_ key: Key, _ period: Int64, _ labels: ByteStore) -> Text {
    guard period != Periods.none else { return .withoutKey }
    return Array(Periods.cell(key, of: period).utf8).withUnsafeBufferPointer { labels.keep(Text($0)) }
  }

  private func agentName(_ cells: [Text], agents: some AgentDirectory) -> Text {
    guard let id = keys.firstIndex(of: .agent), let source = keys.firstIndex(of: .source),
      let account = keys.firstIndex(of: .account),
      let platform = Platform.allCases.first(where: { cells[source] == $0.name })
    else { return .empty }
    return agents.agentName(platform: platform, account: cells[account], id: cells[id])
  }
}
