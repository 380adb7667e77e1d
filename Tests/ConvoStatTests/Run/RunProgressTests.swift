// The progress of a run, updated block by block.

import Foundation
import Testing

@testable import ConvoStat

@Suite struct RunProgressTests {
  private func counts(records: Int, rejected: Int = 0) -> Counts {
    var counts = Counts()
    (counts.lines, counts.records, counts.rejected) = (records + rejected, records, rejected)
    return counts
  }

  @Test("Files give a share of their bytes; a compressed one counts when it is done") func files() throws {
    try withTemporaryDirectory { directory in
      try directory.put(String(repeating: "x", count: 300), as: "plain")
      try Data([0x1F, 0x8B] + [UInt8](repeating: 0, count: 98)).write(
        to: directory.appendingPathComponent("gz"))
      let progress = RunProgress()
      progress.begin(["plain", "gz"].map { directory.appendingPathComponent($0).path })
      progress.absorb(0, bytes: 100, blockBytes: 100, counts(records: 2, rejected: 1), isComplete: false)
      #expect(progress.snapshot.share == 0.25)
      progress.absorb(1, bytes: 5000, blockBytes: 5000, counts(records: 9), isComplete: false)
      #expect(progress.snapshot.share == 0.25)
      progress.absorb(1, bytes: 6000, blockBytes: 1000, counts(records: 0), isComplete: true)
      #expect(progress.snapshot.share == 0.5)
      progress.absorb(0, bytes: 300, blockBytes: 200, counts(records: 1), isComplete: true)
      #expect(progress.snapshot.share == 1)
      #expect(progress.snapshot.bytes == 6300)
      #expect(progress.snapshot.records == 12)
      #expect(progress.snapshot.rejects == 1)
    }
  }

  @Test("Facts that are put away are told, and the parts that they are measured in") func spills() throws {
    try withTemporaryDirectory { directory in
      try directory.put(
        #"{"conversationId":"C1","messageId":"m1","sender":{"role":"customer"},"#
          + #""createdTimestamp":"2026-01-05T09:00:00Z"}"# + "\n", as: "in.ndjson")
      for (memory, isSpilled) in [(1, true), (nil, false)] as [(Int?, Bool)] {
        var options = Options()
        options.memoryBytes = memory
        let progress = RunProgress()
        _ = try Pipeline(
          inputs: [directory.appendingPathComponent("in.ndjson").path], options: options, progress: progress
        ).check()
        let now = progress.snapshot
        #expect((now.putAway > 0) == isSpilled)
        #expect((now.parts > 0) == isSpilled)
        #expect(now.part == now.parts)
        #expect(now.measured == 1)
      }
    }
  }

  @Test("With a pipe among the inputs there is no share") func pipes() throws {
    try withTemporaryDirectory { directory in
      try directory.put("x", as: "plain")
      let progress = RunProgress()
      progress.begin([directory.appendingPathComponent("plain").path, "-"])
      progress.absorb(0, bytes: 1, blockBytes: 1, counts(records: 1), isComplete: true)
      #expect(progress.snapshot.share == nil)
      #expect(progress.snapshot.bytes == 1)
    }
  }
}
