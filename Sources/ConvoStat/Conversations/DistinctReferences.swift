// All references of a run, each once, in the order of the outputs.

/// The references of all workers, sorted bytewise by (platform, account, name), then by kind.
struct DistinctReferences {
  private let lists: ReferenceLists
  /// By place: a number of the reference.
  private var numbers: [UInt32] = []
  /// By worker and its number of a reference: the place of the reference.
  private(set) var places: [[UInt32]]

  init(_ references: [ReferenceList]) {
    lists = ReferenceLists(references)
    places = references.map { Array(repeating: 0, count: $0.count) }
    let entries = SortedReferences(lists).entries
    numbers.reserveCapacity(entries.count)
    for index in entries.indices {
      let number = entries[index].number
      if index == 0 || !isSame(entries[index], entries[index - 1]) { numbers.append(number) }
      let list = lists.list(of: number)
      places[list][Int(number) - lists.firsts[list]] = UInt32(numbers.count - 1)
    }
  }

  var count: Int { numbers.count }

  subscript(place: UInt32) -> Reference { lists[numbers[Int(place)]] }

  /// The place of a reference, or nil if nothing makes it.
  func find(_ reference: Reference) -> UInt32? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if precedes(self[UInt32(middle)], reference) { low = middle + 1 } else { high = middle }
    }
    return low < count && !precedes(reference, self[UInt32(low)]) ? UInt32(low) : nil
  }

  private func isSame(_ left: SortedReferences.Entry, _ right: SortedReferences.Entry) -> Bool {
    if left.group != right.group || left.window != right.window { return false }
    let (one, other) = (lists[left.number], lists[right.number])
    return one.kind == other.kind && one.name == other.name
  }
}

/// The references of several lists, numbered one list after the other.
private struct ReferenceLists {
  let lists: [ReferenceList]
  let firsts: [Int]
  let count: Int

  init(_ lists: [ReferenceList]) {
    self.lists = lists
    var total = 0
    firsts = lists.map { list in
      defer { total += list.count }
      return total
    }
    count = total
  }

  @inline(__always)
  func list(of number: UInt32) -> Int {
    var list = firsts.count - 1
    while firsts[list] > Int(number) { list -= 1 }
    return list
  }

  @inline(__always)
  subscript(number: UInt32) -> Reference {
    let list = list(of: number)
    return lists[list][UInt32(Int(number) - firsts[list])]
  }
}

/// The order of the outputs: bytewise by (source, account, name), then by kind.
func precedes(_ left: Reference, _ right: Reference) -> Bool {
  if left.platform != right.platform { return left.platform.rawValue < right.platform.rawValue }
  if left.account != right.account { return left.account < right.account }
  if left.name != right.name { return left.name < right.name }
  return left.kind.rawValue < right.kind.rawValue
}

/// References in order. Most are told apart by eight bytes of their names, behind what all names begin with;
/// these are sorted as numbers, and only what they leave open by the names themselves.
private struct SortedReferences {
  /// A reference as it is sorted.
  struct Entry {
    /// Eight bytes of the name, the first in front, zeros behind a shorter one.
    var window: UInt64
    /// The place of the platform and account among all.
    var group: UInt32
    /// Counted through all lists.
    var number: UInt32
  }

  let entries: [Entry]

  /// Sorts each list by a worker of its own, then merges them two by two.
  init(_ lists: ReferenceLists) {
    let groups = AccountOrder(lists)
    let shared = SortedReferences.sharedPrefix(lists)
    var runs = inParallel(lists.lists.count) { SortedReferences.sorted(lists, $0, groups, behind: shared) }
    while runs.count > 1 {
      runs = inParallel((runs.count + 1) / 2) { pair in
        2 * pair + 1 < runs.count
          ? SortedReferences.merged(runs[2 * pair], runs[2 * pair + 1], lists) : runs[2 * pair]
      }
    }
    entries = runs.first ?? []
  }

  /// The references of one list, in order.
  private static func sorted(
    _ lists: ReferenceLists, _ list: Int, _ groups: AccountOrder, behind shared: Int
  ) -> [Entry] {
    var entries: [Entry] = []
    entries.reserveCapacity(lists.lists[list].count)
    var last = (account: Text.empty, group: UInt32(0))
    for index in 0..<UInt32(lists.lists[list].count) {
      let reference = lists.lists[list][index]
      if reference.kind.hasAccount, last.group == 0 || last.account != reference.account {
        last = (reference.account, groups.place(of: reference.account))
      }
      entries.append(
        Entry(
          window: window(reference.name, from: shared),
          group: reference.kind.hasAccount ? last.group : 0, number: UInt32(lists.firsts[list]) + index))
    }
    var spare: [Entry] = []
    radixSort(&entries, spare: &spare, bits: 64) { $0.window }
    if groups.count > 0 { radixSort(&entries, spare: &spare, bits: 32) { UInt64($0.group) } }
    sortTies(&entries, lists)
    return entries
  }

  /// Two sorted runs as one.
  private static func merged(_ left: [Entry], _ right: [Entry], _ lists: ReferenceLists) -> [Entry] {
    func precedesWhole(_ one: Entry, _ other: Entry) -> Bool {
      if one.group != other.group { return one.group < other.group }
      if one.window != other.window { return one.window < other.window }
      return precedes(lists[one.number], lists[other.number])
    }
    var merged: [Entry] = []
    merged.reserveCapacity(left.count + right.count)
    var next = 0
    for entry in left {
      while next < right.count, precedesWhole(right[next], entry) {
        merged.append(right[next])
        next += 1
      }
      merged.append(entry)
    }
    merged += right[next...]
    return merged
  }

  /// How many bytes all names begin with.
  private static func sharedPrefix(_ lists: ReferenceLists) -> Int {
    let filled = lists.lists.filter { $0.count > 0 }
    guard let first = filled.first?[0].name else { return 0 }
    return inParallel(filled.count) { part in
      var shared = first.count
      for number in 0..<UInt32(filled[part].count) where shared > 0 {
        let name = filled[part][number].name
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

  /// Sorts stretches of equal group and window by the whole names.
  private static func sortTies(_ entries: inout [Entry], _ lists: ReferenceLists) {
    func precedesWithin(_ left: Entry, _ right: Entry) -> Bool {
      precedes(lists[left.number], lists[right.number])
    }
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count, entries[end].window == entries[start].window,
        entries[end].group == entries[start].group
      {
        end += 1
      }
      if end - start == 2 {
        if precedesWithin(entries[start + 1], entries[start]) { entries.swapAt(start, start + 1) }
      } else if end - start > 2 {
        entries[start..<end].sort(by: precedesWithin)
      }
      start = end
    }
  }
}

/// The accounts of references that have one, in order.
private struct AccountOrder {
  private let accounts = TextTable()
  private var places: [UInt32] = []

  init(_ lists: ReferenceLists) {
    var last = Text.empty
    for number in 0..<UInt32(lists.count) {
      let reference = lists[number]
      guard reference.kind.hasAccount else { continue }
      if accounts.count > 0, reference.account == last { continue }
      last = reference.account
      _ = accounts.number(of: last)
    }
    places = Array(repeating: 0, count: accounts.count)
    let sorted = (0..<UInt32(accounts.count)).sorted { accounts[$0] < accounts[$1] }
    for (place, number) in sorted.enumerated() { places[Int(number)] = UInt32(place + 1) }
  }

  var count: Int { places.count }

  /// The place of an account, from 1: asapp's references stand before.
  func place(of account: Text) -> UInt32 { accounts.find(account).map { places[Int($0)] } ?? 0 }
}
