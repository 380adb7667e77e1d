// Items grouped in one counting sort.

/// Numbers of items by group, each group in ascending order.
final class Grouped: @unchecked Sendable {
  // SAFETY: in `init` each worker writes only to its own stretch of `offsets` and to the items that it counted. Nobody changes
  // anything afterwards.
  /// By group: the index of its first number; then the total count.
  private let starts: LargeArray<UInt32>
  private let items: LargeArray<UInt32>

  /// Groups the items of several parts.
  ///
  /// A worker per part counts its items and puts them where they belong.
  ///
  /// - Parameters:
  ///   - parts: the number of items of each part.
  ///   - groupOf: returns the group of an item, given its part and its index in the part.
  ///   - numberOf: returns the number that represents the item.
  @inline(__always)
  init(
    groups: Int, parts: [Int], groupOf: (_ part: Int, _ index: Int) -> Int,
    numberOf: (_ part: Int, _ index: Int) -> UInt32
  ) {
    let workers = parts.count
    // By part, then by group: the number of items, later the index for the next item.
    let offsets = LargeArray<UInt32>(repeating: 0, count: workers * groups)
    _ = inParallel(workers) { part in
      let counts = offsets.borrowed.part(part * groups..<(part + 1) * groups)
      for index in 0..<parts[part] { counts[groupOf(part, index)] += 1 }
    }
    starts = LargeArray(unset: groups + 1)
    var total: UInt32 = 0
    for group in 0..<groups {
      starts[group] = total
      for part in 0..<workers {
        let count = offsets[part * groups + group]
        offsets[part * groups + group] = total
        total += count
      }
    }
    starts[groups] = total
    items = LargeArray(unset: Int(total))
    _ = inParallel(workers) { [items] part in
      let offsets = offsets.borrowed.part(part * groups..<(part + 1) * groups)
      let items = items.borrowed
      for index in 0..<parts[part] {
        let group = groupOf(part, index)
        items[Int(offsets[group])] = numberOf(part, index)
        offsets[group] += 1
      }
    }
  }

  /// Returns the numbers of a group, valid as long as this object lives.
  @inline(__always)
  subscript(group: Int) -> BorrowedArray<UInt32> {
    let start = Int(starts[group])
    return items.elements.part(start..<Int(starts[group + 1]))
  }
}
