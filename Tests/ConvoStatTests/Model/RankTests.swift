// The order of ranks, one component after another.

import Testing

@testable import ConvoStat

@Suite("Ranks")
struct RankTests {
  /// The components of a rank in the order in which they decide.
  private struct Traits {
    var isRecord: Bool
    var updated: Int64
    var input: Int
    var offset: Int
    var index: Int

    var rank: Rank { Rank(isRecord: isRecord, updated: updated, input: input, offset: offset, index: index) }
    var inOrder: [Int] { [isRecord ? 1 : 0, Int(updated), input, offset, index] }
  }

  @Test("All pairs of a small world are ordered by record or message, update, input, offset, index")
  func smallWorld() {
    var all: [Traits] = []
    for isRecord in [false, true] {
      for updated in [0, 1, 1_767_603_600_000, Timestamp.end - 1] as [Int64] {
        for input in [0, 1, 20_000] {
          for offset in [0, 1, 1 << 20, (1 << 40) - 1] {
            for index in [-1, 0, 1, 100_000] {
              all.append(
                Traits(isRecord: isRecord, updated: updated, input: input, offset: offset, index: index))
            }
          }
        }
      }
    }
    var wrong: [(Traits, Traits)] = []
    for one in all {
      for other in all where (one.rank < other.rank) != one.inOrder.lexicographicallyPrecedes(other.inOrder) {
        wrong.append((one, other))
      }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(2))")
  }

  @Test("A position gives the rank of its record")
  func position() {
    var position = RecordPosition(input: 3, offset: 70, index: 0)
    position.element = 2
    let expected = Rank(isRecord: true, updated: 5, input: 3, offset: 70, index: 2)
    let rank = position.rank(isRecord: true, updated: 5)
    #expect(!(rank < expected) && !(expected < rank))
  }
}
