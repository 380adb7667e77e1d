// Elements of several lists, numbered one list after the other.

/// Maps a number to its list and its index there, and back.
///
/// There are as many lists as workers, so that a search from the last list on is short.
struct NumberedLists: ~Copyable, Sendable {
  /// The number of the first element of each list; then the number of all elements.
  private let firsts: FixedArray<Int>

  /// Numbers the elements of lists of these lengths.
  init(counts: [Int]) {
    firsts = FixedArray(counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) })
  }

  /// The number of all elements.
  var count: Int { firsts[firsts.count - 1] }

  /// Returns the numbers of a list's elements.
  func numbers(of list: Int) -> Range<Int> { firsts[list]..<firsts[list + 1] }

  /// Returns the number of the element at `index` of a list.
  @inline(__always)
  func number(of index: Int, in list: Int) -> Int { firsts[list] + index }

  /// Returns the list of a number, and the index of its element there.
  @inline(__always)
  func locate(_ number: Int) -> (list: Int, index: Int) {
    var list = firsts.count - 2
    while firsts[list] > number { list -= 1 }
    return (list, number - firsts[list])
  }
}
