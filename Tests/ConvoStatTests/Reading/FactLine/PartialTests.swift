// Partial summaries: merged in any order and by any steps, they are the whole.

import Foundation
import Testing

@testable import ConvoStat

@Suite("Partial summaries")
struct PartialTests {
  /// Merges parts into a file.
  private func merged(_ parts: [String], _ name: String, on bench: FactBench) throws -> String {
    let heads = try PartialHead.heads(of: parts, maxLineBytes: Options().maxLineBytes)
    return try #require(try bench.facts(of: parts, Options(), named: name, part: .joined(heads)))
  }

  /// Returns the tables of parts.
  private func tables(of parts: [String], _ options: Options, on bench: FactBench) throws -> [String: String]
  {
    var options = options
    let heads = try PartialHead.heads(of: parts, maxLineBytes: options.maxLineBytes)
    options.knownNewestMilliseconds = heads.compactMap(\.newestMilliseconds).max()
    return try bench.tables(of: parts, options)
  }

  @Test(
    "of all shares give the whole, whatever is merged first; nothing merged with a part is the part",
    arguments: Seeds.upTo(60))
  func shares(seed: UInt64) throws {
    let bench = try FactBench()
    defer { bench.remove() }
    var options = Options()
    options.jobs = Int(seed % 3) + 1
    options.bots = .ignore
    options.firstResponseFrom = seed % 2 == 0 ? .conversation : .message
    options.by = [Breakdown([.queue, .day]), Breakdown([.metadata("region")])]
    let inputs = try bench.write(RandomDump(seed: seed).inputs)
    let expected = try bench.tables(of: inputs, options)
    let words = ["--bots=ignore"]
    var parts: [String] = []
    for number in 0..<3 {
      var making = options
      making.shard = ConversationShard(number, of: 3)
      let part = try bench.facts(
        of: inputs, making, named: "part-\(number)", part: .share(tableOptions: words))
      guard let part else { return }
      parts.append(part)
    }
    let got = try tables(of: [parts[2], parts[0], parts[1]], options, on: bench)
    if let difference = firstDifference(expected, got) { Issue.record("seed \(seed), \(difference)") }

    let left = try merged([merged([parts[0], parts[1]], "01", on: bench), parts[2]], "01-2", on: bench)
    let right = try merged([parts[0], merged([parts[2], parts[1]], "21", on: bench)], "0-21", on: bench)
    let whole = try bench.facts(of: inputs, options, named: "whole", part: .share(tableOptions: words))
    #expect(bench.bytes(left) == bench.bytes(whole))
    #expect(bench.bytes(right) == bench.bytes(whole))

    let empty = try bench.write([("empty.ndjson", [])])
    let nothing = try #require(
      try bench.facts(of: empty, options, named: "nothing", part: .share(tableOptions: words)))
    for pair in [[nothing, parts[1]], [parts[1], nothing]] {
      #expect(bench.bytes(try merged(pair, "same", on: bench)) == bench.bytes(parts[1]))
    }
  }

  @Test("of an incomplete set of shares are refused, whatever they were joined to")
  func missing() throws {
    let bench = try FactBench()
    defer { bench.remove() }
    let inputs = try bench.write(RandomDump(seed: 3).inputs)
    func part(_ number: Int, of count: Int) throws -> String {
      var options = Options()
      options.shard = ConversationShard(number, of: count)
      return try #require(
        try bench.facts(
          of: inputs, options, named: "\(number)-\(count)", part: .share(tableOptions: ["--bots=ignore"])))
    }
    func isWhole(_ parts: [String]) throws -> Bool {
      let heads = try PartialHead.heads(of: parts, maxLineBytes: Options().maxLineBytes)
      return (try? PartialHead.requireAllShares(of: heads)) != nil
    }
    let parts = try (0..<3).map { try part($0, of: 3) }
    #expect(try isWhole([parts[2], parts[0], parts[1]]))
    #expect(try !isWhole([parts[2], parts[0]]))
    #expect(try !isWhole([merged([parts[1], parts[2]], "12", on: bench)]))
    #expect(try isWhole([merged([parts[1], parts[2]], "12", on: bench), parts[0]]))
    #expect(try isWhole([part(0, of: 1)]))
  }

  @Test("that have a conversation in common are refused")
  func overlap() throws {
    let bench = try FactBench()
    defer { bench.remove() }
    let inputs = try bench.write(RandomDump(seed: 3).inputs)
    let one = try #require(
      try bench.facts(of: inputs, Options(), named: "one", part: .share(tableOptions: [])))
    let two = try #require(
      try bench.facts(of: inputs, Options(), named: "two", part: .share(tableOptions: [])))
    #expect(throws: Failure.self) {
      try PartialHead.heads(of: [one, two], maxLineBytes: Options().maxLineBytes)
    }
    #expect(throws: Failure.self) { try PartialHead.heads(of: inputs, maxLineBytes: Options().maxLineBytes) }
  }
}
