// Large memory cut into stretches.

import Ending
import Foundation

/// Memory of the system, and what of it is free.
struct Arena {
  /// Stretches that were given back, by address; no two of them touch.
  private var free: [UnsafeMutableRawBufferPointer] = []
  /// What was taken from the system last, as far as it is not cut yet.
  private var rest = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  /// How much was taken from the system.
  private var mapped = 0

  /// Stretches are multiples of it.
  private static let unit = 4 << 10
  /// So much is taken from the system at least.
  private static let least = 8 << 20

  /// A stretch that was given back before, or nil.
  mutating func used(_ bytes: Int) -> UnsafeMutableRawPointer? {
    let bytes = Arena.rounded(bytes)
    guard let place = smallest(of: bytes) else { return nil }
    defer { if free[place].isEmpty { free.remove(at: place) } }
    return Arena.cut(bytes, of: &free[place])
  }

  /// A stretch that was not, of new memory where it has to be.
  mutating func fresh(_ bytes: Int) -> UnsafeMutableRawPointer {
    let bytes = Arena.rounded(bytes)
    if rest.count < bytes { map(bytes) }
    return Arena.cut(bytes, of: &rest)
  }

  /// The smallest free stretch that has so many bytes.
  private func smallest(of bytes: Int) -> Int? {
    var smallest: Int?
    for place in free.indices where free[place].count >= bytes {
      if smallest.map({ free[place].count < free[$0].count }) ?? true { smallest = place }
    }
    return smallest
  }

  private static func cut(
    _ bytes: Int, of stretch: inout UnsafeMutableRawBufferPointer
  ) -> UnsafeMutableRawPointer {
    defer { stretch = UnsafeMutableRawBufferPointer(rebasing: stretch[bytes...]) }
    return stretch.baseAddress!
  }

  /// Puts a stretch among those that are free, as one with those that it touches.
  mutating func give(_ memory: UnsafeMutableRawPointer, _ bytes: Int) {
    let bytes = Arena.rounded(bytes)
    let place = free.partitioningIndex { $0.baseAddress! > memory }
    free.insert(UnsafeMutableRawBufferPointer(start: memory, count: bytes), at: place)
    join(place)
    if place > 0 { join(place - 1) }
  }

  /// Makes a stretch one with the next, if they touch.
  private mutating func join(_ place: Int) {
    guard place + 1 < free.count, let start = free[place].baseAddress else { return }
    let (bytes, next) = (free[place].count, free[place + 1])
    guard start + bytes == next.baseAddress else { return }
    free[place] = UnsafeMutableRawBufferPointer(start: start, count: bytes + next.count)
    free.remove(at: place + 1)
  }

  /// Takes memory for so many bytes from the system, and ever more where it has it, so that much lies side by
  /// side:
  /// what is not touched costs nothing.
  private mutating func map(_ bytes: Int) {
    guard let region = Arena.region(max(bytes, mapped / 2, Arena.least)) ?? Arena.region(bytes) else {
      end_without_memory()
    }
    mapped += region.count
    if let start = rest.baseAddress, !rest.isEmpty { give(start, rest.count) }
    rest = region
  }

  /// Memory of the system, or nil where it has no more.
  private static func region(_ bytes: Int) -> UnsafeMutableRawBufferPointer? {
    let bytes = rounded(bytes)
    let memory = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory, memory != MAP_FAILED else { return nil }
    return UnsafeMutableRawBufferPointer(start: memory, count: bytes)
  }

  /// Lets the system have what is free, until it is used again.
  func release() {
    let page = sysconf(Int32(_SC_PAGESIZE))
    for stretch in free {
      // Pages are given up whole: a neighbour's bytes may lie in the first and in the last.
      let before = -Int(bitPattern: stretch.baseAddress) & (page - 1)
      let bytes = (stretch.count - before) & -page
      if bytes > 0 { madvise(stretch.baseAddress! + before, bytes, MADV_DONTNEED) }
    }
  }

  private static func rounded(_ bytes: Int) -> Int { (bytes + unit - 1) & -unit }
}
