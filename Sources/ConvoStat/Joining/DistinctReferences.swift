// All references of a run, each once, in the order of the outputs.

/// The references of all workers, sorted bytewise by (platform, account, name), then by kind.
struct DistinctReferences {
  private let all: AllReferences
  /// By place: a number of the reference.
  private let numbers: LargeArray<UInt32>
  /// By worker and its number of a reference: the place of the reference.
  let places: [LargeArray<UInt32>]

  init(_ references: [ReferenceList]) {
    let all = AllReferences(references)
    self.all = all
    let pieces = SortedReferences.pieces(of: all)
    let numbers = LargeArray<UInt32>(capacity: pieces.reduce(0) { $0 + $1.distinct.count })
    let firsts = pieces.map { piece in
      defer { for number in piece.distinct { numbers.append(number) } }
      return UInt32(numbers.count)
    }
    self.numbers = numbers
    let placed = LargeArray<UInt32>(unset: all.count)
    _ = inParallel(pieces.count) { piece in
      for (number, place) in zip(pieces[piece].numbers, pieces[piece].places) {
        placed[Int(number)] = firsts[piece] + place
      }
    }
    places = inParallel(references.count) { LargeArray(placed[all.numbers(of: $0)]) }
  }

  var count: Int { numbers.count }

  subscript(place: UInt32) -> Reference { all[numbers[Int(place)]] }

  /// The place of a reference, or nil if nothing makes it.
  func find(_ reference: Reference) -> UInt32? {
    let place = UInt32((0..<count).partitioningIndex { !precedes(self[UInt32($0)], reference) })
    return place < count && !precedes(reference, self[place]) ? place : nil
  }
}

/// The references of several lists, numbered one list after the other.
private final class AllReferences: @unchecked Sendable {
  /// Keeps what `lists` looks at.
  private let owners: [ReferenceList]
  let lists: FixedArray<ReferenceList.View>
  private let numbering: NumberedLists

  init(_ lists: [ReferenceList]) {
    owners = lists
    self.lists = FixedArray(lists.map(\.view))
    numbering = NumberedLists(counts: lists.map(\.count))
  }

  /// How many numbers there are.
  var count: Int { numbering.count }

  /// The numbers of a list's references.
  func numbers(of list: Int) -> Range<Int> { numbering.numbers(of: list) }

  @inline(__always)
  subscript(number: UInt32) -> Reference {
    let (list, index) = numbering.locate(Int(number))
    return lists[list][UInt32(index)]
  }

  /// Whether two numbers of references of one platform and account are the same reference's.
  func areSame(_ number: UInt32, _ other: UInt32) -> Bool {
    let (one, other) = (self[number], self[other])
    return one.kind == other.kind && one.name == other.name
  }
}

/// The order of the outputs: bytewise by (source, account, name), then by kind.
func precedes(_ left: Reference, _ right: Reference) -> Bool {
  if left.platform != right.platform { return left.platform.rawValue < right.platform.rawValue }
  if left.account != right.account { return left.account < right.account }
  if left.name != right.name { return left.name < right.name }
  return left.kind.rawValue < right.kind.rawValue
}

/// The sorting of references. Most are told apart by eight bytes of their names, behind what all names begin with;
/// these are sorted as numbers, and only what they leave open by the names themselves.
private enum SortedReferences {
  /// A reference as it is sorted.
  struct Entry {
    /// Eight bytes of the name, the first in front, zeros behind a shorter one.
    var window: UInt64
    /// The place of the platform and account among all.
    var group: UInt32
    /// Counted through all lists.
    var number: UInt32

    /// Whether this stands before another for certain; the names decide between those for which neither does.
    @inline(__always)
    func precedes(_ other: Entry) -> Bool {
      group != other.group ? group < other.group : window < other.window
    }
  }

  /// References that follow each other in the order of all.
  struct Piece {
    /// All numbers of the references, in order.
    let numbers: LargeArray<UInt32>
    /// The place of each among those that are distinct.
    let places: LargeArray<UInt32>
    /// One number of each distinct reference.
    let distinct: LargeArray<UInt32>

    /// No references, and room for so many.
    init(capacity: Int) {
      numbers = LargeArray(capacity: capacity)
      places = LargeArray(capacity: capacity)
      distinct = LargeArray(capacity: capacity)
    }
  }

  /// The references of all lists in order, cut into pieces that workers sort side by side.
  static func pieces(of lists: AllReferences) -> [Piece] {
    let groups = AccountOrder(lists)
    let shared = sharedPrefix(lists)
    let entries = inParallel(lists.lists.count) {
      SortedReferences.entries(lists, $0, groups, behind: shared)
    }
    let cuts = cuts(entries)
    return inParallel(cuts.count + 1) { piece in
      func isOurs(_ entry: Entry) -> Bool {
        (piece == 0 || !entry.precedes(cuts[piece - 1]))
          && (piece == cuts.count || entry.precedes(cuts[piece]))
      }
      let ours = LargeArray<Entry>(capacity: entries.reduce(0) { $0 + $1.count(where: isOurs) })
      for list in entries {
        for entry in list where isOurs(entry) { ours.append(entry) }
      }
      ours.sort(bits: 64) { $0.window }
      if groups.count > 0 { ours.sort(bits: 32) { UInt64($0.group) } }
      return withExtendedLifetime(ours) { SortedReferences.piece(of: ours.borrowed, lists) }
    }
  }

  /// The references of one list, as they stand there.
  private static func entries(
    _ lists: AllReferences, _ list: Int, _ groups: AccountOrder, behind shared: Int
  ) -> LargeArray<Entry> {
    let count = lists.numbers(of: list).count
    let entries = LargeArray<Entry>(capacity: count)
    var last = (account: Text.empty, group: UInt32(0))
    for index in 0..<UInt32(count) {
      let reference = lists.lists[list][index]
      if reference.kind.hasAccount, last.group == 0 || last.account != reference.account {
        last = (reference.account, groups.place(of: reference.account))
      }
      entries.append(
        Entry(
          window: window(reference.name, from: shared),
          group: reference.kind.hasAccount ? last.group : 0,
          number: UInt32(lists.numbers(of: list).lowerBound) + index))
    }
    return entries
  }

  /// Where the pieces begin but the first: about as many entries stand before each as between two of them.
  private static func cuts(_ entries: [LargeArray<Entry>]) -> [Entry] {
    let count = entries.reduce(0) { $0 + $1.count }
    let looks = max(1, count / 1024)
    let seen = entries.flatMap { list in stride(from: 0, to: list.count, by: looks).map { list[$0] } }
      .sorted { $0.precedes($1) }
    if seen.isEmpty { return [] }
    return (1..<max(entries.count, 1)).map { seen[$0 * seen.count / entries.count] }
  }

  /// How many bytes all names begin with.
  private static func sharedPrefix(_ lists: AllReferences) -> Int {
    guard lists.count > 0 else { return 0 }
    let first = lists[0].name
    return inParallel(lists.lists.count) { list in
      var shared = first.count
      for number in lists.numbers(of: list) where shared > 0 {
        let name = lists[UInt32(number)].name
        if name.count < shared { shared = name.count }
        if !haveSameBytes(name.start, first.start, shared) {
          shared = (0..<shared).first { name[$0] != first[$0] } ?? shared
        }
      }
      return shared
    }.min() ?? 0
  }

  @inline(__always)
  private static func window(_ name: Text, from start: Int) -> UInt64 {
    if name.count >= start + 8 {
      return name.word(at: start).byteSwapped
    }
    var word: UInt64 = 0
    for index in start..<start + 8 { word = word << 8 | (index < name.count ? UInt64(name[index]) : 0) }
    return word
  }

  /// Sorts stretches of equal group and window by the whole names, and tells which references are the same.
  private static func piece(of entries: MutableBorrowedArray<Entry>, _ lists: AllReferences) -> Piece {
    let piece = Piece(capacity: entries.count)
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count, !entries[start].precedes(entries[end]) { end += 1 }
      let first = entries[start].number
      let allAreSame = (start + 1..<end).allSatisfy { lists.areSame(entries[$0].number, first) }
      if !allAreSame {
        entries.part(start..<end).sort { ConvoStat.precedes(lists[$0.number], lists[$1.number]) }
      }
      for index in start..<end {
        let number = entries[index].number
        if index == start || !(allAreSame || lists.areSame(number, entries[index - 1].number)) {
          piece.distinct.append(number)
        }
        piece.numbers.append(number)
        piece.places.append(UInt32(piece.distinct.count - 1))
      }
      start = end
    }
    return piece
  }
}

/// The accounts of references that have one, in order.
private struct AccountOrder {
  private let accounts = TextTable()
  private var places: [UInt32] = []

  init(_ lists: AllReferences) {
    for found in inParallel(lists.lists.count, { AccountOrder.accounts(lists, $0) }) {
      for number in 0..<UInt32(found.count) { _ = accounts.number(of: found[number]) }
    }
    places = Array(repeating: 0, count: accounts.count)
    let sorted = (0..<UInt32(accounts.count)).sorted { accounts[$0] < accounts[$1] }
    for (place, number) in sorted.enumerated() { places[Int(number)] = UInt32(place + 1) }
  }

  /// The accounts of a list's references.
  private static func accounts(_ lists: AllReferences, _ list: Int) -> TextTable {
    let accounts = TextTable()
    var last = Text.empty
    for index in 0..<UInt32(lists.numbers(of: list).count) {
      let reference = lists.lists[list][index]
      guard reference.kind.hasAccount, accounts.count == 0 || reference.account != last else { continue }
      last = reference.account
      _ = accounts.number(of: last)
    }
    return accounts
  }

  var count: Int { places.count }

  /// The place of an account, from 1: asapp's references stand before.
  func place(of account: Text) -> UInt32 { accounts.find(account).map { places[Int($0)] } ?? 0 }
}
