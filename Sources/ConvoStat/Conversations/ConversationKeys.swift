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
    var found: [ConversationKey] = []
    var ambiguous: [Bool] = []
    found.reserveCapacity(references.count)
    ambiguous.reserveCapacity(references.count)
    for number in 0..<UInt32(references.count) {
      let (key, isAmbiguous) = resolve(number, asapp)
      found.append(key)
      ambiguous.append(isAmbiguous)
    }
    let rank = number(found)
    places = global.map { $0.map { rank[Int($0)] } }
    isAmbiguous = global.map { $0.map { ambiguous[Int($0)] } }
  }

  private func resolve(_ number: UInt32, _ asapp: AsappResolution) -> (ConversationKey, Bool) {
    if case .chatwoot(let account, let conversation) = references[number] {
      let known = account.isEmpty ? chatwoot.account(of: conversation) : account
      return (ConversationKey(platform: .chatwoot, account: known, id: conversation), false)
    }
    let (id, isAmbiguous) = asapp.resolve(number, in: references)
    return (ConversationKey(platform: .asapp, account: .empty, id: id), isAmbiguous)
  }

  /// Sorts the keys, each once.
  /// - Returns: by reference, the place of its key.
  private func number(_ found: [ConversationKey]) -> [UInt32] {
    let known = TextTable(minimumCapacity: found.count / 2)
    var key = KeyBuffer()
    var unsorted: [ConversationKey] = []
    let numbers = found.map { conversation in
      key.begin(conversation.platform.rawValue)
      key.add(conversation.account)
      key.end(conversation.id)
      let number = key.withText { known.number(of: $0) }
      if number == unsorted.count { unsorted.append(conversation) }
      return number
    }
    var order = unsorted.enumerated().map { SortKey($0.element, number: UInt32($0.offset)) }
    order.sort { left, right in
      if left.prefix != right.prefix { return left.prefix < right.prefix }
      return unsorted[Int(left.number)] < unsorted[Int(right.number)]
    }
    keys = order.map { unsorted[Int($0.number)] }
    var places = Array(repeating: UInt32(0), count: unsorted.count)
    for (place, entry) in order.enumerated() { places[Int(entry.number)] = UInt32(place) }
    return numbers.map { places[Int($0)] }
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
