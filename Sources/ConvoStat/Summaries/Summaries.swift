// All summary tables in the making: what a worker adds its conversations to.

/// The tables by_*.csv, roles.csv and summary.csv of some conversations. One per worker; merged at the end.
final class Summaries {
  private let groupings: UnsafeMutablePointer<Grouping>
  private var roles: RoleTally
  private let breakdowns: [Breakdown]
  private let mostGroups: Int?
  /// How text cells are written.
  let csvText: CSVText

  /// Tables without conversations.
  /// - Parameter folds: whether memory for latencies is scarce.
  init(options: Options, folds: Bool = false) {
    roles = RoleTally(folds: folds)
    breakdowns = options.breakdowns
    mostGroups = options.maxGroups
    groupings = .allocate(capacity: breakdowns.count)
    let metadataKeys = options.readMetadataKeys
    for (place, breakdown) in breakdowns.enumerated() {
      (groupings + place).initialize(
        to: Grouping(by: breakdown.keys, metadataKeys: metadataKeys, zone: options.zone, folds: folds))
    }
    csvText = options.csvText
  }

  deinit {
    groupings.deinitialize(count: breakdowns.count)
    groupings.deallocate()
  }

  /// Adds a conversation.
  ///
  /// - Parameters:
  ///   - measures: those of this conversation.
  ///   - asOf: when open waits are aged, in milliseconds since 1970.
  func absorb(_ conversation: Conversation, _ measures: borrowing ConversationMeasures, asOf: Int64) {
    for index in 0..<breakdowns.count { groupings[index].absorb(conversation, measures, asOf: asOf) }
    roles.absorb(conversation, measures.figures)
  }

  /// Takes the conversations of another worker, which has none afterwards.
  func merge(_ other: Summaries) {
    for index in 0..<breakdowns.count {
      groupings[index].merge((other.groupings + index).move())
      (other.groupings + index).initialize(to: Grouping(by: []))
    }
    var taken = RoleTally()
    swap(&taken, &other.roles)
    roles.merge(taken)
  }

  /// How many tables there are: those by keys, roles, summary.
  var tableCount: Int { breakdowns.count + 2 }

  /// One of the tables, by its place among them; they do not depend on each other.
  func table(_ place: Int, agents: some AgentDirectory) -> Table {
    var selection = PoolSelection()
    switch place {
    case breakdowns.count: return rolesTable(&selection)
    case breakdowns.count + 1: return summaryTable
    default:
      let limit = place < Breakdown.always.count ? nil : mostGroups
      return groupings[place].table(
        named: breakdowns[place].fileName, agents: agents, text: csvText, mostRows: limit,
        selection: &selection)
    }
  }

  private func rolesTable(_ selection: inout PoolSelection) -> Table {
    let columns = Columns.ofRoles
    var buffer = CSVBuffer(text: csvText)
    buffer.header(of: columns)
    for kind in MessageClass.allCases {
      let row = RoleRow(
        kind: kind, counts: RoleFigures(roles[kind].pointee),
        ingestLag: selection.statistics(of: roles[kind].pointee.ingestLag),
        participantMessages: roles.participantMessages, participantTurns: roles.participantTurns)
      buffer.append(row, to: columns)
    }
    return Table(name: "roles.csv", buffer)
  }

  /// The figures of all conversations together; what is added after the first look at them is not in them.
  private(set) lazy var whole: TallyFigures = {
    // The rows by queue are everything.
    let rows = (0..<groupings[0].count).map { groupings[0].tally($0) }
    let pools = inParallel(Pool.allCases.count) { place in
      var selection = PoolSelection()
      return selection.statistics(of: rows.map { $0.pointee.pool(Pool.allCases[place]) })
    }
    return TallyFigures(of: rows) { pools[$0.rawValue] }
  }()

  /// The rows by queue, each with its source, account and queue.
  var queueRows: [(keys: [Text], tally: UnsafePointer<Tally>)] {
    (0..<groupings[0].count).map { (groupings[0].rowKey($0).texts, groupings[0].tally($0)) }
  }

  private var summaryTable: Table {
    let columns = Columns.measures
    var buffer = CSVBuffer(text: csvText)
    buffer.header(of: columns)
    buffer.append(GroupRow(keys: [], agentName: .empty, figures: whole), to: columns)
    return Table(name: "summary.csv", buffer)
  }
}
