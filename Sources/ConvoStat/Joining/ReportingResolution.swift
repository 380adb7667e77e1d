// The resolution of reporting events, which name their conversation by the id of the database (Life: reporting
// events).

/// The conversations that reporting events may mean.
struct ReportingResolution {
  private let references: DistinctReferences
  /// The indexes of the references of reporting events.
  private let reported: [UInt32]
  /// The ids that reporting events name.
  private let names = TextTable()
  /// By id: the conversations with that id, each once.
  private var candidates: [[Candidate]] = []

  /// The value that represents no conversation.
  static let nothing = UInt32.max

  /// A conversation with what its records tell.
  private struct Candidate {
    /// The index of the reference that holds its key.
    let meant: UInt32
    let account: Text
    var inboxes: [Text] = []
    var starts: Set<Int64> = []
    var isRow = false

    /// Returns true if nothing that both sides tell differs.
    func fits(_ reported: ReportedConversation) -> Bool {
      let isPlace = reported.inbox.isEmpty || inboxes.isEmpty || inboxes.contains(reported.inbox)
      return isPlace && (starts.isEmpty || reported.start.map(starts.contains) ?? true)
    }
  }

  /// Finds the candidates.
  /// - Parameters:
  ///   - reported: the indexes of the references of reporting events.
  ///   - references: all references of the run.
  ///   - workers: the facts, with what records tell about their references.
  ///   - meant: by reference, the reference of the conversation that it means.
  init(
    _ reported: [UInt32], _ references: DistinctReferences, _ workers: [Facts], _ meant: LargeArray<UInt32>
  ) {
    self.reported = reported
    self.references = references
    for index in reported { _ = names.number(of: references[index].name) }
    candidates = Array(repeating: [], count: names.count)
    // By reference: the id and the candidate.
    var known: [UInt32: (name: Int, candidate: Int)] = [:]
    for index in 0..<UInt32(references.count)
    where references[index].kind == .chatwoot || references[index].kind == .ofInbox {
      guard let name = names.find(references[index].name).map({ Int($0) }) else { continue }
      let own = meant[Int(index)]
      let found = candidates[name].firstIndex { $0.meant == own }
      if found == nil { candidates[name].append(Candidate(meant: own, account: references[own].account)) }
      known[index] = (name, found ?? candidates[name].count - 1)
    }
    for (worker, facts) in workers.enumerated() {
      facts.traits.forEach { trait in
        guard let (name, candidate) = known[references.indexes[worker][Int(trait.reference)]] else { return }
        switch trait.kind {
        case .inbox: candidates[name][candidate].inboxes.append(facts.traits.inbox(trait.value))
        case .start: candidates[name][candidate].starts.insert(trait.value)
        case .row: candidates[name][candidate].isRow = true
        }
      }
    }
  }

  /// Sets the conversation that each reference of a reporting event means, or `nothing`.
  func resolve(in meant: LargeArray<UInt32>) {
    for index in reported { meant[Int(index)] = conversation(of: references[index]) }
  }

  private func conversation(of reference: Reference) -> UInt32 {
    guard let name = names.find(reference.name) else { return ReportingResolution.nothing }
    let reported = ReportedConversation(reference.qualifier)
    let all = candidates[Int(name)]
    let rows = all.filter(\.isRow)
    if let row = rows.count == 1 ? rows[0] : rows.first(where: { $0.account == reported.account }) {
      return row.meant
    }
    var own = all.filter { $0.account == reported.account }
    if own.isEmpty, !reported.account.isEmpty { own = all.filter(\.account.isEmpty) }
    // An event without an account may belong to any, unless there is a conversation without one.
    if own.isEmpty, reported.account.isEmpty { own = all }
    let fitting = own.filter { $0.fits(reported) }
    return fitting.count == 1 ? fitting[0].meant : ReportingResolution.nothing
  }
}
