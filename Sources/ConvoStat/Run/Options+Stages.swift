// What each stage is told of the options of a run: no stage knows all of them.

extension Options {
  /// Memory that the run may take, in bytes, but never less than it needs to read a block; `nil` if any amount.
  var boundBytes: Int? { memoryBytes.map { max($0, MemoryShortage.leastBytes) } }

  /// The extra attributes that are read: first those with a column, then those that only tables by keys and
  /// conditions need.
  var extraAttributes: [ExtraAttribute] {
    if keepsMetadata { return ExtraAttribute.kept }
    var all = metadataKeys.map(ExtraAttribute.metadata) + (attributes ? ExtraAttribute.columns : [])
    if listsContents { all += [.labels, .team].filter { !all.contains($0) } }
    if firstResponseFrom == .conversation || asOfMilliseconds != nil { all.append(.created) }
    for extra in link?.extras ?? [] where !all.contains(extra) { all.append(extra) }
    for key in by.flatMap(\.keys) + conditions.map(\.key) + (backlog?.keys ?? []) {
      if let extra = key.extraAttribute, !all.contains(extra) { all.append(extra) }
    }
    return all
  }

  /// True if a column, a table or a condition needs metadata under a key.
  var asksMetadata: Bool {
    extraAttributes.contains { if case .metadata = $0 { true } else { false } }
  }

  /// Limits of the file of rejects.
  var rejectLimits: RejectLimits {
    RejectLimits(
      maxBytes: maxRejectBytes, maxRejects: maxRejects, memoryBytes: memoryBytes,
      temporaryDirectory: temporaryDirectory)
  }

  /// Options of facts that memory has no room for.
  var spilling: SpillOptions {
    SpillOptions(
      jobs: jobs, memoryBytes: memoryBytes, boundBytes: boundBytes, directory: temporaryDirectory,
      holdsFacts: holdsFacts, keepsLines: keepsMetadata)
  }

  /// Options by which conversations are put together.
  var joining: JoiningOptions {
    JoiningOptions(
      order: order, bots: bots, noSender: noSender, botAgents: botAgents, extras: extraAttributes,
      asOf: asOfMilliseconds, hasInboxHours: hours?.isOfInboxes ?? false, jobs: jobs, boundBytes: boundBytes)
  }

  /// Options of what opens and ends a wait.
  var waitRules: WaitRules {
    WaitRules(waitFrom: waitFrom, resolveEndsWait: resolveEndsWait, tracksWaiting: backlog != nil)
  }

  /// Options that select the conversations that count.
  public var selection: Selection {
    Selection(conditions: conditions, window: window, zone: zone, people: people)
  }

  /// The conditions as outputs show them.
  public var shownConditions: [String] { conditions.map { $0.text(for: people) } }

  /// The ids of agents that are bots, as outputs show them.
  public var shownBotAgents: [String] { botAgents.map(people.shownAgent) }

  /// The links of conversations; `nil` without `--link`.
  var conversationLink: ConversationLink? { link.map { ConversationLink($0, extras: extraAttributes) } }

  /// Options of the tables.
  var tables: TableOptions {
    let isFromCreation = firstResponseFrom == .conversation
    let written = Breakdown.always + by.filter { !Breakdown.always.contains($0) }
    let unwritten = report ? Breakdown.ofReport.filter { !written.contains($0) } : []
    return TableOptions(
      metadataKeys: metadataKeys,
      breakdowns: written + unwritten, unwritten: unwritten,
      maxGroups: maxGroups, extras: extraAttributes, selection: columns,
      columns: OptionalColumns(
        hasHours: hours != nil, levels: levels?.levels.map(\.name) ?? [], hasAttributes: attributes,
        hasCreation: isFromCreation, isFromCreation: isFromCreation, hasSessions: sessions != nil,
        hasLink: link != nil, link: conversationLink,
        people: people),
      hours: hours, levels: levels, hasResponses: responses, backlog: backlog,
      isTidy: tidy, hasDistribution: buckets != nil, zone: zone, csvText: csvText,
      writesCells: tableFiles.writesCells,
      hasReport: report, usesCaches: usesCaches, jobs: jobs)
  }

  /// Options of the files of the tables.
  var tableFiles: TableFileOptions {
    TableFileOptions(
      dialect: dialect, csvText: csvText, zone: zone, splitRows: splitRows,
      selectsColumns: !columns.names.isEmpty, hasWorkbook: xlsx,
      durations: durations, isTidy: tidy, temporaryDirectory: temporaryDirectory,
      jobs: jobs)
  }
}
