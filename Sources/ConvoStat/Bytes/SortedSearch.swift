// Searches in sorted collections.

extension RandomAccessCollection where Index == Int {
  /// Returns the index of the first element that satisfies `predicate`, or `endIndex`.
  ///
  /// The collection must be partitioned by it: no element that satisfies it may precede one that does not.
  @inline(__always)
  func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension Array {
  /// Keeps the first of neighbours that are the same.
  /// - Returns: the number of elements removed.
  mutating func keepFirsts(_ areSame: (Element, Element) -> Bool) -> Int {
    if isEmpty { return 0 }
    var kept = 1
    for index in 1..<count where !areSame(self[index], self[kept - 1]) {
      self[kept] = self[index]
      kept += 1
    }
    defer { removeLast(count - kept) }
    return count - kept
  }
}
