// The conversations of a run whose facts were spilled, read back one partition at a time.

/// All conversations in parts.
///
/// No part needs the facts of another one.
final class SpilledConversations {
  private let spill: Spill
  private let options: JoiningOptions
  let agents: AgentNumbers
  let names: NameDirectory
  private let inboxes: InboxAccounts
  /// By partition: its segments.
  private let segments: [[Segment]]
  /// By partition: the references in its segments that belong to another partition.
  private let moved: [MovedReferences]
  /// The number of messages whose reference may mean several conversations.
  private(set) var ambiguousReferences = 0

  /// - Parameter workers: the workers after all their facts were spilled: they still hold agents and names.
  init(_ spill: Spill, _ workers: [Facts], _ options: JoiningOptions) throws(Failure) {
    self.spill = spill
    self.options = options
    let original = spill.allSegments
    let inboxes = InboxAccounts(workers)
    self.inboxes = inboxes
    let heads = try SpilledConversations.each(original.count, jobs: options.jobs) {
      partition throws(Failure) in
      try PartitionHeads(spill, original[partition], inboxes)
    }
    names = NameDirectory(workers, heads.flatMap(\.names))
    agents = AgentNumbers(workers)
    moved = heads.map(\.moved)
    for (partition, moved) in moved.enumerated() where !moved.isEmpty {
      for worker in workers.indices {
        let own = original[partition].filter { $0.worker == worker }
        for isAmbiguous in [false, true] {
          let facts = workers[worker].emptied()
          for segment in own {
            try spill.read(segment, headOnly: false) {
              facts.absorb($0) { moved.target(of: $0, isAmbiguous: isAmbiguous) }
            }
          }
          if isAmbiguous { ambiguousReferences += facts.messages.count }
          if facts.references.count > 0 { try spill.put(facts, of: worker) }
        }
      }
    }
    segments = spill.allSegments
    self.workers = workers
  }

  private let workers: [Facts]

  /// The number of parts.
  ///
  /// Some may be empty.
  var partCount: Int { segments.count }

  /// Returns the conversations of a part.
  func part(_ partition: Int) throws(Failure) -> Conversations {
    try checkSize(of: partition)
    let moved = moved[partition]
    let facts = try SpilledConversations.each(workers.count, jobs: workers.count) {
      [spill, segments, workers] worker throws(Failure) in
      let facts = workers[worker].emptied()
      for segment in segments[partition] where segment.worker == worker {
        try spill.read(segment, headOnly: false) {
          facts.absorb($0) { moved.contains($0) ? nil : $0 }
        }
      }
      return facts
    }
    let conversations = Conversations(facts, agents: agents, names: names, inboxes: inboxes)
    try conversations.checkLongest(options)
    return conversations
  }

  /// Throws if a part, which is read as a whole, needs more than all of the memory.
  private func checkSize(of partition: Int) throws(Failure) {
    guard let allowed = options.boundBytes else { return }
    let bytes = segments[partition].reduce(0) { $0 + $1.range.count }
    // The facts of a worker exist twice while they are read: as bytes of the file and in memory.
    try MemoryShortage.check(
      .messages, bytes / MemoryLayout<PackedFact>.size, needs: bytes * 2, of: allowed)
  }

  /// Returns the latest created time of all kept messages.
  ///
  /// Skips parts that cannot have it.
  ///
  /// - Parameter limit: messages that were created later are ignored.
  func latestCreated(atMost limit: Int64 = .max) throws(Failure) -> Int64? {
    var latest: Int64?
    let bounds = segments.map { $0.map(\.latest).max() ?? -1 }
    for partition in bounds.indices.sorted(by: { bounds[$0] > bounds[$1] }) {
      if bounds[partition] < 0 || latest ?? -1 >= min(bounds[partition], limit) { break }
      if let created = try part(partition).latestCreated(options, atMost: limit) {
        latest = max(latest ?? created, created)
      }
    }
    return latest
  }

  /// Calls `make` with each number below `count`, in several threads, and returns the results in order.
  private static func each<Value>(
    _ count: Int, jobs: Int, _ make: (Int) throws(Failure) -> Value
  ) throws(Failure) -> [Value] {
    let failure = FailureBox()
    let parts = inParallel(min(jobs, max(count, 1))) { worker in
      stride(from: worker, to: count, by: min(jobs, max(count, 1))).map { number -> Value? in
        do throws(Failure) { return try make(number) } catch { failure.report(error) }
        return nil
      }
    }
    try failure.check()
    return (0..<count).compactMap { parts[$0 % parts.count][$0 / parts.count] }
  }
}

/// References of a partition to conversations of other partitions.
struct MovedReferences {
  private let names = TextTable()
  /// By name: the target of the id and the target of the external id with that name.
  private var targets: [(byID: Target?, byExternalID: Target?)] = []
  private let store = ByteStore()

  struct Target {
    var id: Text
    var isAmbiguous: Bool
  }

  var isEmpty: Bool { targets.isEmpty }

  mutating func add(_ reference: Reference, to id: Text, isAmbiguous: Bool) {
    let number = Int(names.number(of: reference.name))
    if number == targets.count { targets.append((nil, nil)) }
    let target = Target(id: store.keep(id), isAmbiguous: isAmbiguous)
    if reference.kind == .byID {
      targets[number].byID = target
    } else {
      targets[number].byExternalID = target
    }
  }

  private func find(_ reference: Reference) -> Target? {
    guard !isEmpty, reference.platform == .asapp, let number = names.find(reference.name) else { return nil }
    return reference.kind == .byID ? targets[Int(number)].byID : targets[Int(number)].byExternalID
  }

  func contains(_ reference: Reference) -> Bool { find(reference) != nil }

  /// Returns the reference that a moved one means; `nil` if it did not move, or if its ambiguity differs from
  /// `isAmbiguous`.
  func target(of reference: Reference, isAmbiguous: Bool) -> Reference? {
    guard let target = find(reference), target.isAmbiguous == isAmbiguous else { return nil }
    return .byID(target.id)
  }
}

/// The combined heads of a partition's segments.
private struct PartitionHeads {
  private(set) var moved = MovedReferences()
  /// Names whose account is known now.
  private(set) var names: [AccountedName] = []

  init(_ spill: Spill, _ segments: [Segment], _ inboxes: InboxAccounts) throws(Failure) {
    // The references move into these facts, so that the usual resolution sees all of them.
    let facts = Facts(extras: 0)
    var scoped: [(UInt32, Named, Rank, id: Text, name: Text)] = []
    let store = ByteStore()
    for segment in segments {
      try spill.read(segment, headOnly: true) { bytes in
        var reader = ByteReader(bytes)
        let head = SegmentHead(&reader)
        let numbers = head.references.map { facts.references.add($0) }
        for bearer in head.bearers { facts.link(numbers[Int(bearer)], with: .empty) }
        for link in head.links { facts.link(facts.references.add(.byID(link.id)), with: link.externalID) }
        for name in head.names {
          scoped.append(
            (
              numbers[Int(name.reference)], name.named, name.rank, store.keep(name.id), store.keep(name.name)
            ))
        }
      }
    }
    let references = DistinctReferences([facts.references])
    let resolution = AsappResolution(references, [facts])
    for index in 0..<UInt32(references.count) where references[index].platform == .asapp {
      let (meant, isAmbiguous) = resolution.resolve(index, in: references)
      // Ambiguous references are included, so that their messages are counted.
      if references[meant].name != references[index].name || isAmbiguous {
        moved.add(references[index], to: references[meant].name, isAmbiguous: isAmbiguous)
      }
    }
    let accounts = ChatwootResolution(references, inboxes)
    for (number, named, rank, id, name) in scoped {
      let account = references[accounts.resolve(references.indexes[0][Int(number)])].account
      names.append(
        AccountedName(
          named: named, account: store.keep(account), id: id, name: name, rank: rank, store: store))
    }
    withExtendedLifetime(facts) {}
  }
}
