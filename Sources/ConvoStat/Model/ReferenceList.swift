// The references of a worker's records, each stored a few times at most.

/// References numbered in the order of first arrival.
///
/// One reference may have several numbers.
///
/// Messages of a conversation come close together. So the references that were looked up last are in a
/// small cache, and one that is not in the cache gets a new number; equal references are found by sorting
/// when all records are read. A table of all references would miss the processor's caches with almost every
/// look-up. An index that limits the numbers is built only if the cache does not help, because records are
/// in random order.
final class ReferenceList {
  @exclusivity(unchecked) private var entries = Chunked<Entry>()
  private let bytes = ByteStore()
  private let recent = FixedArray(
    repeating: Recent(hash: 0, number: ReferenceList.unused), count: ReferenceList.recentCount)
  let usesCaches: Bool
  @exclusivity(unchecked) private var index: ReferenceIndex?
  @exclusivity(unchecked) private var lookups = 0
  @exclusivity(unchecked) private var misses = 0
  private let hasher = TextHash()

  /// A stored reference: the bytes of the qualifier, then those of the name.
  fileprivate struct Entry {
    /// The address of the qualifier's first byte.
    var address: UInt
    var qualifierCount: UInt32
    var nameCountAndKind: UInt32

    /// Returns a length and a kind in one number, so that one comparison rules out most other references.
    @inline(__always)
    static func pack(_ nameCount: Int, _ kind: Reference.Kind) -> UInt32 {
      UInt32(truncatingIfNeeded: nameCount) << Reference.Kind.bitCount | UInt32(kind.rawValue)
    }

    @inline(__always)
    var qualifier: Text { Text(storedAddress: address, count: Int(qualifierCount)) }

    @inline(__always)
    var name: Text {
      Text(
        storedAddress: address &+ UInt(qualifierCount),
        count: Int(nameCountAndKind >> Reference.Kind.bitCount))
    }

    @inline(__always)
    var kind: Reference.Kind { Reference.Kind(lowestBitsOf: nameCountAndKind) }

    @inline(__always)
    var reference: Reference {
      Reference(kind, qualifier: qualifier, name: name)
    }
  }

  /// A view of the current references, valid until another is added.
  ///
  /// Reading it does not retain and release the list.
  struct View {
    fileprivate let entries: ChunkedView<Entry>

    /// Returns the reference with a number.
    @inline(__always)
    subscript(number: UInt32) -> Reference { entries[Int(number)].reference }

    /// Returns true if a reference equals one of another view that has the same platform and account.
    @inline(__always)
    func isSame(_ number: UInt32, as otherNumber: UInt32, in other: View) -> Bool {
      let (one, other) = (entries[Int(number)], other.entries[Int(otherNumber)])
      return one.nameCountAndKind == other.nameCountAndKind && one.name == other.name
        && (one.kind != .ofInbox || one.qualifier == other.qualifier)
    }
  }

  /// A reference in the cache.
  private struct Recent {
    var hash: UInt32
    var number: UInt32
  }

  private static let recentCount = 4096
  private static let unused = UInt32.max
  /// The index is built after this number of misses, if more than one in `missesPerIndex` look-ups missed.
  private static let minimumMisses = 50_000
  private static let missesPerIndex = 4

  /// - Parameter usesCaches: false if every message adds a reference.
  init(usesCaches: Bool = true) { self.usesCaches = usesCaches }

  var count: Int { entries.count }

  var bytesHeld: Int { entries.bytesHeld + bytes.bytesHeld + (index?.bytesHeld ?? 0) }

  /// Returns a number of the reference, for a record that is probably one of many with it.
  @inline(__always)
  func number(of reference: Reference) -> UInt32 {
    lookups += 1
    let hash = hasher(reference.name)
    let known = recent[Int(hash) & (ReferenceList.recentCount - 1)]
    if known.hash == hash, known.number != ReferenceList.unused, matches(known.number, reference) {
      return known.number
    }
    misses += 1
    return add(reference, hash: hash)
  }

  /// Returns a number of the reference, for a record that is probably the only one with it.
  func add(_ reference: Reference) -> UInt32 { add(reference, hash: hasher(reference.name)) }

  private func add(_ reference: Reference, hash: UInt32) -> UInt32 {
    if index == nil, misses >= ReferenceList.minimumMisses, misses > lookups / ReferenceList.missesPerIndex {
      let made = ReferenceIndex()
      for number in 0..<UInt32(count) { made.insert(number, hash: hasher(self[number].name)) }
      index = made
    }
    let known = index?.find(hash: hash) { matches($0, reference) }
    let number = known ?? append(reference)
    if known == nil { index?.insert(number, hash: hash) }
    if usesCaches {
      recent[Int(hash) & (ReferenceList.recentCount - 1)] = Recent(hash: hash, number: number)
    }
    return number
  }

  private func append(_ reference: Reference) -> UInt32 {
    let (qualifier, name) = (reference.qualifier, reference.name)
    entries.append(
      Entry(
        address: bytes.keep(qualifier, name).address, qualifierCount: UInt32(qualifier.count),
        nameCountAndKind: Entry.pack(name.count, reference.kind)))
    return UInt32(count - 1)
  }

  /// Returns the reference with a number.
  ///
  /// Its texts are valid as long as the list lives.
  @inline(__always)
  subscript(number: UInt32) -> Reference { entries[Int(number)].reference }

  var view: View { View(entries: entries.view) }

  @inline(__always)
  private func matches(_ number: UInt32, _ reference: Reference) -> Bool {
    let known = entries[Int(number)]
    let (qualifier, name) = (reference.qualifier, reference.name)
    return known.nameCountAndKind == Entry.pack(name.count, reference.kind) && known.name == name
      && known.qualifier == qualifier
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
