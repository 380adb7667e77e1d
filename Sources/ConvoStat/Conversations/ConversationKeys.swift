// The conversations of a run: every reference resolved, every conversation known once, in order.

/// What a conversation is known by.
struct ConversationKey {
  var platform: Platform
  var account: Text
  var id: Text
}

extension ConversationKey: Comparable {
  static func == (left: ConversationKey, right: ConversationKey) -> Bool {
    left.platform == right.platform && left.account == right.account && left.id == right.id
  }

  /// Bytewise by (source, account, conversation id); the platforms stand in the order of their names.
  static func < (left: ConversationKey, right: ConversationKey) -> Bool {
    if left.platform != right.platform { return left.platform.rawValue < right.platform.rawValue }
    if left.account != right.account { return left.account < right.account }
    return left.id < right.id
  }
}

/// All conversations in order, and which of them each worker's references mean.
final class ConversationKeys: @unchecked Sendable {
  /// The conversations in the order of the outputs.
  private(set) var keys: [ConversationKey] = []
  /// By worker and its reference: the place of the conversation in `keys`.
  private(set) var places: [[UInt32]] = []
  /// By worker and its reference: whether another conversation might be meant as well.
  private(set) var isAmbiguous: [[Bool]] = []
  private let references: ReferenceTable
  private let chatwoot: ChatwootResolution

  init(_ workers: [Facts]) {
    let references = ReferenceTable()
    let global = workers.map { facts in
      (0..<UInt32(facts.references.count)).map { references.number(of: facts.references[$0]) }
    }
    let links = zip(workers, global).flatMap { facts, numbers in
      facts.links.map { link in
        Facts.Link(
          id: numbers[Int(link.id)],
          externalID: link.externalID == Facts.Link.none ? Facts.Link.none : numbers[Int(link.externalID)])
      }
    }
    let asapp = AsappResolution(references: references, links: links)
    chatwoot = ChatwootResolution(references: references)
    self.references = references
    var meant: [UInt32] = []
    var ambiguous: [Bool] = []
    meant.reserveCapacity(references.count)
    ambiguous.reserveCapacity(references.count)
    for number in 0..<UInt32(references.count) {
      let (conversation, isAmbiguous) = resolve(number, asapp)
      meant.append(conversation)
      ambiguous.append(isAmbiguous)
    }
    let placeOf = sort(meant)
    places = global.map { $0.map { placeOf[Int(meant[Int($0)])] } }
    isAmbiguous = global.map { $0.map { ambiguous[Int($0)] } }
  }

  /// The reference that stands for the conversation which a reference means.
  private func resolve(_ number: UInt32, _ asapp: AsappResolution) -> (UInt32, isAmbiguous: Bool) {
    guard case .chatwoot(let account, let conversation) = references[number] else {
      return asapp.resolve(number, in: references)
    }
    if !account.isEmpty { return (number, false) }
    let known = chatwoot.account(of: conversation)
    return (references.find(.chatwoot(account: known, conversation: conversation)) ?? number, false)
  }

  /// Makes the keys of the conversations that are meant, each once, in order.
  /// - Returns: the place of each, by the reference that stands for it.
  private func sort(_ meant: [UInt32]) -> [UInt32] {
    let unplaced = UInt32.max
    var placeOf = Array(repeating: unplaced, count: meant.count)
    var order: [SortKey] = []
    for number in meant where placeOf[Int(number)] == unplaced {
      placeOf[Int(number)] = 0
      order.append(SortKey(key(number), number: number))
    }
    order.sort { left, right in
      left.prefix != right.prefix ? left.prefix < right.prefix : key(left.number) < key(right.number)
    }
    keys.reserveCapacity(order.count)
    for (place, entry) in order.enumerated() {
      placeOf[Int(entry.number)] = UInt32(place)
      keys.append(key(entry.number))
    }
    return placeOf
  }

  /// The key that a reference spells.
  private func key(_ number: UInt32) -> ConversationKey {
    switch references[number] {
    case .byID(let id), .byExternalID(let id): ConversationKey(platform: .asapp, account: .empty, id: id)
    case .chatwoot(let account, let id): ConversationKey(platform: .chatwoot, account: account, id: id)
    }
  }

  /// A key as it is sorted: most are told apart by their first bytes, without a look at their texts.
  private struct SortKey {
    let prefix: UInt64
    let number: UInt32

    init(_ key: ConversationKey, number: UInt32) {
      // The platform, then the bytes of the id, or of the account where there is one.
      let text = key.account.isEmpty ? key.id : key.account
      let hasAccount: UInt64 = key.account.isEmpty ? 0 : 1
      var bytes: UInt64 = 0
      for index in 0..<7 { bytes = bytes << 8 | (index < text.count ? UInt64(text[index]) : 0) }
      prefix = UInt64(key.platform.rawValue) << 57 | hasAccount << 56 | bytes
      self.number = number
    }
  }
}

extension ReferenceTable {
  /// The id or external id of an asapp reference.
  func text(_ number: UInt32) -> Text {
    switch self[number] {
    case .byID(let text), .byExternalID(let text), .chatwoot(_, let text): text
    }
  }
}
