// Latencies folded into few bytes and unfolded again.

import TestSupport
import Testing

@testable import ConvoStat

@Suite("Folded latencies")
struct FoldedLatenciesTests {
  /// Returns the values of one set of folded latencies, in ascending order.
  private func values(of folded: FoldedLatencies) -> [Int32] {
    var values: [Int32] = []
    folded.forEachChunk { values += $0 }
    return values.sorted()
  }

  private func folded(_ values: [Int32]) -> FoldedLatencies {
    var folded = FoldedLatencies()
    folded.append(values)
    return folded
  }

  @Test(
    "Values come back as they were folded",
    arguments: [
      [], [0], [-1], [7, 7], [7, 7, 7, 7], [3, 1, 2], [.min], [.max], [.min, .max], [.max, .min, 0, -1, 1],
      [.min, .min, .max, .max], Array(-64...64), Array(repeating: 5, count: 300) + [4],
      [0, 127, 128, 255, 256, 16_383, 16_384, 2_097_151, 2_097_152, 268_435_455, 268_435_456],
    ] as [[Int32]])
  func comeBack(_ original: [Int32]) {
    let folded = folded(original)
    #expect(values(of: folded) == original.sorted())
    #expect(folded.count == original.count)
  }

  @Test("Every list of up to five of five values comes back")
  func smallWorld() {
    let alphabet: [Int32] = [.min, -1, 0, 1, .max]
    var lists: [[Int32]] = [[]]
    for _ in 0..<5 {
      lists = lists.flatMap { list in alphabet.map { list + [$0] } }
      for list in lists {
        let got = values(of: folded(list))
        if got != list.sorted() { Issue.record("\(list) came back as \(got)") }
      }
    }
  }

  @Test("Values that were added in several parts come back together", arguments: Seeds.upTo(10))
  func parts(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var (whole, all) = (FoldedLatencies(), [Int32]())
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      let bound = Int32.random(in: 1...100_000, using: &random)
      let part = (0..<Int.random(in: 0...3000, using: &random)).map { _ in
        Int32.random(in: -bound...bound, using: &random)
      }
      all += part
      if Bool.random(using: &random) { whole.append(part) } else { whole.append(folded(part)) }
    }
    #expect(values(of: whole) == all.sorted())
    #expect(whole.count == all.count)
  }

  @Test("Folded latencies that took others in can be taken in themselves, and keep their own values")
  func nested() {
    var inner = folded([3])
    inner.append(folded([1, 2]))
    var outer = folded([9])
    outer.append(inner)
    outer.append(inner)
    outer.append(FoldedLatencies())
    #expect(values(of: outer) == [1, 1, 2, 2, 3, 3, 9])
    #expect(values(of: inner) == [1, 2, 3])
    #expect(outer.count == 7)
  }

  @Test("A value close to the one before takes one byte, a value that repeats takes a few in all")
  func bytes() {
    let close = folded((0..<10_000).map { Int32($0) * 3 })
    #expect(close.bytesHeld < 30_000)
    #expect(folded(Array(repeating: 60_000, count: 1_000_000)).bytesHeld < 200)
    #expect(FoldedLatencies().bytesHeld == 0)
  }
}
