// The conversations of a run for measuring: all at once, or part by part if they do not fit into memory.

import Intrinsics

/// All conversations of a run.
enum ConversationParts {
  case whole(Conversations)
  case spilled(SpilledConversations)

  /// Joins the facts that the workers hold in memory or have spilled.
  init(_ facts: ReadOutcome, _ options: Options) throws(Failure) {
    if let spill = facts.spill {
      self = .spilled(try SpilledConversations(spill, facts.workers, options.joining))
    } else {
      let conversations = Conversations(facts.workers)
      try conversations.checkLongest(options.joining)
      self = .whole(conversations)
    }
  }

  /// Returns the agents of the run as the tables show them.
  func agents(_ people: People) -> Agents {
    switch self {
    case .whole(let conversations): Agents(numbers: conversations.agents, names: conversations.names, people)
    case .spilled(let spilled): Agents(numbers: spilled.agents, names: spilled.names, people)
    }
  }

  /// True if the name of any inbox is known.
  var nameInboxes: Bool {
    switch self {
    case .whole(let conversations): conversations.names.nameInboxes
    case .spilled(let spilled): spilled.names.nameInboxes
    }
  }

  /// The number of conversations; 0 if it is known only at the end.
  var count: Int {
    if case .whole(let conversations) = self { conversations.count } else { 0 }
  }

  /// The number of messages whose reference matches several conversations.
  var ambiguousReferences: Int {
    switch self {
    case .whole(let conversations): conversations.ambiguousReferences
    case .spilled(let spilled): spilled.ambiguousReferences
    }
  }

  /// Returns the latest created time of all kept messages: the as-of moment of a run without `--as-of`
  /// (Definitions: as-of).
  ///
  /// - Parameter limit: messages that were created later are ignored.
  func latestCreated(_ options: Options, atMost limit: Int64 = .max) throws(Failure) -> Int64? {
    switch self {
    case .whole(let conversations): conversations.latestCreated(options.joining, atMost: limit)
    case .spilled(let spilled): try spilled.latestCreated(atMost: limit)
    }
  }

  /// Measures all conversations.
  /// - Parameters:
  ///   - agents: the agents as `agents(_:)` returns them.
  ///   - asOf: the moment at which open waits are aged, in milliseconds since 1970.
  ///   - progress: gets the number of the part that is measured, if there are parts.
  ///   - sink: takes the rows of each streamed table in order.
  func measure(
    _ options: Options, _ agents: Agents, asOf: Int64, _ progress: RunProgress?,
    sink:
      @escaping @Sendable (StreamedTable, Text, _ rows: Int) throws(Failure) -> Void
  ) throws(Failure) -> (outcome: MeasureOutcome, summaries: Summaries) {
    switch self {
    case .whole(let conversations):
      conversations.forgetLinks()
      let tables = options.tables
      let summaries = (0..<options.jobs).map { _ in Summaries(tables) }
      var stage = MeasureStage(
        conversations: conversations, agents: agents, options: options, summaries: summaries
      ) { table, rows throws(Failure) in
        try sink(table, rows.text, rows.count)
      }
      let memory = SummaryMemory(
        boundBytes: options.boundBytes, jobs: options.jobs,
        otherBytes: conversations.workers.reduce(0) { $0 + $1.bytesHeld })
      stage.memory = memory
      var measured = try stage.run(asOf: asOf)
      measured.unmatchedEvents = conversations.unmatchedEvents
      conversations.forgetMessages()
      return (measured, try Summaries.joined(summaries, memory))
    case .spilled(let spilled): return try measure(spilled, options, agents, asOf: asOf, progress, sink: sink)
    }
  }

  private func measure(
    _ spilled: SpilledConversations, _ options: Options, _ agents: Agents, asOf: Int64,
    _ progress: RunProgress?,
    sink: (StreamedTable, Text, _ rows: Int) throws(Failure) -> Void
  ) throws(Failure) -> (outcome: MeasureOutcome, summaries: Summaries) {
    let conversationRuns = try RowRuns(in: options.temporaryDirectory)
    let responseRuns = options.responses ? try RowRuns(in: options.temporaryDirectory) : nil
    let tables = options.tables
    let file = options.attributes ? try SpillFile(in: options.temporaryDirectory) : nil
    let summaries = (0..<options.jobs).map { _ in Summaries(tables, folds: true, file: file) }
    let memory = SummaryMemory(boundBytes: options.boundBytes, jobs: options.jobs, otherBytes: 0)
    var whole = MeasureOutcome()
    for part in 0..<spilled.partCount {
      progress?.enter(part: part + 1, of: spilled.partCount)
      let conversations = try spilled.part(part)
      nonisolated(unsafe) let run = conversationRuns.beginRun()
      nonisolated(unsafe) let responseRun = responseRuns?.beginRun()
      var stage = MeasureStage(
        conversations: conversations, agents: agents, options: options, summaries: summaries
      ) { table, rows throws(Failure) in
        try (table == .conversations ? run : responseRun)?.add(rows, of: conversations)
      }
      stage.memory = memory
      whole.merge(try stage.run(asOf: asOf))
      whole.unmatchedEvents += conversations.unmatchedEvents
      release_freed_memory()
    }
    try conversationRuns.merge { bytes, rows throws(Failure) in try sink(.conversations, bytes, rows) }
    try responseRuns?.merge { bytes, rows throws(Failure) in try sink(.responses, bytes, rows) }
    return (whole, try Summaries.joined(summaries, memory))
  }
}
