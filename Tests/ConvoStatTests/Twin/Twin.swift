// The plain twin: a slow, straight-line second implementation of the specification, the oracle of the tests.

/// Reads whole dumps in memory and answers with the tables and counts that the specification asks for.
struct Twin {
  /// The options of a run, as on the command line.
  struct Options {
    /// The keys of `--metadata`, one column each.
    var metadataKeys: [String] = []
    /// The option `--attributes`.
    var attributes = false
    /// The option `--conversation-from-filename`.
    var conversationFromFilename = false
    /// The option `--conversation-from-directory`.
    var conversationFromDirectory = false
    /// The option `--account`.
    var account: String?
    /// The option `--as-of`, in milliseconds since 1970.
    var asOf: Int64?
    /// The option `--order client`.
    var orderByClient = false
    /// The option `--wait-from last`.
    var waitFromLast = false
    /// The option `--first-response-from conversation`.
    var firstFromCreation = false
    /// The option `--sessions`.
    var sessions: SessionStart?
    /// False with the option `--resolve-ends-wait no`.
    var resolveEndsWait = true
    /// The option `--bots ignore`.
    var botsIgnored = false
    /// The option `--no-sender`.
    var noSender: Role?
    /// The options `--bot-agent`.
    var botAgents: [String] = []
    /// The option `--csv-text raw`.
    var rawText = false
    /// The bounds of `--buckets`, in milliseconds.
    var buckets: [Int64]?
    /// The option `--backlog`.
    var backlog: Backlog?
    /// The option `--hours`.
    var hours: Hours?
    /// The option `--within`.
    var levels: [(name: String, milliseconds: Int64)] = []
    /// The option `--responses`.
    var listsWaits = false
    /// The options `--by`, each with its keys.
    var by: [[String]] = []
    /// The option `--max-groups`.
    var maxGroups: Int?
    /// The option `--timezone`.
    var zone: String?
    /// The options `--where`.
    var conditions: [Condition] = []
    /// The options `--since`, `--until` and `--anchor`.
    var window = Window()
    /// The option `--max-line-bytes`.
    var maxLineBytes = 64 << 20

    /// The keys that tables and conditions ask for.
    var keys: [String] { by.joined() + conditions.map(\.key) + [backlog?.key].compactMap(\.self) }
  }

  /// Returns the labels of a conversation as one text.
  ///
  /// No label of the random dumps contains the separator.
  static func joined(_ labels: [Text]) -> Text? {
    labels.isEmpty ? nil : Text(Set(labels).sorted().map(\.string).joined(separator: "\u{1}"))
  }

  /// The labels that were joined.
  static func labels(_ text: Text?) -> [Text] {
    text.map { $0.string.unicodeScalars.split(separator: "\u{1}").map { Text(String($0)) } } ?? []
  }

  /// A rejected line, or a rejected element of a page on it.
  typealias Reject = (path: String, line: Int, offset: Int, index: Int?, reason: String)

  /// The result of a run.
  struct Outcome {
    /// The contents of the tables by file name.
    var tables: [String: String]
    /// The counts of run.json by their names, zeros too.
    var counts: [String: Int]
    /// The counts of run.json that tell of lives, zeros too.
    var lifeCounts: [String: Int]
    /// The number of rejected lines and elements for each reason that occurred.
    var rejectsByReason: [String: Int]
    /// Every reject, by path, then by position.
    var rejects: [Reject]
  }

  /// The options of this run.
  var options = Options()

  /// Reads all inputs, each given once and uncompressed, and measures their conversations.
  func run(_ inputs: [(path: String, bytes: [UInt8])]) -> Outcome {
    var intake = Intake(options: options)
    for input in inputs { intake.read(path: input.path, bytes: input.bytes) }

    let world = World(intake)
    var histories = world.conversations.flatMap { History($0, options: options).sessions(options) }
    let asOf = options.asOf ?? world.conversations.flatMap(\.messages).map(\.created).max() ?? 0
    let leftOut = histories.filter { !isCounted($0) }.map(\.conversation)
    histories.removeAll { !isCounted($0) }
    for index in histories.indices {
      histories[index].happenings =
        (histories[index].gathered(asOf: asOf) + histories[index].serviced(asOf: asOf, options))
        .map { happening in
          var happening = happening
          happening.isObserved = histories[index].life.isObserved
          return happening
        }
    }
    let tables = Tables(histories: histories, agentNames: world.agentNames, asOf: asOf, options: options)

    var counts = intake.counts
    counts["duplicates"] = world.duplicates
    counts["senderless"] = histories.flatMap(\.conversation.messages).filter(\.isSenderless).count
    counts["ambiguous_references"] = world.ambiguousReferences
    var homeless = 0
    for conversation in histories.map(\.conversation) where conversation.key.source == "chatwoot" {
      let (account, id) = (conversation.key.account, conversation.key.conversation)
      if account == "", world.accountCount(of: id) > 1 { homeless += conversation.messages.count }
    }
    counts["ambiguous_accounts"] = homeless
    let asked = options.keys
    let optional = ["label", "team", "channel", "priority", "csat_rating", "csat_comment", "customer_name"]
    let conflicting = world.conflicting { column in
      column != "created"
        && (!optional.contains(column.string) || options.attributes || asked.contains(column.string))
    }
    counts["conflicting_records"] = Set(histories.map(\.conversation.key)).count(where: conflicting.contains)
    if !leftOut.isEmpty {
      counts["left_out_conversations"] = leftOut.count
      counts["left_out_messages"] = leftOut.map(\.messages.count).reduce(0, +)
    }
    var lifeCounts = world.lifeCounts
    lifeCounts["resolved_inexact"] = histories.flatMap(\.life.resolutions).count { !$0.isExact }
    return Outcome(
      tables: tables.all, counts: counts, lifeCounts: lifeCounts,
      rejectsByReason: Dictionary(intake.rejects.map { ($0.reason, 1) }, uniquingKeysWith: +),
      rejects: sorted(intake.rejects))
  }

  private func sorted(_ rejects: [Reject]) -> [Reject] {
    let byPosition = rejects.enumerated().sorted { a, b in
      if a.element.path != b.element.path { return Text(a.element.path) < Text(b.element.path) }
      if a.element.offset != b.element.offset { return a.element.offset < b.element.offset }
      if a.element.index != b.element.index { return a.element.index ?? -1 < b.element.index ?? -1 }
      return a.offset < b.offset
    }
    return byPosition.map(\.element)
  }
}
