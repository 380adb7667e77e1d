// The facts that a partial summary takes: those of whole conversations.

/// The conversations of a run's share, and the references to them.
struct PartialShare {
  /// By index of a distinct reference: true if its conversation is in the share.
  let isChosen: [Bool]
  let head: PartialHead

  /// - Parameters:
  ///   - shard: the share of the run. `nil` if the run has all conversations.
  ///   - knownNewest: the latest creation time of a message in the parts that were read, in milliseconds
  ///     since
  ///     1970. `nil` if the inputs are not parts.
  ///   - tableOptions: the options that change tables, as words of a command line.
  init(
    _ workers: [Facts], _ shard: ConversationShard?, _ joining: JoiningOptions, knownNewest: Int64?,
    tableOptions: [String]
  ) throws(Failure) {
    let conversations = Conversations(workers)
    let keys = conversations.keys
    // The last one is for reporting events that mean no conversation, which the first share counts.
    let isIn = (0..<keys.count).map { shard?.contains(keys[$0]) ?? true } + [shard?.number ?? 0 == 0]
    let references = DistinctReferences(workers.map(\.references))
    var isChosen = Array(repeating: false, count: references.count)
    for (worker, indexes) in references.indexes.enumerated() {
      for (reference, index) in indexes.enumerated() {
        isChosen[Int(index)] = isIn[Int(keys.indexes[worker][reference])]
      }
    }
    self.isChosen = isChosen
    let hashes = (0..<keys.count).filter { isIn[$0] }.map { ConversationShard.hash(keys[$0]) }
    let newest = [conversations.latestCreated(joining), knownNewest].compactMap(\.self).max()
    var head = PartialHead(options: tableOptions, newestMilliseconds: newest, keys: hashes.sorted())
    head.shares = shard.map { [$0] } ?? []
    self.head = head
  }
}
