// The references that a worker's records make, each a few times at most.

/// References numbered in the order of first arrival; one may have several numbers.
///
/// Messages of a conversation come close together, so the references that were asked for last stand in a small
/// cache, and one that is not there gets another number: what they mean together is found by sorting, when all
/// records are read. A table of all references would miss the processor's caches with almost every look-up.
/// Only where the cache does not help, since records stand in no order, an index keeps the numbers few.
final class ReferenceList {
  @exclusivity(unchecked) private var entries = Chunked<Entry>()
  private let bytes = ByteStore()
  private let recent = FixedArray(
    repeating: Recent(hash: 0, number: ReferenceList.unused), count: ReferenceList.recentCount)
  @exclusivity(unchecked) private var index: ReferenceIndex?
  @exclusivity(unchecked) private var asked = 0
  @exclusivity(unchecked) private var missed = 0
  private let hasher = TextHash()

  /// A reference as it is kept: the account's bytes, then the name's.
  fileprivate struct Entry {
    /// The address of the account's first byte.
    var address: UInt
    var accountCount: UInt32
    var nameCountAndKind: UInt32

    @inline(__always)
    var reference: Reference {
      let account = Text(address: address, count: Int(accountCount))
      let name = Text(address: address + UInt(accountCount), count: Int(nameCountAndKind >> 2))
      return Reference(
        Reference.Kind(rawValue: UInt8(nameCountAndKind & 3)) ?? .byID, account: account, name: name)
    }
  }

  /// The references as they are now, until another is added; to be looked at without counting who holds the list.
  struct View {
    fileprivate let entries: ChunkedView<Entry>

    /// The reference with a number.
    @inline(__always)
    subscript(number: UInt32) -> Reference { entries[Int(number)].reference }
  }

  /// A reference in the cache.
  private struct Recent {
    var hash: UInt32
    var number: UInt32
  }

  private static let recentCount = 4096
  private static let unused = UInt32.max
  /// So many misses, and one in so many look-ups, make an index worth its while.
  private static let patience = 50_000
  private static let missesPerIndex = 4

  var count: Int { entries.count }

  var bytesHeld: Int { entries.bytesHeld + bytes.bytesHeld + (index?.bytesHeld ?? 0) }

  /// A number of the reference, for a record that is likely to be one of many with it.
  @inline(__always)
  func number(of reference: Reference) -> UInt32 {
    asked += 1
    let hash = hasher(reference.name)
    let known = recent[Int(hash) & (ReferenceList.recentCount - 1)]
    if known.hash == hash, known.number != ReferenceList.unused, matches(known.number, reference) {
      return known.number
    }
    missed += 1
    return add(reference, hash: hash)
  }

  /// A number of the reference, for a record that is likely to be the only one with it.
  func add(_ reference: Reference) -> UInt32 { add(reference, hash: hasher(reference.name)) }

  private func add(_ reference: Reference, hash: UInt32) -> UInt32 {
    if index == nil, missed >= ReferenceList.patience, missed > asked / ReferenceList.missesPerIndex {
      let made = ReferenceIndex()
      for number in 0..<UInt32(count) { made.insert(number, hash: hasher(self[number].name)) }
      index = made
    }
    let known = index?.find(hash: hash) { matches($0, reference) }
    let number = known ?? append(reference)
    if known == nil { index?.insert(number, hash: hash) }
    recent[Int(hash) & (ReferenceList.recentCount - 1)] = Recent(hash: hash, number: number)
    return number
  }

  private func append(_ reference: Reference) -> UInt32 {
    let (account, name) = (reference.account, reference.name)
    entries.append(
      Entry(
        address: bytes.keep(account, name).address, accountCount: UInt32(account.count),
        nameCountAndKind: UInt32(name.count) << 2 | UInt32(reference.kind.rawValue)))
    return UInt32(count - 1)
  }

  /// The reference with a number; its texts live as long as the list.
  @inline(__always)
  subscript(number: UInt32) -> Reference { entries[Int(number)].reference }

  var view: View { View(entries: entries.view) }

  @inline(__always)
  private func matches(_ number: UInt32, _ reference: Reference) -> Bool {
    let known = self[number]
    return known.kind == reference.kind && known.name == reference.name && known.account == reference.account
  }
}

/// The numbers of references by hash.
private final class ReferenceIndex {
  private var slots = HashSlots(size: 1 << 16)

  var bytesHeld: Int { slots.bytesHeld }

  /// Returns the number with that hash that satisfies `matches`, or `nil` if there is none.
  func find(hash: UInt32, matches: (UInt32) -> Bool) -> UInt32? {
    slots.number(in: slots.slot(hash, matches))
  }

  /// Adds a number.
  func insert(_ number: UInt32, hash: UInt32) { slots.insert(number, hash: hash) }
}
