// A place among things in order, found by halves.

extension RandomAccessCollection where Index == Int {
  /// The place of the first element from which on all are so, where the first ones are not; the end if none
  /// is.
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
