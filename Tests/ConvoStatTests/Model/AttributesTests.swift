// Observations of a conversation in any order: for each attribute the highest rank wins.

import Testing

@testable import ConvoStat

@Suite("Attribute rows")
struct AttributesTests {
  private struct Saying {
    var reference: UInt32
    var rank: Int
    var values: [UInt32]
  }

  private static let none = AttributeRows.none

  private func rank(_ number: Int) -> Rank {
    Rank(isRecord: false, updated: 0, input: 0, offset: number, index: -1)
  }

  private func rows(_ sayings: [Saying], width: Int) -> AttributeRows {
    var rows = AttributeRows(width: width)
    for saying in sayings {
      saying.values.withBorrowed {
        _ = rows.add(saying.reference, $0, rank: rank(saying.rank))
      }
    }
    return rows
  }

  /// Returns the winning value of each attribute by the rows.
  private func winners(_ rows: borrowing AttributeRows, _ reference: UInt32, width: Int) -> [UInt32] {
    var values = [UInt32](repeating: Self.none, count: width)
    var ranks = [Rank?](repeating: nil, count: width)
    var said: [(Rank, [UInt32])] = []
    rows.forEachRow(reference) { rank, first in said.append((rank, (0..<width).map { rows[first + $0] })) }
    for (rank, said) in said {
      for index in 0..<width where said[index] != Self.none {
        if let held = ranks[index], rank < held { continue }
        values[index] = said[index]
        ranks[index] = rank
      }
    }
    return values
  }

  /// Returns the winning value of each attribute over all observations.
  private func expected(_ sayings: [Saying], _ reference: UInt32, width: Int) -> [UInt32] {
    (0..<width).map { index in
      sayings.filter { $0.reference == reference && $0.values[index] != Self.none }.max { $0.rank < $1.rank }?
        .values[index] ?? Self.none
    }
  }

  private func count(_ rows: borrowing AttributeRows, _ reference: UInt32) -> Int {
    var count = 0
    rows.forEachRow(reference) { _, _ in count += 1 }
    return count
  }

  @Test(
    "In every order of every four observations the highest rank wins, for each attribute",
    arguments: Seeds.upTo(4))
  func smallWorlds(seed: UInt64) {
    var random = RandomSource(seed: seed)
    for _ in 0..<150 {
      let sayings = (0..<4).map { number in
        Saying(
          reference: 0, rank: number,
          values: (0..<3).map { _ in random.chance(50) ? Self.none : UInt32(random.below(2)) })
      }
      for order in permutations(4) {
        let said = order.map { sayings[$0] }
        #expect(winners(rows(said, width: 3), 0, width: 3) == expected(sayings, 0, width: 3), "\(said)")
      }
    }
  }

  @Test("Many random observations of several references agree with a naive maximum", arguments: Seeds.upTo(6))
  func manySayings(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let width = 1 + random.below(10)
    let ranks = random.shuffled(Array(0..<800))
    let density = 10 + random.below(80)
    let sayings = ranks.map { rank in
      Saying(
        reference: UInt32(random.below(5) * 3), rank: rank,
        values: (0..<width).map { _ in random.chance(density) ? UInt32(random.below(4)) : Self.none })
    }
    let rows = rows(sayings, width: width)
    for reference in 0..<UInt32(16) {
      #expect(winners(rows, reference, width: width) == expected(sayings, reference, width: width))
    }
  }

  @Test(
    "An observation that is repeated a thousand times, in any order, is stored once", arguments: [0, 1, 2])
  func sameWords(order: Int) {
    var ranks = Array(0..<1000)
    if order == 1 { ranks.reverse() }
    if order == 2 {
      var random = RandomSource(seed: 5)
      ranks = random.shuffled(ranks)
    }
    let sayings = ranks.map { Saying(reference: 0, rank: $0, values: [1, Self.none, 2]) }
    #expect(count(rows(sayings, width: 3), 0) == 1)
  }

  @Test(
    "Of records with one rank time, the highest that disagrees with the winner stays, in every order",
    arguments: Seeds.upTo(4))
  func disagreements(seed: UInt64) {
    var random = RandomSource(seed: seed)
    func rank(_ number: Int) -> Rank {
      Rank(isRecord: true, updated: number < 5 ? 2 : 1, input: 0, offset: number, index: -1)
    }
    typealias Said = (rank: Rank, values: [UInt32])
    /// The winner of an attribute and the highest that disagrees with it at its rank time.
    func telling(_ said: [Said], _ index: Int) -> [Int] {
      let all = said.filter { $0.values[index] != Self.none }.sorted { $1.rank < $0.rank }
      guard let winner = all.first else { return [] }
      let rival = all.first { $0.rank.isTied(with: winner.rank) && $0.values[index] != winner.values[index] }
      return [winner.rank.offset] + (rival.map { [$0.rank.offset] } ?? [])
    }
    for _ in 0..<60 {
      let all: [Said] = (0..<5).map { number in
        (
          rank(random.chance(80) ? number : number + 5),
          (0..<3).map { _ in random.chance(35) ? Self.none : UInt32(random.below(3)) }
        )
      }
      for order in permutations(5) {
        var rows = AttributeRows(width: 3)
        for number in order {
          all[number].values.withBorrowed { _ = rows.add(0, $0, rank: all[number].rank) }
        }
        var kept: [Said] = []
        rows.forEachRow(0) { rank, first in kept.append((rank, (0..<3).map { rows[first + $0] })) }
        for index in 0..<3 {
          let (got, expected) = (telling(kept, index), telling(all, index))
          // Equal values may stay with a higher rank only.
          #expect(got == expected, "\(all) \(order) \(index)")
        }
      }
    }
  }

  @Test("Records of one rank time that disagree a thousand times leave few rows")
  func fewDisagreements() {
    var random = RandomSource(seed: 9)
    var rows = AttributeRows(width: 4)
    for number in random.shuffled(Array(0..<3000)) {
      let values = (0..<4).map { _ in UInt32(random.below(5)) }
      values.withBorrowed {
        _ = rows.add(
          0, $0, rank: Rank(isRecord: true, updated: 7, input: 0, offset: number, index: -1))
      }
    }
    #expect(count(rows, 0) <= 5)
  }

  @Test("A list has at most one row per set of attributes, however often a conversation is observed")
  func bounded() {
    let sayings = (0..<2000).map { number in
      Saying(reference: 0, rank: number, values: number % 2 == 0 ? [1, Self.none] : [1, 2])
    }
    let rows = rows(sayings, width: 2)
    #expect(winners(rows, 0, width: 2) == [1, 2])
    #expect(count(rows, 0) <= 4)
  }
}

/// Returns all permutations of a number of items.
func permutations(_ count: Int) -> [[Int]] {
  if count == 0 { return [[]] }
  return permutations(count - 1).flatMap { shorter in
    (0...shorter.count).map { index in
      var longer = shorter
      longer.insert(count - 1, at: index)
      return longer
    }
  }
}
