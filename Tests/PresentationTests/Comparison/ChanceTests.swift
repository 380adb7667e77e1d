// Movers: none between two periods of one random process, and a real change found.

import TestSupport
import Testing

@testable import Presentation

@Suite struct ChanceTests {
  @Test(
    "Of 200 pairs of periods of one process at most 5 % have a mover",
    arguments: [RandomPeriod(), RandomPeriod(nights: 45, hasValues: false)])
  func falseAlarms(_ process: RandomPeriod) {
    var random = SeededGenerator(seed: 24)
    let periods = (0...200).map { _ in process.run(&random) }
    let alarms = zip(periods, periods.dropFirst()).count { !Comparison($0, $1).movers.isEmpty }
    #expect(alarms <= 10)
  }

  @Test(
    "A queue of 300 conversations whose times change by a third is found in 90 % of pairs",
    arguments: [4.0 / 3, 2.0 / 3])
  func power(_ factor: Double) {
    var random = SeededGenerator(seed: 5)
    let before = RandomPeriod(deviation: 0.7, nights: 0, sizes: ["billing": 300, "sales": 120, "tech": 50])
    var after = before
    after.slower = ["billing": factor]
    let found = (0..<40).count { _ in
      let first = Comparison(before.run(&random), after.run(&random)).movers.first
      return first?.key == "queue=billing" && first?.verdict == (factor > 1 ? .worse : .better)
    }
    #expect(found >= 36)
  }
}
