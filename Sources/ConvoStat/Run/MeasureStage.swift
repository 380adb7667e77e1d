// The second half of a run: conversations -> measures -> tables, by workers that take ranges of
// conversations.

import Synchronization

extension Summaries {
  /// Merges the summaries of all workers into the first one.
  ///
  /// Throws if the tables would need too much memory.
  static func joined(_ parts: [Summaries], _ memory: SummaryMemory) throws(Failure) -> Summaries {
    for part in parts.dropFirst() { parts[0].merge(part) }
    try memory.check(parts[0].use)
    return parts[0]
  }
}

/// Measures all conversations and writes their rows in order.
struct MeasureStage {
  let conversations: Conversations
  /// The agents of the run as the tables show them.
  let agents: Agents
  let options: Options
  /// The summaries of each worker.
  let summaries: [Summaries]
  /// A function that takes the rows of each streamed table in order.
  let sink: @Sendable (StreamedTable, MeasuredRows) throws(Failure) -> Void
  /// The check of the memory of the summaries; `nil` if there is no limit.
  var memory: SummaryMemory?

  /// Measures all conversations.
  /// - Parameter asOf: the moment at which open waits are aged, in milliseconds since 1970.
  func run(asOf: Int64) throws(Failure) -> MeasureOutcome {
    options.tables.writesCells ? try run(asOf: asOf, CellBuffer.self) : try run(asOf: asOf, CSVBuffer.self)
  }

  /// Measures everything.
  /// - Parameter rows: what the rows are written into.
  private func run<Rows: RowBuffer & ~Copyable>(
    asOf: Int64, _: Rows.Type
  ) throws(Failure) -> MeasureOutcome {
    let ranges = self.ranges
    let taken = Atomic<Int>(0)
    let failure = FailureBox()
    let rows = RowSequence(sink: sink)
    var (options, impossible) = (options, [String]())
    if options.hours?.isOfInboxes ?? false {
      (options.hours, impossible) = conversations.names.inboxHours
    }
    let known = options
    let outcomes = inParallel(options.jobs) { number in
      var worker = MeasureWorker<Rows>(conversations, agents, known, summaries[number], asOf: asOf)
      while !failure.hasFailed {
        let range = taken.wrappingAdd(1, ordering: .relaxed).oldValue
        if range >= ranges.count { break }
        let shard = worker.measure(ranges[range])
        do throws(Failure) {
          try rows.deliver(shard, at: range)
          try memory?.note(worker.use, of: number)
        } catch {
          failure.report(error)
        }
      }
      return worker.outcome
    }
    try failure.check()
    var outcome = outcomes.dropFirst().reduce(into: outcomes[0]) { $0.merge($1) }
    outcome.impossibleHours = impossible
    return outcome
  }

  /// The ranges of conversations, several for each worker, so that no worker waits long for the others at the
  /// end.
  private var ranges: [Range<Int>] {
    let size = max(64, min(1024, conversations.count / (options.jobs * 16)))
    if let shard = options.shard { return shard.ranges(of: conversations, atMost: size) }
    return stride(from: 0, to: conversations.count, by: size).map { start in
      start..<min(start + size, conversations.count)
    }
  }
}

/// The state of one worker during measuring, used again from conversation to conversation.
private struct MeasureWorker<Rows: RowBuffer & ~Copyable>: ~Copyable {
  private var assembler: ConversationAssembler
  /// The conversation that is measured; set by `measure`.
  private let place = FixedArray<Conversation>(unset: 1)
  private var sessions: Sessions
  private let measures = ConversationMeasures()
  private let service: ServiceMeasures
  private var filter: ConversationFilter
  private let summaries: Summaries
  /// Hides people from the tables; `nil` if they name everybody.
  private let disguise: Disguise?
  private let format: RowFormat
  private let table: ConversationsTable<Rows>
  private let responses: ResponsesTable<Rows>?
  private let conversations: Conversations
  private let waitRules: WaitRules
  /// True if responses and resolutions are measured from the creation of the conversation.
  private let isFromCreation: Bool
  private let asOf: Int64
  private var assembled = 0
  private let hasInboxHours: Bool
  private var inexactResolutions = 0
  private var openStatuses = OpenStatuses()
  private var waitAges = WaitAges()
  private var period: ClosedRange<Int64>?
  private var conversationCount = 0
  private var messages = 0
  private var senderless = Senderless()
  private var ambiguousAccounts = 0
  private var conflictingRecords = 0
  private var guardedCells = 0
  private var withoutHours = 0
  private var leftOut = LeftOut()
  private var distributions: Distributions?
  private let contents: ContentsTally?

  /// The initial buffer capacity of each table in bytes per conversation: a bit more than the last shard
  /// needed.
  private var usualBytes = (rows: 400, waits: 700)

  init(
    _ conversations: Conversations, _ agents: Agents, _ options: Options, _ summaries: Summaries,
    asOf: Int64
  ) {
    self.summaries = summaries
    self.conversations = conversations
    let tables = options.tables
    assembler = ConversationAssembler(conversations, options.joining)
    service = ServiceMeasures(hours: options.hours, levels: options.levels, asOf: asOf)
    filter = ConversationFilter(
      options.selection, extras: tables.extras, agents: conversations.agents.ids)
    format = tables.rowFormat
    disguise = Disguise(options.people, extras: tables.extras)
    table = ConversationsTable(tables, agents: agents)
    responses = options.responses ? ResponsesTable(tables, agents: agents) : nil
    waitRules = options.waitRules
    sessions = Sessions(options.sessions, options.waitRules, extras: tables.extras)
    isFromCreation = options.firstResponseFrom == .conversation
    self.asOf = asOf
    hasInboxHours = options.hours?.isOfInboxes ?? false
    distributions = options.report ? Distributions(zone: options.zone, link: tables.columns.link) : nil
    contents = options.listsContents ? ContentsTally(tables.extras) : nil
  }

  var outcome: MeasureOutcome {
    MeasureOutcome(
      conversations: conversationCount, messages: messages, duplicates: assembler.duplicates,
      senderless: senderless, ambiguousAccounts: ambiguousAccounts, conflictingRecords: conflictingRecords,
      assembled: assembled,
      laterMessages: assembler.laterMessages, inexactResolutions: inexactResolutions,
      openStatuses: openStatuses, waitAges: waitAges, period: period,
      guardedCells: guardedCells, withoutHours: withoutHours, leftOut: leftOut, distributions: distributions,
      contents: contents)
  }

  /// The memory of the worker's summaries.
  var use: SummaryUse {
    var use = summaries.use
    if let distributions {
      let queues = distributions.responseByQueue.count
      use.add(.queues, queues, held: queues * Distributions.bytesPerQueue, table: 0)
      let days = distributions.customerMessages.dayCount
      use.add(
        .groups(table: Breakdown([.day]).fileName, isAsked: false), days, held: days * HourCounts.bytesPerDay,
        table: 0)
    }
    return use
  }

  /// Returns the bytes per conversation to expect after a shard.
  ///
  /// One conversation that is far longer than others does not count.
  private func usual(_ bytes: Int, for conversations: Int) -> Int {
    min(bytes * 9 / 8 / max(conversations, 1), 4096)
  }

  mutating func measure(_ range: Range<Int>) -> Shard {
    var rows = Rows(format, capacity: range.count * usualBytes.rows)
    var ends: [RowsEnd] = []
    ends.reserveCapacity(range.count)
    let hasWaits = responses != nil
    var waits = Rows(format, capacity: hasWaits ? range.count * usualBytes.waits : 0)
    var waitEnds: [RowsEnd] = []
    for number in range {
      measure(number, &rows, &waits)
      ends.append(RowsEnd(of: rows))
      if hasWaits { waitEnds.append(RowsEnd(of: waits)) }
    }
    summaries.settle()
    guardedCells += rows.guardedCells + waits.guardedCells
    usualBytes = (usual(rows.count, for: range.count), usual(waits.count, for: range.count))
    let shard = ShardRows(.conversations, rows, first: range.lowerBound, ends: ends)
    if responses == nil { return Shard(tables: [shard]) }
    return Shard(tables: [shard, ShardRows(.responses, waits, first: range.lowerBound, ends: waitEnds)])
  }

  /// Measures a conversation, or each of its sessions.
  private mutating func measure(_ number: Int, _ rows: inout Rows, _ waits: inout Rows) {
    place[0] = assembler.assemble(number)
    let conversation = place.inPlace(0)
    assembled += 1
    if assembler.isAbsent { return }
    sessions.cut(conversation)
    var kept = 0
    for index in 0..<sessions.count {
      sessions.select(index, in: place)
      measures.measure(
        place[0].messages, sessions.observations(of: index), waitRules,
        creation: isFromCreation ? place[0].created : nil)
      if !filter.keepsAll, !filter.keeps(conversation, measures) {
        leftOut.conversations += 1
        leftOut.messages += place[0].messages.count
        continue
      }
      kept += 1
      write(conversation, ids: sessions.messages(of: index), &rows, &waits)
      messages += place[0].messages.count
      if let since = measures.figures.unansweredSince { noteOpenWait(since) }
      if let span = measures.figures.participantSpan { period = period?.including(span) ?? span }
      if let life = measures.figures.life { inexactResolutions += life.inexactResolutions }
      if sessions.count > 1 { senderless.add(place[0].messages) }
      let isAmbiguous = conversations.keys.inSeveralAccounts.contains(number)
      if isAmbiguous { ambiguousAccounts += place[0].messages.count }
      if hasInboxHours, place[0].inboxHours.isEmpty { withoutHours += 1 }
    }
    if kept == 0 { return }
    conversationCount += kept
    if sessions.count == 1 { senderless.merge(assembler.senderless) }
    if assembler.isConflicting { conflictingRecords += 1 }
  }

  /// Counts the open wait of the conversation that was measured last.
  @inline(never)
  private mutating func noteOpenWait(_ since: Int64) {
    openStatuses.absorb(place[0], measures)
    if OpenStatuses.status(of: place[0], measures) != .resolved { waitAges.absorb(asOf - since) }
  }

  /// Adds the conversation that was measured last to all tables.
  /// - Parameter ids: the indices of its messages among those of the conversation that was assembled last.
  @inline(__always)
  private mutating func write(
    _ conversation: InPlace<Conversation>, ids: Range<Int>, _ rows: inout Rows, _ waits: inout Rows
  ) {
    if service.isOn { service.measure(conversation, measures) }
    let conversation = disguise?.grouped(conversation) ?? conversation
    summaries.absorb(conversation, measures, service, asOf: asOf)
    disguise?.hideRest()
    distributions?.absorb(conversation, measures, asOf: asOf)
    contents?.absorb(conversation.value)
    table.append(conversation, measures, service, asOf: asOf, to: &rows)
    guard let responses else { return }
    responses.append(
      conversation, measures, ids: assembler.messageIDs.part(ids), service, asOf: asOf, to: &waits)
  }
}
