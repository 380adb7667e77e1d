// The rows of a grouping as a table: key cells made, rows sorted, figures computed, cells written.

extension Grouping {
  /// The file of a grouping by keys as they are asked for.
  static func tableName(of asked: [Key]) -> String {
    "by_" + asked.map(\.name).joined(separator: "_") + ".csv"
  }

  /// The table, its rows sorted by their key cells.
  func table(
    named name: String, agents: some AgentDirectory, text: CSVText, selection: inout PoolSelection
  ) -> Table {
    let columns = Columns.ofGroups(by: keys)
    let labels = ByteStore()
    let rows = (0..<count).map { (cells: cells(of: $0, agents: agents, labels: labels), number: $0) }
      .sorted { $0.cells.lexicographicallyPrecedes($1.cells) }
    var buffer = CSVBuffer(text: text)
    buffer.header(of: columns)
    var next = 0
    while next < rows.count {
      let cells = rows[next].cells
      var tallies = [tally(rows[next].number)]
      next += 1
      // What is really named "(none)" has a row of its own until here.
      while next < rows.count, rows[next].cells == cells {
        tallies.append(tally(rows[next].number))
        next += 1
      }
      let name = agentName(cells, agents: agents)
      let figures = TallyFigures(of: tallies, selection: &selection)
      buffer.append(GroupRow(keys: cells, agentName: name, figures: figures), to: columns)
    }
    withExtendedLifetime(labels) {}
    return Table(name: name, buffer)
  }

  /// The key cells of a row, in the order of the keys.
  private func cells(of number: Int, agents: some AgentDirectory, labels: ByteStore) -> [Text] {
    let key = rowKey(number)
    var texts = key.texts.makeIterator()
    return keys.map { part in
      switch part {
      case .agent: agentCell(key.agent, agents)
      case .day: dayCell(key.period, labels)
      case .source, .account, .queue: texts.next() ?? .empty
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

  private func dayCell(_ period: Int64, _ labels: ByteStore) -> Text {
    guard period != Period.none else { return .withoutKey }
    var digits = CSVBuffer(capacity: 16)
    digits.date(Int(period))
    return digits.bytes.withMemoryRebound(to: UInt8.self) {
      labels.keep(Text(start: $0.baseAddress!, count: $0.count - 1))
    }
  }

  private func agentName(_ cells: [Text], agents: some AgentDirectory) -> Text {
    guard let id = keys.firstIndex(of: .agent), let source = keys.firstIndex(of: .source),
      let account = keys.firstIndex(of: .account),
      let platform = Platform.allCases.first(where: { cells[source] == $0.name })
    else { return .empty }
    return agents.agentName(platform: platform, account: cells[account], id: cells[id])
  }
}
