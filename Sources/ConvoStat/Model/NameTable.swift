// The names of inboxes and agents that were found with their ids.

/// The kind of a name.
///
/// For metadata, the id is a key and the name its value.
enum Named: UInt8 {
  case asappAgent, chatwootAgent, inbox, metadata
  /// The kind of channel from which an inbox takes messages.
  case inboxChannel
  /// An agent of a platform that a map reads; the account is a `SourcedAccount`.
  case mappedAgent
  /// An inbox that a record names together with its account.
  ///
  /// The id alone matters; the name is the id.
  case accountInbox
  /// The schedule of an inbox, as `InboxSchedule` writes it.
  case inboxHours
}

/// The account to which an id and its name belong.
enum NameScope {
  /// This account (empty for asapp, which has none).
  case account(Text)
  /// The account of the conversation with this reference, which is not resolved yet.
  case reference(UInt32)
  /// Every account that has no name of its own: from an inbox record without account (Inputs:
  /// attributes).
  case everywhere
}

/// Names by kind, account and id.
///
/// Of two names, the one with the higher rank wins; of equal rank, the bytewise greatest.
struct NameTable: ~Copyable {
  private let keys = TextTable()
  private let names = TextTable()
  private var held: [(rank: Rank, name: UInt32)] = []
  /// By number: the highest other value of metadata that a record with the same rank time gives, if there is one
  /// (Inputs: the same thing twice).
  private var rivals: [Int: (rank: Rank, name: UInt32)] = [:]
  private var key = KeyBuffer()

  fileprivate enum Mark { static let account: UInt8 = 0, reference: UInt8 = 1, everywhere: UInt8 = 2 }

  /// The memory of all names in bytes.
  var bytesHeld: Int {
    keys.bytesHeld + names.bytesHeld + held.capacity * MemoryLayout<(rank: Rank, name: UInt32)>.stride
  }

  /// Adds a name.
  ///
  /// Does nothing if the id or the name is empty, except that an empty value of metadata is one that was removed.
  mutating func add(_ named: Named, _ scope: NameScope, id: Text, name: Text, rank: Rank) {
    if id.isEmpty || (name.isEmpty && named != .metadata) { return }
    key.write(named, scope, id)
    let number = Int(key.withText { keys.number(of: $0) })
    if number == held.count {
      held.append((rank, names.number(of: name)))
    } else if named == .metadata {
      meet(number, (rank, names.number(of: name)))
    } else if held[number].rank < rank {
      if names[held[number].name] != name { held[number].name = names.number(of: name) }
      held[number].rank = rank
    } else if held[number].rank == rank, names[held[number].name] < name {
      held[number].name = names.number(of: name)
    }
  }

  /// Adds a further value of a key of metadata.
  private mutating func meet(_ number: Int, _ value: (rank: Rank, name: UInt32)) {
    func precedes(_ left: (rank: Rank, name: UInt32), _ right: (rank: Rank, name: UInt32)) -> Bool {
      left.rank != right.rank ? left.rank < right.rank : names[left.name] < names[right.name]
    }
    let before = held[number]
    let isHigher = precedes(before, value)
    if isHigher { held[number] = value }
    guard value.rank.isTied(with: before.rank) else {
      if isHigher { rivals[number] = nil }
      return
    }
    let others = [isHigher ? before : value] + (rivals[number].map { [$0] } ?? [])
    rivals[number] = others.filter { $0.name != held[number].name }.max(by: precedes)
  }

  /// Returns a name, or an empty text.
  /// - Parameter key: scratch of the caller, so that several threads can look up at the same time.
  func name(_ named: Named, _ scope: NameScope, id: Text, _ key: inout KeyBuffer) -> Text {
    if id.isEmpty { return .empty }
    key.write(named, scope, id)
    guard let number = key.withText({ keys.find($0) }) else { return .empty }
    return names[held[Int(number)].name]
  }

  /// Calls `body` with every winning name, and with the values that disagree with it.
  func forEachName(_ body: (Named, NameScope, _ id: Text, _ name: Text, Rank) -> Void) {
    for number in 0..<held.count {
      let key = keys[UInt32(number)]
      guard let named = Named(rawValue: key[0]) else { continue }
      let part = Int(word(key, 2))
      let account = Text(start: key.start + 6, count: key[1] == Mark.account ? part : 0)
      let id = Text(start: key.start + 6 + account.count, count: key.count - 6 - account.count)
      let scope: NameScope =
        switch key[1] {
        case Mark.account: .account(account)
        case Mark.reference: .reference(word(key, 2))
        default: .everywhere
        }
      body(named, scope, id, names[held[number].name], held[number].rank)
      if !rivals.isEmpty, let rival = rivals[number] { body(named, scope, id, names[rival.name], rival.rank) }
    }
  }

  private func word(_ key: Text, _ at: Int) -> UInt32 {
    var reader = ByteReader(key.suffix(from: at))
    return UInt32(littleEndian: reader.read(UInt32.self))
  }
}

extension KeyBuffer {
  fileprivate mutating func write(_ named: Named, _ scope: NameScope, _ id: Text) {
    begin(named.rawValue)
    switch scope {
    case .account(let account):
      add(mark: NameTable.Mark.account)
      add(account)
    case .reference(let reference):
      add(mark: NameTable.Mark.reference)
      add(reference)
    case .everywhere:
      add(mark: NameTable.Mark.everywhere)
      add(0)
    }
    end(id)
  }
}
