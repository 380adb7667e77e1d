// Stages and the clock between them.

import Testing

@testable import ConvoStat

@Suite struct StageTimesTests {
  @Test("What lies between two hand-overs belongs to the stage that ends; a stage that comes again adds up")
  func sums() {
    var times = StageTimes(now: 5_000_000)
    times.end(.read, now: 7_999_999)
    times.end(.join, now: 20_000_000)
    times.end(.measure, now: 30_000_000)
    times.end(.join, now: 31_000_001)
    times.end(.measure, now: 41_000_000)
    let expected: [(StageTimes.Stage, Int64)] = [(.read, 2), (.join, 13), (.measure, 19), (.tables, 0)]
    #expect(times.milliseconds.map(\.stage) == expected.map(\.0))
    #expect(times.milliseconds.map(\.value) == expected.map(\.1))
  }

  @Test("The clock does not go back") func clock() {
    let first = StageTimes.clock()
    #expect(first > 0)
    #expect(StageTimes.clock() >= first)
  }
}
