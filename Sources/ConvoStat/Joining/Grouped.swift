// Things put together by what they belong to, in one counting sort.

/// Numbers of things, group by group, each group in the order of the numbers.
final class Grouped: @unchecked Sendable {
  /// By group: where its numbers begin; then where the last one's end.
  private let starts: LargeArray<UInt32>
  private let items: LargeArray<UInt32>

  /// Groups the things of several parts; each part is counted and placed by a worker of its own.
  ///
  /// - Parameters:
  ///   - parts: how many things each part has.
  ///   - groupOf: the group of a thing, by its part and its number in it.
  ///   - numberOf: the number by which it is to be known.
  @inline(__always)
  init(
    groups: Int, parts: [Int], groupOf: (_ part: Int, _ index: Int) -> Int,
    numberOf: (_ part: Int, _ index: Int) -> UInt32
  ) {
    let workers = parts.count
    // By part, then by group: how many things there are, later where the next one goes.
    let places = LargeArray<UInt32>(repeating: 0, count: workers * groups)
    _ = inParallel(workers) { part in
      let counts = places.memory + part * groups
      for index in 0..<parts[part] { counts[groupOf(part, index)] += 1 }
    }
    starts = LargeArray(unset: groups + 1)
    var total: UInt32 = 0
    for group in 0..<groups {
      starts[group] = total
      for part in 0..<workers {
        let count = places[part * groups + group]
        places[part * groups + group] = total
        total += count
      }
    }
    starts[groups] = total
    items = LargeArray(unset: Int(total))
    _ = inParallel(workers) { [items] part in
      let places = places.memory + part * groups
      for index in 0..<parts[part] {
        let group = groupOf(part, index)
        items.memory[Int(places[group])] = numberOf(part, index)
        places[group] += 1
      }
    }
  }

  /// The numbers of the things in a group, as long as this lives.
  @inline(__always)
  subscript(group: Int) -> BorrowedArray<UInt32> {
    let start = Int(starts[group])
    return items.elements.part(start..<Int(starts[group + 1]))
  }
}
