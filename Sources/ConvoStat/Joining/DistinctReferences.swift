// All references of a run, each once, in the order of the outputs.

/// The references of all workers, sorted bytewise by (platform, account, name), then by kind.
struct DistinctReferences {
  private let lists: ReferenceLists
  /// By place: a number of the reference.
  private let numbers: LargeArray<UInt32>
  /// By worker and its number of a reference: the place of the reference.
  let indexes: [LargeArray<UInt32>]

  init(_ references: [ReferenceList]) {
    lists = ReferenceLists(references)
    let all = lists.all
    let pieces = SortedReferences.pieces(of: all)
    let numbers = LargeArray<UInt32>(capacity: pieces.reduce(0) { $0 + $1.distinct.count })
    let firsts = pieces.map { piece in
      defer { for number in piece.distinct { numbers.append(number) } }
      return UInt32(numbers.count)
    }
    self.numbers = numbers
    let indexOfNumber = LargeArray<UInt32>(unset: all.count)
    _ = inParallel(pieces.count) { piece in
      for (number, index) in zip(pieces[piece].numbers, pieces[piece].indexes) {
        indexOfNumber[Int(number)] = firsts[piece] + index
      }
    }
    indexes = inParallel(references.count) { LargeArray(indexOfNumber[all.numbers(of: $0)]) }
  }

  var count: Int { numbers.count }

  subscript(index: UInt32) -> Reference { lists.all[numbers[Int(index)]] }

  /// The place of a reference, or nil if nothing makes it.
  func find(_ reference: Reference) -> UInt32? {
    let index = UInt32((0..<count).partitioningIndex { !precedes(self[UInt32($0)], reference) })
    return index < count && !precedes(reference, self[index]) ? index : nil
  }
}

/// The references of several lists, numbered one list after the other. Owns what `all` looks at.
private final class ReferenceLists {
  let all: AllReferences
  private let lists: [ReferenceList]

  init(_ lists: [ReferenceList]) {
    self.lists = lists
    var total = 0
    let firsts = lists.map { list in
      defer { total += list.count }
      return total
    }
    all = AllReferences(lists: kept(lists.map(\.view)), firsts: kept(firsts + [total]))
  }

  deinit {
    all.lists.deallocate()
    all.firsts.deallocate()
  }
}

/// A look at the references of all lists.
private struct AllReferences {
  let lists: UnsafeMutableBufferPointer<ReferenceList.View>
  /// The number of the first reference of each list; then that of all.
  let firsts: UnsafeMutableBufferPointer<Int>

  /// How many numbers there are.
  var count: Int { firsts[lists.count] }

  /// The numbers of a list's references.
  func numbers(of list: Int) -> Range<Int> { firsts[list]..<firsts[list + 1] }

  @inline(__always)
  subscript(number: UInt32) -> Reference {
    var list = lists.count - 1
    while firsts[list] > Int(number) { list -= 1 }
    return lists[list][UInt32(Int(number) - firsts[list])]
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
    let indexes: LargeArray<UInt32>
    /// One number of each distinct reference.
    let distinct: LargeArray<UInt32>

    /// No references, and room for so many.
    init(capacity: Int) {
      numbers = LargeArray(capacity: capacity)
      indexes = LargeArray(capacity: capacity)
      distinct = LargeArray(capacity: capacity)
    }
  }

  /// The references of all lists in order, cut into pieces that workers sort side by side.
  static func pieces(of lists: AllReferences) -> [Piece] {
    let groups = AccountOrder(lists)
    let shared = sharedPrefix(lists)
    let entries = inParallel(lists.lists.count) {
      SortedReferences.entries(lists, $0, groups, after: shared)
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
      return ours.withUnsafeMutableBufferPointer { SortedReferences.piece(of: $0, lists) }
    }
  }

  /// The references of one list, as they stand there.
  private static func entries(
    _ lists: AllReferences, _ list: Int, _ groups: AccountOrder, after shared: Int
  ) -> LargeArray<Entry> {
    let count = lists.numbers(of: list).count
    let entries = LargeArray<Entry>(capacity: count)
    var last = (account: Text.empty, group: UInt32(0))
    for index in 0..<UInt32(count) {
      let reference = lists.lists[list][index]
      if reference.kind.hasAccount, last.group == 0 || last.account != reference.account {
        last = (reference.account, groups.index(of: reference.account))
      }
      entries.append(
        Entry(
          window: window(reference.name, from: shared),
          group: reference.kind.hasAccount ? last.group : 0, number: UInt32(lists.firsts[list]) + index))
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
      let word = UnsafeRawPointer(name.start + start).loadUnaligned(as: UInt64.self)
      return UInt64(bigEndian: word)
    }
    var word: UInt64 = 0
    for index in start..<start + 8 { word = word << 8 | (index < name.count ? UInt64(name[index]) : 0) }
    return word
  }

  /// Sorts stretches of equal group and window by the whole names, and tells which references are the same.
  private static func piece(of entries: UnsafeMutableBufferPointer<Entry>, _ lists: AllReferences) -> Piece {
    let piece = Piece(capacity: entries.count)
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count, !entries[start].precedes(entries[end]) { end += 1 }
      let first = entries[start].number
      let allAreSame = (start + 1..<end).allSatisfy { lists.areSame(entries[$0].number, first) }
      if !allAreSame {
        var alike = UnsafeMutableBufferPointer(rebasing: entries[start..<end])
        alike.sort { ConvoStat.precedes(lists[$0.number], lists[$1.number]) }
      }
      for index in start..<end {
        let number = entries[index].number
        if index == start || !(allAreSame || lists.areSame(number, entries[index - 1].number)) {
          piece.distinct.append(number)
        }
        piece.numbers.append(number)
        piece.indexes.append(UInt32(piece.distinct.count - 1))
      }
      start = end
    }
    return piece
  }
}

/// The accounts of references that have one, in order.
private struct AccountOrder {
  private let accounts = TextTable()
  private var indexes: [UInt32] = []

  init(_ lists: AllReferences) {
    for found in inParallel(lists.lists.count, { AccountOrder.accounts(lists, $0) }) {
      for number in 0..<UInt32(found.count) { _ = accounts.number(of: found[number]) }
    }
    indexes = Array(repeating: 0, count: accounts.count)
    let sorted = (0..<UInt32(accounts.count)).sorted { accounts[$0] < accounts[$1] }
    for (index, number) in sorted.enumerated() { indexes[Int(number)] = UInt32(index + 1) }
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

  var count: Int { indexes.count }

  /// The place of an account, from 1: asapp's references stand before.
  func index(of account: Text) -> UInt32 { accounts.find(account).map { indexes[Int($0)] } ?? 0 }
}
