// Sorted runs in a file, merged entry by entry.

import Foundation
import TestSupport
import Testing

@testable import ConvoStat

@Suite("Waiting runs")
struct WaitingRunsTests {
  /// A number with the run that it came from.
  private struct Entry: RunEntry {
    let number: Int
    let text: Text

    init(_ reader: inout ByteReader) {
      number = reader.read(Int.self)
      text = reader.readText()
    }

    func precedes(_ other: Entry) -> Bool { number < other.number }
  }

  /// Writes runs of numbers into a file, `pieceCount` numbers in a piece.
  private func written(_ runs: [[Int]], pieceCount: Int, to file: SpillFile) throws -> [[Range<Int>]] {
    try runs.enumerated().map { run, numbers in
      try stride(from: 0, to: numbers.count, by: pieceCount).map { start in
        var writer = ByteBuffer()
        for number in numbers[start..<min(start + pieceCount, numbers.count)] {
          writer.append(bytesOf: number)
          withText("\(number) of run \(run)") { writer.append(counted: $0) }
        }
        return try file.append(writer.text)
      }
    }
  }

  /// Merges runs.
  /// - Returns: the numbers in the order in which they came, and whether every text was that of its number.
  private func merged(_ runs: [[Int]], pieceCount: Int) throws -> (numbers: [Int], areTextsRight: Bool) {
    let file = try SpillFile(in: NSTemporaryDirectory())
    var waiting = try WaitingRuns<Entry>(written(runs, pieceCount: pieceCount, to: file), in: file)
    var (numbers, areTextsRight) = ([Int](), true)
    while let first = waiting.first {
      guard let run = waiting.popFirst() else { break }
      if run.entry.number != first.number { areTextsRight = false }
      if !run.entry.text.string.hasPrefix("\(run.entry.number) of run ") { areTextsRight = false }
      numbers.append(run.entry.number)
      try waiting.goOn(run)
    }
    return (numbers, areTextsRight)
  }

  /// Returns every sorted list of up to `length` numbers below `bound`.
  private func sortedLists(upTo length: Int, below bound: Int) -> [[Int]] {
    var (all, last) = ([[Int]()], [[Int]()])
    for _ in 0..<length {
      last = last.flatMap { list in ((list.last ?? 0)..<bound).map { list + [$0] } }
      all += last
    }
    return all
  }

  @Test("Every two or three short runs are merged as a sort would", arguments: [1, 2])
  func smallWorld(pieceCount: Int) throws {
    let lists = sortedLists(upTo: 2, below: 3)
    for first in lists {
      for second in lists {
        for third in lists {
          let runs = [first, second, third]
          let got = try merged(runs, pieceCount: pieceCount)
          let expected = runs.flatMap { $0 }.sorted()
          if got.numbers != expected || !got.areTextsRight { Issue.record("\(runs) came as \(got)") }
        }
      }
    }
  }

  @Test("Many long runs are merged as a sort would", arguments: [0, 1, 2, 30], [1, 7, 5000])
  func random(runCount: Int, pieceCount: Int) throws {
    var random = SeededGenerator(seed: UInt64(runCount + pieceCount))
    let runs = (0..<runCount).map { _ in
      (0..<Int.random(in: 0...200, using: &random)).map { _ in Int.random(in: 0...50, using: &random) }
        .sorted()
    }
    let got = try merged(runs, pieceCount: pieceCount)
    #expect(got.numbers == runs.flatMap { $0 }.sorted())
    #expect(got.areTextsRight)
  }
}
