// Large arrays behave like arrays, of any size.

import Testing

@testable import ConvoStat

@Suite("Large arrays")
struct LargeArrayTests {
  @Test("Values are read back as stored", arguments: [0, 1, 1000, 300_000])
  func values(count: Int) {
    let expected = (0..<count).map { UInt32($0 * 7) }
    let appended = LargeArray<UInt32>(capacity: count + 1)
    for value in expected { appended.append(value) }
    let set = LargeArray<UInt32>(unset: count)
    for (index, value) in expected.enumerated() { set[index] = value }
    for array in [appended, set, LargeArray(expected)] {
      #expect(array.count == count && array.elementsEqual(expected))
      #expect(Array(array[(count / 3)...]) == Array(expected[(count / 3)...]))
      #expect(array.withContiguousStorageIfAvailable { Array($0) } == expected)
    }
    #expect(LargeArray(repeating: UInt8(5), count: count).allSatisfy { $0 == 5 })
  }

  @Test("A radix sort sorts all of Int64 and Int32", arguments: [0, 1, 999, 1001, 50_000])
  func radix(count: Int) {
    var random = RandomSource(seed: 4)
    let values = (0..<count).map { _ in Int64.random(in: .min ... .max, using: &random) }
    let long = LargeArray(values)
    let short = LargeArray(values.map { Int32(truncatingIfNeeded: $0) })
    let (sortedLong, sortedShort) = (long.sorted(), short.sorted())
    long.sort(bits: 64) { UInt64(bitPattern: $0 ^ .min) }
    short.sort(bits: 32) { UInt64(UInt32(bitPattern: $0 ^ .min)) }
    #expect(Array(long) == sortedLong)
    #expect(Array(short) == sortedShort)
  }

  @Test("Elements of equal keys stay in their order")
  func stable() {
    let values = LargeArray((0..<5000).map { UInt64($0 * 7919 % 10) << 32 | UInt64($0) })
    let expected = values.sorted()
    values.sort(bits: 32) { $0 >> 32 }
    #expect(Array(values) == expected)
  }
}
