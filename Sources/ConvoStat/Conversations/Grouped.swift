// Things put together by what they belong to, in one counting sort.

/// Numbers of things, group by group, each group in the order of the numbers.
final class Grouped: @unchecked Sendable {
  private let starts: UnsafeMutablePointer<UInt32>
  private let items: UnsafeMutablePointer<UInt32>
  let groups: Int

  deinit {
    starts.deallocate()
    items.deallocate()
  }

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
    self.groups = groups
    let workers = parts.count
    nonisolated(unsafe) let next = UnsafeMutablePointer<UInt32>.allocate(many: workers * groups)
    next.initialize(repeating: 0, count: workers * groups)
    defer { next.deallocate() }
    _ = inParallel(workers) { part in
      let counts = next + part * groups
      for index in 0..<parts[part] { counts[groupOf(part, index)] += 1 }
    }
    starts = .allocate(many: groups + 1)
    var total: UInt32 = 0
    for group in 0..<groups {
      starts[group] = total
      for part in 0..<workers {
        let count = next[part * groups + group]
        next[part * groups + group] = total
        total += count
      }
    }
    starts[groups] = total
    items = .allocate(many: Int(total))
    nonisolated(unsafe) let placed = items
    _ = inParallel(workers) { part in
      let places = next + part * groups
      for index in 0..<parts[part] {
        let group = groupOf(part, index)
        placed[Int(places[group])] = numberOf(part, index)
        places[group] += 1
      }
    }
  }

  /// The numbers of the things in a group.
  @inline(__always)
  subscript(group: Int) -> UnsafeBufferPointer<UInt32> {
    let start = Int(starts[group])
    return UnsafeBufferPointer(start: items + start, count: Int(starts[group + 1]) - start)
  }
}
