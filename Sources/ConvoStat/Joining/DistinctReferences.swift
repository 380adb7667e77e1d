// All references of a run, each once, in the order of the outputs.

/// The distinct references of all workers, sorted bytewise by (source, account, name), then by kind and inbox.
struct DistinctReferences {
  private let all: AllReferences
  /// By index: a number of the reference.
  private let numbers: LargeArray<UInt32>
  /// By worker, then by the worker's number of a reference: its index.
  let indexes: [LargeArray<UInt32>]

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
    let indexOfNumber = LargeArray<UInt32>(unset: all.count)
    _ = inParallel(pieces.count) { piece in
      for (number, index) in zip(pieces[piece].numbers, pieces[piece].indexes) {
        indexOfNumber[Int(number)] = firsts[piece] + index
      }
    }
    indexes = inParallel(references.count) { LargeArray(indexOfNumber[all.numbers(of: $0)]) }
  }

  var count: Int { numbers.count }

  subscript(index: UInt32) -> Reference { all[numbers[Int(index)]] }

  /// Returns the index of a reference; `nil` if no record makes it.
  func find(_ reference: Reference) -> UInt32? {
    let index = UInt32((0..<count).partitioningIndex { !precedes(self[UInt32($0)], reference) })
    return index < count && !precedes(reference, self[index]) ? index : nil
  }
}

/// The references of several lists, numbered one list after another.
private final class AllReferences: @unchecked Sendable {
  // SAFETY: nobody adds a reference after `init`, so that the views stay valid. Workers only read.
  /// Keeps the memory that `lists` borrows.
  private let owners: [ReferenceList]
  let lists: FixedArray<ReferenceList.View>
  private let numbering: NumberedLists

  init(_ lists: [ReferenceList]) {
    owners = lists
    self.lists = FixedArray(lists.map(\.view))
    numbering = NumberedLists(counts: lists.map(\.count))
  }

  /// The number of references.
  var count: Int { numbering.count }

  /// Returns the numbers of a list's references.
  func numbers(of list: Int) -> Range<Int> { numbering.numbers(of: list) }

  @inline(__always)
  subscript(number: UInt32) -> Reference {
    let (list, index) = numbering.locate(Int(number))
    return lists[list][UInt32(index)]
  }

  /// Returns true if two numbers, of references with the same platform and account, are of the same
  /// reference.
  func areSame(_ number: UInt32, _ other: UInt32) -> Bool {
    let (one, another) = (numbering.locate(Int(number)), numbering.locate(Int(other)))
    return lists[one.list].isSame(UInt32(one.index), as: UInt32(another.index), in: lists[another.list])
  }
}

/// The sort of references.
///
/// Most differ within the eight bytes of their names after the prefix that all names share. These are radix-
/// sorted as integers; only ties are compared by their whole names.
private enum SortedReferences {
  /// A sort entry of a reference.
  struct Entry {
    /// Eight bytes of the name as a big-endian integer, zero-padded.
    var window: UInt64
    /// The rank of the source and the account.
    var group: UInt32
    /// The number of the reference, counted through all lists.
    var number: UInt32

    /// Returns true if the entry certainly precedes `other`.
    ///
    /// If neither precedes the other, the whole names decide.
    @inline(__always)
    func precedes(_ other: Entry) -> Bool {
      group != other.group ? group < other.group : window < other.window
    }
  }

  /// References that are adjacent in the sorted order.
  struct Piece {
    /// All numbers of the references, in order.
    let numbers: LargeArray<UInt32>
    /// For each number, its index among the distinct references of the piece.
    let indexes: LargeArray<UInt32>
    /// One number of each distinct reference.
    let distinct: LargeArray<UInt32>

    /// Creates an empty piece with room for `capacity` references.
    init(capacity: Int) {
      numbers = LargeArray(capacity: capacity)
      indexes = LargeArray(capacity: capacity)
      distinct = LargeArray(capacity: capacity)
    }
  }

  /// Returns the references of all lists in order, cut into pieces that are sorted in parallel.
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
      if groups.areSeveral { ours.sort(bits: 32) { UInt64($0.group) } }
      // SAFETY: `ours` keeps the entries that the call borrows.
      return withExtendedLifetime(ours) { SortedReferences.piece(of: ours.borrowed, lists) }
    }
  }

  /// Returns the sort entries of one list, in the order of the list.
  private static func entries(
    _ lists: AllReferences, _ list: Int, _ groups: AccountOrder, after shared: Int
  ) -> LargeArray<Entry> {
    let count = lists.numbers(of: list).count
    let entries = LargeArray<Entry>(capacity: count)
    var last = (kind: Reference.Kind.byID, account: Text.empty, group: UInt32(0))
    for index in 0..<UInt32(count) {
      let reference = lists.lists[list][index]
      let kind = reference.kind
      if kind.hasAccount, last.kind != kind || last.account != reference.account {
        last = (kind, reference.account, groups.index(of: reference))
      }
      entries.append(
        Entry(
          window: window(reference.name, from: shared),
          group: kind.hasAccount ? last.group : groups.ofAsapp,
          number: UInt32(lists.numbers(of: list).lowerBound) + index))
    }
    return entries
  }

  /// Returns the entries at which all pieces but the first begin, chosen so that pieces have about equal
  /// size.
  private static func cuts(_ entries: [LargeArray<Entry>]) -> [Entry] {
    let count = entries.reduce(0) { $0 + $1.count }
    let looks = max(1, count / 1024)
    let seen = entries.flatMap { list in stride(from: 0, to: list.count, by: looks).map { list[$0] } }
      .sorted { $0.precedes($1) }
    if seen.isEmpty { return [] }
    return (1..<max(entries.count, 1)).map { seen[$0 * seen.count / entries.count] }
  }

  /// Returns the number of bytes that all names share at their beginning.
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

  /// Sorts runs of equal group and window by their whole names, and finds the distinct references.
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
        piece.indexes.append(UInt32(piece.distinct.count - 1))
      }
      start = end
    }
    return piece
  }
}

/// The order of sources and accounts.
private struct AccountOrder {
  private let chatwoot = TextTable()
  /// The accounts of other platforms, each with its source.
  private let mapped = TextTable()
  private var chatwootRanks: [UInt32] = []
  private var mappedRanks: [UInt32] = []
  /// The rank of asapp, which has no accounts.
  private(set) var ofAsapp: UInt32 = 0

  init(_ lists: AllReferences) {
    for found in inParallel(lists.lists.count, { AccountOrder.accounts(lists, $0) }) {
      for number in 0..<UInt32(found.chatwoot.count) { _ = chatwoot.number(of: found.chatwoot[number]) }
      for number in 0..<UInt32(found.mapped.count) { _ = mapped.number(of: found.mapped[number]) }
    }
    let others = (0..<UInt32(mapped.count)).sorted { [mapped] in mapped[$0] < mapped[$1] }
    let own = (0..<UInt32(chatwoot.count)).sorted { [chatwoot] in chatwoot[$0] < chatwoot[$1] }
    mappedRanks = Array(repeating: 0, count: others.count)
    chatwootRanks = Array(repeating: 0, count: own.count)
    var rank: UInt32 = 0
    var rest = others[...]
    func rankOthers(before source: Text?) {
      while let number = rest.first,
        source.map({ SourcedAccount.parts(of: mapped[number]).source < $0 }) ?? true
      {
        mappedRanks[Int(number)] = rank
        rank += 1
        rest.removeFirst()
      }
    }
    rankOthers(before: Text(Platform.asapp.name))
    ofAsapp = rank
    rank += 1
    rankOthers(before: Text(Platform.chatwoot.name))
    for number in own {
      chatwootRanks[Int(number)] = rank
      rank += 1
    }
    rankOthers(before: nil)
  }

  /// Returns the accounts of a list's references.
  private static func accounts(_ lists: AllReferences, _ list: Int) -> (
    chatwoot: TextTable, mapped: TextTable
  ) {
    let (chatwoot, mapped) = (TextTable(), TextTable())
    var last = (kind: Reference.Kind.byID, account: Text.empty)
    for index in 0..<UInt32(lists.numbers(of: list).count) {
      let reference = lists.lists[list][index]
      guard reference.kind.hasAccount, last.kind != reference.kind || reference.account != last.account else {
        continue
      }
      last = (reference.kind, reference.account)
      _ = (reference.kind == .mapped ? mapped : chatwoot).number(of: last.account)
    }
    return (chatwoot, mapped)
  }

  /// True if there may be references with different ranks.
  var areSeveral: Bool { chatwoot.count + mapped.count > 0 }

  /// Returns the rank of the source and the account of a reference with an account.
  func index(of reference: Reference) -> UInt32 {
    let (table, ranks) = reference.kind == .mapped ? (mapped, mappedRanks) : (chatwoot, chatwootRanks)
    return table.find(reference.account).map { ranks[Int($0)] } ?? 0
  }
}
