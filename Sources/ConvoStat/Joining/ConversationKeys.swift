// The conversations of a run: every reference resolved, every conversation known once, in order.

/// What a conversation is known by.
struct ConversationKey {
  var platform: Platform
  var account: Text
  var id: Text
}

/// All conversations in order, and which of them each worker's references mean.
struct ConversationKeys {
  private let references: DistinctReferences
  /// By conversation: the place of the reference that spells its key.
  private let spelling: LargeArray<UInt32>
  /// By worker and its reference: the conversation.
  let places: [LargeArray<UInt32>]
  /// By worker and its reference: whether another conversation might be meant as well; empty where none is.
  private(set) var isAmbiguous: [[Bool]] = []

  init(_ workers: [Facts]) {
    references = DistinctReferences(workers.map(\.references))
    let asapp = AsappResolution(references, workers)
    let chatwoot = ChatwootResolution(references)
    let count = references.count
    let meant = LargeArray<UInt32>(unset: count)
    let ambiguous = inParallel(workers.count) { [references] piece in
      var ambiguous: [Int] = []
      for place in count * piece / workers.count..<count * (piece + 1) / workers.count {
        let resolved = ConversationKeys.resolve(UInt32(place), in: references, asapp, chatwoot)
        meant[place] = resolved.place
        if resolved.isAmbiguous { ambiguous.append(place) }
      }
      return ambiguous
    }.flatMap(\.self)
    spelling = LargeArray(capacity: count)
    let conversationOf = ConversationKeys.number(meant, spelling: spelling)
    places = inParallel(workers.count) { [references] worker in
      LargeArray(references.places[worker].lazy.map { conversationOf[Int($0)] })
    }
    if ambiguous.isEmpty { return }
    let isAmbiguousAt = LargeArray(repeating: false, count: count)
    for place in ambiguous { isAmbiguousAt[place] = true }
    isAmbiguous = references.places.map { $0.map { isAmbiguousAt[Int($0)] } }
  }

  var count: Int { spelling.count }

  /// The key of a conversation.
  subscript(conversation: Int) -> ConversationKey {
    let reference = references[spelling[conversation]]
    return ConversationKey(platform: reference.platform, account: reference.account, id: reference.name)
  }

  /// The reference that stands for the conversation which a reference means, and whether another might as well.
  private static func resolve(
    _ place: UInt32, in references: DistinctReferences, _ asapp: AsappResolution,
    _ chatwoot: ChatwootResolution
  ) -> (place: UInt32, isAmbiguous: Bool) {
    switch references[place].platform {
    case .asapp: asapp.resolve(place, in: references)
    case .chatwoot: (chatwoot.resolve(place), false)
    case .mapped: (place, false)
    }
  }

  /// Numbers the references that are meant, in their order.
  /// - Parameter spelling: takes the place of each that is meant.
  /// - Returns: the conversation that each reference means, by its place.
  private static func number(_ meant: LargeArray<UInt32>, spelling: LargeArray<UInt32>) -> LargeArray<UInt32>
  {
    let conversationOf = LargeArray(repeating: UInt32.max, count: meant.count)
    for place in meant { conversationOf[Int(place)] = 0 }
    for place in 0..<meant.count where conversationOf[place] == 0 {
      conversationOf[place] = UInt32(spelling.count)
      spelling.append(UInt32(place))
    }
    return LargeArray(meant.lazy.map { conversationOf[Int($0)] })
  }
}
