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
    let order = (0..<UInt32(found.count)).sorted { found[Int($0)] < found[Int($1)] }
    var rank = Array(repeating: UInt32(0), count: found.count)
    for reference in order {
      if keys.last != found[Int(reference)] { keys.append(found[Int(reference)]) }
      rank[Int(reference)] = UInt32(keys.count - 1)
    }
    return rank
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
