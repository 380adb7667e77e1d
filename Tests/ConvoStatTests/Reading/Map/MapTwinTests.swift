// The same conversations as asapp records and as records of an invented platform with a map: the same
// tables.

import Foundation
import Testing

@testable import ConvoStat

@Suite("A map")
struct MapTwinTests {
  @Test(
    "gives the tables of the same conversations of asapp, except for the source", arguments: Seeds.upTo(30))
  func sameTables(batch: UInt64) throws {
    for seed in batch * 10..<batch * 10 + 10 {
      var world = MappedWorld(seed: seed)
      var options = Options()
      options.jobs = Int(seed % 3) + 1
      options.metadataKeys = ["region"]
      options.by = [Breakdown([.agent, .hour]), Breakdown([.metadata("region")])]
      options.order = seed % 4 == 1 ? .client : .created
      options.firstResponseFrom = seed % 2 == 0 ? .conversation : .message
      options.responses = seed % 3 == 0
      options.memoryBytes = seed % 5 == 0 ? 1 : nil
      let asapp = try PipelineRun([("a.ndjson", Array(world.asapp.utf8))], options)
      options.maps.add(try PlatformMap(Array(MappedWorld.map.utf8)), path: "desk.map")
      let desk = try PipelineRun([("b.ndjson", Array(world.mapped().utf8))], options)

      let expected = asapp.tables.mapValues { $0.replacing("\nasapp,", with: "\ndesk,") }
      if let difference = firstDifference(expected, desk.tables) {
        Issue.record("seed \(seed), \(difference)")
      }
      #expect(desk.rejects.isEmpty, "seed \(seed)")
      #expect(desk.report.counts.messages == asapp.report.counts.messages, "seed \(seed)")
    }
  }

  @Test("counts the results of its pointers equally with any number of workers")
  func matches() throws {
    var world = MappedWorld(seed: 7)
    let dump = Array((0..<3).map { _ in world.mapped() }.joined(separator: "\n").utf8)
    let runs = try [1, 4].map { jobs in
      var options = Options()
      options.jobs = jobs
      options.maps.add(try PlatformMap(Array(MappedWorld.map.utf8)), path: "desk.map")
      return try PipelineRun([("b.ndjson", dump), ("c.ndjson", dump)], options).report.mapMatches
    }
    #expect(runs[0] == runs[1])
    let message = runs[0].first { $0.key == "messages[2].message" }
    #expect(message.map { $0.found > 0 && $0.found == $0.tried } ?? false)
  }
}
