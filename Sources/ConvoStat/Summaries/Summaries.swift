// All summary tables in the making: what a worker adds its conversations to.

/// The tables by_*.csv, roles.csv and summary.csv of some conversations. One per worker; merged at the end.
struct Summaries {
  /// The groupings of a run; the first has a row for every conversation, and makes the summary.
  static let keys: [[Key]] = [[.queue], [.agent], [.day]]

  private var groupings: [Grouping]
  private var roles = RoleTally()
  private let csvText: CSVText

  /// Tables without conversations.
  init(options: Options) {
    groupings = Summaries.keys.map(Grouping.init(by:))
    csvText = options.csvText
  }

  /// Adds a conversation.
  ///
  /// - Parameters:
  ///   - measures: those of this conversation.
  ///   - asOf: when open waits are aged, in milliseconds since 1970.
  mutating func absorb(_ conversation: Conversation, _ measures: ConversationMeasures, asOf: Int64) {
    for index in groupings.indices { groupings[index].absorb(conversation, measures, asOf: asOf) }
    roles.absorb(conversation, measures.figures)
  }

  /// Adds the conversations of another worker.
  mutating func merge(_ other: Summaries) {
    for index in groupings.indices { groupings[index].merge(other.groupings[index]) }
    roles.merge(other.roles)
  }

  /// How many tables there are: by_queue, by_agent, by_day, roles, summary.
  static let tableCount = keys.count + 2

  /// One of the tables, by its place among them; they do not depend on each other.
  func table(_ place: Int, agents: some AgentDirectory) -> Table {
    var sorter = PoolSorter()
    switch place {
    case groupings.count: return rolesTable(&sorter)
    case groupings.count + 1: return summaryTable(&sorter)
    default:
      let name = Grouping.tableName(of: Summaries.keys[place])
      return groupings[place].table(named: name, agents: agents, text: csvText, sorter: &sorter)
    }
  }

  private func rolesTable(_ sorter: inout PoolSorter) -> Table {
    let columns = Columns.ofRoles
    var buffer = CSVBuffer(text: csvText)
    buffer.header(of: columns)
    for kind in MessageClass.allCases {
      let row = RoleRow(
        kind: kind, counts: roles[kind], ingestLag: sorter.statistics(of: roles[kind].ingestLag),
        participantMessages: roles.participantMessages, participantTurns: roles.participantTurns)
      buffer.append(row, to: columns)
    }
    return Table(name: "roles.csv", buffer)
  }

  /// Everything in one row: the rows by queue together.
  var whole: Tally { groupings[0].tallies.reduce(into: Tally()) { $0.merge($1) } }

  private func summaryTable(_ sorter: inout PoolSorter) -> Table {
    let columns = Columns.measures
    var buffer = CSVBuffer(text: csvText)
    buffer.header(of: columns)
    let figures = TallyFigures(of: whole, sorter: &sorter)
    buffer.append(GroupRow(keys: [], agentName: .empty, figures: figures), to: columns)
    return Table(name: "summary.csv", buffer)
  }
}
