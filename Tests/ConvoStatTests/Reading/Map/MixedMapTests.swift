// Dumps of several platforms in one run, their facts, nights and shares: the tables of each platform alone.

import Foundation
import Testing

@testable import ConvoStat

@Suite("Maps for some inputs")
struct MixedMapTests {
  /// Tables whose rows are each of one platform.
  private static let tables = [
    "conversations.csv", "by_queue.csv", "by_agent.csv", "by_source_day.csv", "responses.csv",
  ]

  private static func options(seed: UInt64) -> Options {
    var options = Options()
    options.jobs = Int(seed % 3) + 1
    options.metadataKeys = ["region"]
    options.by = [Breakdown([.source, .day])]
    options.responses = true
    options.asOfMilliseconds = 1_769_000_000_000
    options.firstResponseFrom = seed % 2 == 0 ? .conversation : .message
    options.memoryBytes = seed % 5 == 0 ? 1 : nil
    return options
  }

  private static func map(_ source: String) throws -> PlatformMap {
    try PlatformMap(Array(MappedWorld.map(source: source).utf8))
  }

  /// Returns the rows of several tables in the order of (source, account, ...), below one header.
  private static func joined(_ parts: [String]) -> String {
    let lines = parts.map { $0.split(separator: "\n", omittingEmptySubsequences: false).dropLast() }
    return ((lines.first?.first.map { [$0] } ?? []) + lines.flatMap { $0.dropFirst() }).map { $0 + "\n" }
      .joined()
  }

  @Test(
    "give the tables of each platform alone, from dumps, facts, nights and shares", arguments: Seeds.upTo(20))
  func sameTables(batch: UInt64) throws {
    for seed in batch * 4..<batch * 4 + 4 {
      let bench = try FactBench()
      defer { bench.remove() }
      // The names of the platforms precede, separate and follow those of the platforms that need no map.
      let sources = ["a-desk", "asapp", "b-desk", "zz"]
      var worlds = sources.indices.map { MappedWorld(seed: seed * 10 + UInt64($0)) }
      var options = MixedMapTests.options(seed: seed)
      var inputs: [(path: String, bytes: [UInt8])] = []
      for index in sources.indices {
        let text = sources[index] == "asapp" ? worlds[index].asapp : worlds[index].mapped()
        inputs.append(("\(sources[index])/dump.ndjson", Array(text.utf8)))
      }
      let paths = try bench.write(inputs)

      var alone: [[String: String]] = []
      for (source, path) in zip(sources, paths) {
        var options = options
        if source != "asapp" { options.maps.add(try MixedMapTests.map(source), path: source) }
        alone.append(try bench.tables(of: [path], options))
      }
      let expected = Dictionary(
        uniqueKeysWithValues: MixedMapTests.tables.map { name in
          (name, MixedMapTests.joined(alone.map { $0[name] ?? "" }))
        })
      func check(_ tables: [String: String], _ name: String) {
        let got = tables.filter { MixedMapTests.tables.contains($0.key) }
        if let difference = firstDifference(expected, got) {
          Issue.record("seed \(seed), \(name): \(difference)")
        }
      }

      let plain = options
      for source in sources where source != "asapp" {
        options.maps.add(
          try MixedMapTests.map(source), path: source,
          pattern: PathPattern("\(source)/*.ndjson"))
      }
      let whole = try bench.tables(of: paths.reversed(), options)
      check(whole, "dumps")

      // Facts name their source, so they need no map, and may be read with the dumps.
      let facts = try #require(try bench.facts(of: paths, options, named: "facts"))
      #expect(firstDifference(whole, try bench.tables(of: [facts], plain)) == nil, "seed \(seed), facts")
      #expect(
        firstDifference(whole, try bench.tables(of: [facts] + paths, options)) == nil, "seed \(seed), both")
      var nights: [String] = []
      for (index, path) in paths.enumerated() {
        nights.append(try #require(try bench.facts(of: [path], options, named: "night\(index)")))
      }
      let joined = try #require(try bench.facts(of: nights, plain, named: "joined"))
      #expect(bench.bytes(joined) == bench.bytes(facts), "seed \(seed), nights")

      var parts: [String] = []
      for number in 0..<3 {
        var share = options
        share.shard = ConversationShard(number, of: 3)
        parts.append(
          try #require(
            try bench.facts(of: paths, share, named: "part\(number)", part: .share(tableOptions: []))))
      }
      #expect(firstDifference(whole, try bench.tables(of: parts, plain)) == nil, "seed \(seed), shares")
    }
  }

  @Test("a map of asapp gives the tables of asapp's own records", arguments: Seeds.upTo(20))
  func ofAsapp(batch: UInt64) throws {
    for seed in batch * 4..<batch * 4 + 4 {
      let bench = try FactBench()
      defer { bench.remove() }
      var world = MappedWorld(seed: seed)
      var options = MixedMapTests.options(seed: seed)
      options.metadataKeys += ["queue"]
      let paths = try bench.write([
        ("a.ndjson", Array(world.asapp.utf8)), ("b.ndjson", Array(world.mapped().utf8)),
      ])
      let expected = try bench.tables(of: [paths[0]], options)
      let plain = options
      options.maps.add(try MixedMapTests.map("asapp"), path: "m", pattern: PathPattern("b.ndjson"))
      #expect(
        firstDifference(expected, try bench.tables(of: [paths[1]], options)) == nil, "seed \(seed), map")
      #expect(firstDifference(expected, try bench.tables(of: paths, options)) == nil, "seed \(seed), both")
      let facts = try #require(try bench.facts(of: [paths[1]], options, named: "facts"))
      #expect(firstDifference(expected, try bench.tables(of: [facts], plain)) == nil, "seed \(seed), facts")
    }
  }
}

@Suite("A pattern of paths")
struct PathPatternTests {
  @Test(
    "matches the end of a path from a slash on",
    arguments: [
      ("*.ndjson", ["a.ndjson", "x/a.ndjson", ".ndjson"], ["a.json", "a.ndjson/b"]),
      ("zendesk/", ["zendesk/a", "x/zendesk/y/z"], ["zendesk", "xzendesk/a"]),
      ("zendesk/*", ["zendesk/a", "/d/zendesk/a"], ["zendesk/a/b"]),
      ("zendesk/**", ["zendesk/a", "d/zendesk/a/b"], ["zendesk"]),
      ("**/b/*.x", ["a/b/c.x", "a/a/b/.x"], ["a/b/c/d.x"]),
      ("/d/*", ["/d/a"], ["d/a", "/e/d/a"]),
      ("./d/?", ["d/a", "d/é", "e/d/a"], ["d/ab", "d/"]),
      ("a*b*c", ["abc", "axbxxc", "abbcc"], ["abcx", "ab/c", "a/bc"]),
      ("a**b*c", ["a/b/bxc", "abc"], ["a/b/c/"]),
      ("-", ["-"], ["a-"]),
      ("dt=2026-*/x", ["dt=2026-01/x"], ["dt=2025-01/x"]),
    ])
  func matches(text: String, good: [String], bad: [String]) throws {
    let pattern = try #require(PathPattern(text))
    for path in good { #expect(pattern.matches(path), "\(text) \(path)") }
    for path in bad { #expect(!pattern.matches(path), "\(text) \(path)") }
  }
}
