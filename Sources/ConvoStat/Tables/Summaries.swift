// The summary tables during the run, to which a worker adds its conversations.

/// The tables by_*.csv, roles.csv and summary.csv of the conversations of one worker.
///
/// They are merged at the end.
final class Summaries {
  let groupings: FixedArray<Grouping>
  let breakdowns: [Breakdown]
  /// The number of workers that make the tables.
  let workers: Int
  let mostGroups: Int?
  let optional: OptionalColumns
  /// The buckets between the times of the service levels; `nil` without service levels.
  let promised: Buckets?
  /// Says in which forms the tables are needed.
  let options: TableOptions
  @exclusivity(unchecked) private(set) var roles = RoleTally()
  @exclusivity(unchecked) private var eventRows: EventRows
  private let log: LatencyLog
  /// The logs of all summaries that were merged.
  private(set) var logs: [LatencyLog]
  private let settlesAt: Int?
  /// The latencies that were moved out of the log, by grouping, then by pool; `nil` if memory is not scarce.
  private(set) var settled: [[SettledLatencies]]?
  private(set) var settledLags = SettledLatencies()
  /// The tables by labels, to which a conversation is added once for each of its labels; `nil` if there are
  /// none.
  let labelled: LabelledSummaries?
  /// The backlog; `nil` without `--backlog`.
  private(set) var backlog: BacklogTally?

  /// The number of latencies and row sets above which they are moved out of the log.
  private static let scarceCount = 1 << 19

  /// Creates tables without conversations.
  /// - Parameters:
  ///   - folds: true if memory for latencies is scarce.
  ///   - file: takes the customers of rows if memory is scarce.
  convenience init(_ options: TableOptions, folds: Bool = false, file: SpillFile? = nil) {
    let byLabel = options.breakdowns.filter(\.isByLabel)
    self.init(
      options.breakdowns.filter { !$0.isByLabel }, options, folds: folds, file: file,
      labelled: byLabel.isEmpty ? nil : LabelledSummaries(byLabel, options, folds: folds, file: file))
    backlog = options.backlog.map { BacklogTally($0, extras: options.extras, zone: options.zone) }
  }

  /// Creates tables by the given keys, without conversations.
  init(
    _ breakdowns: [Breakdown], _ options: TableOptions, folds: Bool, file: SpillFile?,
    labelled: LabelledSummaries? = nil
  ) {
    self.breakdowns = breakdowns
    self.labelled = labelled
    workers = options.jobs
    mostGroups = options.maxGroups
    self.options = options
    optional = options.columns
    // A latency within a promise, inclusive, is below the next millisecond.
    promised = options.levels.flatMap { Buckets(bounds: $0.levels.map { $0.milliseconds + 1 }) }
    let extras = options.extras
    groupings = FixedArray(count: breakdowns.count) {
      Grouping(
        by: breakdowns[$0].keys, extras: extras, zone: options.zone,
        isLimited: options.maxGroups != nil && !Breakdown.always.contains(breakdowns[$0]),
        mergesAgents: options.columns.people.agents == .none,
        customers: options.columns.hasAttributes ? CustomerRows(in: file) : nil,
        usesCaches: options.usesCaches)
    }
    log = LatencyLog(groupings: breakdowns.count)
    logs = [log]
    eventRows = EventRows(
      groupings.borrowed, log: log,
      stretches: PlainStretches(breakdowns.flatMap(\.keys), zone: options.zone),
      attributes: options.columns.hasAttributes ? AttributeReader(extras: extras) : nil)
    settlesAt = folds ? Summaries.scarceCount : nil
    if folds {
      let none = Pool.allCases.map { _ in SettledLatencies() }
      settled = breakdowns.map { _ in none }
    }
  }

  /// Adds a conversation.
  ///
  /// - Parameters:
  ///   - measures: the measures of this conversation.
  ///   - service: the service measures of this conversation.
  ///   - asOf: the moment at which open waits are aged, in milliseconds since 1970.
  func absorb(
    _ conversation: InPlace<Conversation>, _ measures: ConversationMeasures,
    _ service: ServiceMeasures, asOf: Int64
  ) {
    eventRows.absorb(conversation, measures, service, asOf: asOf)
    roles.absorb(measures.figures.messages, turns: measures.figures.turns)
    labelled?.absorb(conversation, measures, service, asOf: asOf)
    backlog?.absorb(conversation.value, measures, asOf: asOf)
  }

  /// Adds the conversations of another worker.
  ///
  /// The caller must not use `other` afterwards.
  func merge(_ other: Summaries) {
    for index in breakdowns.indices {
      let mapped = groupings[index].merge(other.groupings[index])
      for log in other.logs { log.renumber(index, mapped) }
      guard let theirs = other.settled else { continue }
      for pool in Pool.allCases.indices { settled?[index][pool].merge(theirs[index][pool], mapped) }
    }
    settledLags.merge(other.settledLags, MessageClass.allCases.map { UInt32($0.rawValue) })
    logs += other.logs
    roles.merge(other.roles)
    if let theirs = other.backlog { backlog?.merge(theirs) }
    if let theirs = other.labelled { labelled?.summaries.merge(theirs.summaries) }
  }

  /// Moves the latencies into a compact form if memory is scarce and there are many.
  func settle() {
    labelled?.summaries.settle()
    guard let settlesAt, log.count + log.rowSetCount > settlesAt else { return }
    for index in breakdowns.indices {
      let rows = groupings[index].count
      let rowOfRowSet = log.map(index, (0..<UInt32(rows)).map { $0 })
      for pool in Pool.allCases {
        let dealt = DealtLatencies(pool, of: [log], groups: rows, groupOfRowSet: [rowOfRowSet])
        settled?[index][pool.rawValue].append(dealt, rows: rows)
      }
    }
    let lags = DealtLatencies(lagsByClassOf: [log], settled: nil)
    settledLags.append(lags, rows: MessageClass.allCases.count)
    log.removeAll()
  }

  /// Holds the error of reading customers back, if memory was scarce.
  let failure = FailureBox()

  /// Returns the numbers of customers of groups of rows; zeros without `--attributes`.
  func customers(_ index: Int, _ groupOfRow: [UInt32], groups: Int) -> CustomerRows.Counts {
    do throws(Failure) {
      if let counts = try groupings[index].customers?.counts(groupOfRow, groups: groups) { return counts }
    } catch {
      failure.report(error)
    }
    return CustomerRows.Counts(byGroup: Array(repeating: 0, count: groups))
  }

  /// The queues of the first table; empty until the tables are made.
  var queues = QueueList()

  /// The figures of all conversations together, computed on first use.
  ///
  /// Conversations that are added later are not included.
  lazy var whole: TallyFigures = {
    // Every conversation has exactly one row by queue.
    let groupOfRow = [UInt32](repeating: 0, count: groupings[0].count)
    return figures(
      ofAll: dealt(0, groupOfRow, groups: 1), customers: customers(0, groupOfRow, groups: 1).all)
  }()
}
