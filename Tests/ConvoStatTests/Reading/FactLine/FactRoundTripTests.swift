// Facts against the dumps from which they were made: every table is the same, byte for byte.

import Foundation
import Testing

@testable import ConvoStat

@Suite("Facts")
struct FactRoundTripTests {
  /// Returns the options of a seed.
  ///
  /// Each seed tries another combination.
  private func options(_ seed: UInt64) -> Options {
    var options = Options()
    options.jobs = Int(seed % 3) + 1
    options.metadataKeys = seed % 3 == 0 ? ["region", "é", "queue", "subdivision"] : []
    options.conversationNaming = seed % 2 == 0 ? .filename : nil
    options.account = seed % 5 == 0 ? "9" : nil
    options.order = seed % 4 == 1 ? .client : .created
    options.waitFrom = seed % 4 == 2 ? .last : .first
    options.bots = seed % 6 == 5 ? .ignore : .respond
    options.noSender = seed % 4 == 0 ? .system : nil
    options.botAgents = seed % 5 == 3 ? ["9"] : []
    options.zone = seed % 4 == 3 ? Zone("Europe/Berlin") : nil
    options.attributes = seed % 4 == 3
    options.firstResponseFrom = seed % 5 < 2 ? .conversation : .message
    options.by =
      seed % 3 == 1
      ? [
        Breakdown([.metadata("region")]), Breakdown([.agent, .hour]), Breakdown([.label, .channel]),
        Breakdown([.team, .rating]),
      ]
      : [Breakdown([.queue, .week]), Breakdown([.organizationalGroup])]
    return options
  }

  @Test(
    "give the tables of the dumps, alone and with the other half of the dumps, whatever the options",
    arguments: Seeds.upTo(20))
  func roundTrip(batch: UInt64) throws {
    for seed in batch * 20..<batch * 20 + 20 {
      let bench = try FactBench()
      defer { bench.remove() }
      let options = options(seed)
      let inputs = try bench.write(RandomDump(seed: seed).inputs)
      let expected = try bench.tables(of: inputs, options)

      var making = Options()
      making.conversationNaming = options.conversationNaming
      guard let whole = try bench.facts(of: inputs, making, named: "whole.ndjson") else { continue }
      let got = try bench.tables(of: [whole], options)
      if let difference = firstDifference(expected, got) { Issue.record("seed \(seed), \(difference)") }
      #expect(expected.count == got.count, "seed \(seed)")

      let half = inputs.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
      let rest = inputs.filter { !half.contains($0) }
      guard let some = try bench.facts(of: half, making, named: "half.ndjson") else { continue }
      for mixed in [[some] + rest, [some] + inputs, [whole, some]] {
        let got = try bench.tables(of: mixed, options)
        if let difference = firstDifference(expected, got) {
          Issue.record("seed \(seed), mixed, \(difference)")
        }
      }
    }
  }

  @Test(
    "are the same bytes by any number of workers, in any room, and made of themselves",
    arguments: Seeds.upTo(60))
  func canonical(seed: UInt64) throws {
    let bench = try FactBench()
    defer { bench.remove() }
    var options = Options()
    options.conversationNaming = seed % 2 == 0 ? .filename : nil
    let inputs = try bench.write(RandomDump(seed: seed).inputs)
    guard let path = try bench.facts(of: inputs, options, named: "whole.ndjson") else { return }
    let expected = bench.bytes(path)

    options.jobs = 3
    #expect(bench.bytes(try bench.facts(of: inputs, options, named: "3.ndjson")) == expected)
    options.memoryBytes = 1
    #expect(bench.bytes(try bench.facts(of: inputs, options, named: "narrow.ndjson")) == expected)
    #expect(bench.bytes(try bench.facts(of: [path], options, named: "again.ndjson")) == expected)
    options.memoryBytes = nil
    #expect(bench.bytes(try bench.facts(of: [path] + inputs, options, named: "both.ndjson")) == expected)
    let parts = try inputs.enumerated().compactMap { number, input in
      try bench.facts(of: [input], options, named: "part-\(number).ndjson")
    }
    #expect(bench.bytes(try bench.facts(of: parts, options, named: "joined.ndjson")) == expected)
  }

  @Test("of shuffled lines are the same for every message", arguments: Seeds.upTo(20))
  func shuffled(seed: UInt64) throws {
    let bench = try FactBench()
    defer { bench.remove() }
    let dump = RandomDump(seed: seed, conflictFree: true)
    func messages(_ inputs: [(path: String, bytes: [UInt8])], _ name: String) throws -> [NSDictionary]? {
      let inputs = try bench.write(inputs)
      guard let path = try bench.facts(of: inputs, Options(), named: name) else { return nil }
      return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { line in
        var object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        // Observations are ranked by the position of their records.
        for key in ["said", "from", "of"] { object[key] = nil }
        return object as NSDictionary
      }
    }
    let expected = try messages(dump.inputs, "whole.ndjson")
    let got = try messages(dump.shuffled(seed: seed), "shuffled.ndjson")
    #expect(expected == got)
  }

  @Test(
    "that are damaged are rejected whole, and nothing of them is kept",
    arguments: [
      #"{"convostat_fact":2,"asapp":"C","ids":["m"],"senders":"c","created":[1]}"#,
      #"{"convostat_fact":3,"asapp":"C","ids":"m","senders":"c","created":1}"#,
      #"{"convostat_fact":"1","asapp":"C"}"#,
      #"{"convostat_fact":1}"#,
      #"{"convostat_fact":1,"asapp":7}"#,
      #"{"convostat_fact":1,"asapp":""}"#,
      #"{"convostat_fact":1,"asapp":"C","ids":["m"],"senders":"cc","created":[1]}"#,
      #"{"convostat_fact":1,"asapp":"C","ids":["m"],"senders":"x","created":[1]}"#,
      #"{"convostat_fact":1,"asapp":"C","ids":["m"],"senders":"c","created":[-1]}"#,
      #"{"convostat_fact":1,"asapp":"C","ids":["m"],"senders":"c","created":[1.5]}"#,
      #"{"convostat_fact":1,"asapp":"C","ids":["m"],"senders":"c","created":[9999999999999999]}"#,
      #"{"convostat_fact":1,"asapp":"C","ids":["m"],"senders":"c","created":[1],"lags":[2]}"#,
      #"{"convostat_fact":1,"asapp":"C","ids":["m"],"senders":"c","created":[1],"lags":[]  ,"updates":[-2]}"#,
      #"{"convostat_fact":1,"asapp":"C","ids":["m"],"senders":"a","created":[1],"by":[0]}"#,
      #"{"convostat_fact":1,"asapp":"C","ids":[""],"senders":"c","created":[1]}"#,
      #"{"convostat_fact":1,"asapp":"C","said":[{"queue":"q"}]}"#,
      #"{"convostat_fact":1,"asapp":"C","said":[{"from":["p"],"queue":"q"}]}"#,
      #"{"convostat_fact":1,"asapp":"C","said":[{"from":["p",0],"queue":5}]}"#,
      #"{"convostat_fact":1,"asapp":"C","said":{"from":["p",0]}}"#,
      #"{"convostat_fact":1,"asapp":"C","said":[{"from":["p",0],"created":"1"}]}"#,
      #"{"convostat_fact":1,"asapp":"C","said":[{"from":["p",0],"created":-1}]}"#,
      #"{"convostat_fact":1,"inbox":"1","from":["p",0]}"#,
      #"{"convostat_fact":1,"chatwoot_agent":"1","name":"N","from":["p",0]}"#,
    ])
  func damaged(line: String) {
    let read = ReadRecords([line])
    #expect(read.reasons == ["bad_fact": 1])
    #expect(read.reader.facts.messages.count == 0)
    #expect(read.reader.facts.references.count == 0)
  }
}
