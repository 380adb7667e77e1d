// The conversations of a run: all references resolved, each conversation once, in order.

/// The key of a conversation.
struct ConversationKey {
  var platform: Platform
  /// The account, or for a conversation that a map reads, the `SourcedAccount`.
  var account: Text
  var id: Text

  /// The name of the platform, as in the column `source`.
  var source: Text {
    platform == .mapped ? SourcedAccount.parts(of: account).source : Text(platform.name)
  }
}

/// The keys of all conversations in order, and the conversation that each worker's reference means.
struct ConversationKeys {
  private let references: DistinctReferences
  /// By conversation: the index of the distinct reference that holds its key.
  private let spelling: LargeArray<UInt32>
  /// By worker, then by the worker's number of a reference: the index of the conversation, or `count` if the reference
  /// means none.
  let indexes: [LargeArray<UInt32>]
  /// By worker, then by the worker's number of a reference: true if the reference may mean another
  /// conversation as well; empty if no reference is ambiguous.
  private(set) var isAmbiguous: [[Bool]] = []
  /// The chatwoot conversations without an account that several accounts have, and no inbox tells which one.
  private(set) var inSeveralAccounts: Set<Int> = []

  /// - Parameter inboxes: the accounts of the run's inboxes; `nil` if the workers name all of them.
  init(_ workers: [Facts], inboxes: InboxAccounts? = nil) {
    references = DistinctReferences(workers.map(\.references))
    let asapp = AsappResolution(references, workers)
    let chatwoot = ChatwootResolution(references, inboxes ?? InboxAccounts(workers))
    let count = references.count
    let shared = (0..<UInt32(count)).filter(chatwoot.isInSeveralAccounts)
    let meant = LargeArray<UInt32>(unset: count)
    let special = inParallel(workers.count) { [references] piece in
      var (ambiguous, reported): ([Int], [UInt32]) = ([], [])
      for index in count * piece / workers.count..<count * (piece + 1) / workers.count {
        let resolved = ConversationKeys.resolve(UInt32(index), in: references, asapp, chatwoot)
        meant[index] = resolved.index
        if resolved.isAmbiguous { ambiguous.append(index) }
        if resolved.index == ReportingResolution.nothing { reported.append(UInt32(index)) }
      }
      return (ambiguous: ambiguous, reported: reported)
    }
    let ambiguous = special.flatMap(\.ambiguous)
    let reported = special.flatMap(\.reported)
    if !reported.isEmpty { ReportingResolution(reported, references, workers, meant).resolve(in: meant) }
    spelling = LargeArray(capacity: count)
    let conversationOf = ConversationKeys.number(meant, spelling: spelling)
    indexes = inParallel(workers.count) { [references] worker in
      LargeArray(references.indexes[worker].lazy.map { conversationOf[Int($0)] })
    }
    inSeveralAccounts = Set(shared.map { Int(conversationOf[Int($0)]) })
    if ambiguous.isEmpty { return }
    let isAmbiguousAt = LargeArray(repeating: false, count: count)
    for index in ambiguous { isAmbiguousAt[index] = true }
    isAmbiguous = references.indexes.map { $0.map { isAmbiguousAt[Int($0)] } }
  }

  var count: Int { spelling.count }

  /// Returns the key of a conversation.
  subscript(conversation: Int) -> ConversationKey {
    let reference = references[spelling[conversation]]
    return ConversationKey(platform: reference.platform, account: reference.account, id: reference.name)
  }

  /// Returns the reference of the conversation that a reference means, and whether it may mean another one
  /// as well.
  private static func resolve(
    _ index: UInt32, in references: DistinctReferences, _ asapp: AsappResolution,
    _ chatwoot: ChatwootResolution
  ) -> (index: UInt32, isAmbiguous: Bool) {
    let reference = references[index]
    if reference.kind == .reported { return (ReportingResolution.nothing, false) }
    return switch reference.platform {
    case .asapp: asapp.resolve(index, in: references)
    case .chatwoot: (chatwoot.resolve(index), false)
    case .mapped: (index, false)
    }
  }

  /// Numbers the references that are meant, in order.
  /// - Parameter spelling: receives the index of each of them.
  /// - Returns: by index of a reference, the index of the conversation that it means, or the number of conversations if
  ///   it means none.
  private static func number(_ meant: LargeArray<UInt32>, spelling: LargeArray<UInt32>) -> LargeArray<UInt32>
  {
    let conversationOf = LargeArray(repeating: UInt32.max, count: meant.count)
    for index in meant where index != ReportingResolution.nothing { conversationOf[Int(index)] = 0 }
    for index in 0..<meant.count where conversationOf[index] == 0 {
      conversationOf[index] = UInt32(spelling.count)
      spelling.append(UInt32(index))
    }
    return LargeArray(
      meant.lazy.map { $0 == ReportingResolution.nothing ? UInt32(spelling.count) : conversationOf[Int($0)] })
  }
}
