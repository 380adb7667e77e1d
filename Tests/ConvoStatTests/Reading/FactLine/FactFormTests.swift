// The two forms of fact lines: the old one is read with the same results, and damaged lists of the new one are refused.

import Foundation
import Testing

@testable import ConvoStat

@Suite("Forms of fact lines")
struct FactFormTests {
  /// Lines of a conversation with everything that its messages can say, as version 1 wrote them.
  static let old = [
    #"{"convostat_fact":1,"asapp_agent":"a1","name":"Ann","from":["in.ndjson",678]}"#,
    #"{"convostat_fact":1,"asapp":"C1","said":[{"from":["in.ndjson",678],"external":"E","queue":"billing","agent":"a1","#
      + #""agent_name":"Ann","customer":"u","metadata":{"n":"7","no":null}}],"agents":["a1","a2"],"by":[0,1,-1],"#
      + #""ids":["m-1","m-2","m-3","m-4"],"senders":"caaa","created":[1767603600250,30850,8900,0],"#
      + #""lags":[null,100,-1000,5]}"#,
    #"{"convostat_fact":1,"chatwoot":"7","account":"1","prefix":"id é ","ids":["9","10","\"","é"],"senders":"coRe","#
      + #""created":[1767603600000,61000,1,2],"updates":[0,null,9000000,-1],"revisions":[0,2]}"#,
    #"{"convostat_fact":1,"asapp_external":"E","ids":["01KDWGFH91CQJE36MCNS4CM8XZ"],"senders":"s","#
      + #""created":[1767603700000]}"#,
  ]

  /// The lines of `old` in the form that is written.
  static let new = [
    #"{"convostat_fact":2,"asapp_agent":"a1","name":"Ann","from":["in.ndjson",678]}"#,
    #"{"convostat_fact":2,"asapp":"C1","said":[{"from":["in.ndjson",678],"external":"E","queue":"billing","agent":"a1","#
      + #""agent_name":"Ann","customer":"u","metadata":{"n":"7","no":null}}],"agents":["a1","a2"],"by":"1BCA","#
      + #""ids":"m-1m-2m-3m-4","senders":"caaa","created":1767603600250,"steps":"3HiCCLEAAA","lags":"2AADJfQAL"}"#,
    #"{"convostat_fact":2,"chatwoot":"7","account":"1","prefix":"id é ","ids":["9","10","\"","é"],"senders":"coRe","#
      + #""created":1767603600000,"steps":"3O5IAABAAC","updates":"5AAAABAAAAABEqiBAAAAC","revisions":[0,2]}"#,
    #"{"convostat_fact":2,"asapp_external":"E","ids":"01KDWGFH91CQJE36MCNS4CM8XZ","senders":"s","#
      + #""created":1767603700000}"#,
  ]

  /// Returns everything that lines tell.
  private func told(_ lines: [String]) -> [String] {
    let read = ReadRecords(lines, forFacts: true, keepsMetadata: true)
    return read.messages + read.sayings + ["\(read.reasons)", "\(read.reader.facts.counts)"]
  }

  @Test("the old form is read with the results of the new one")
  func oldForm() {
    #expect(told(Self.old) == told(Self.new))
    #expect(told(Self.old).count > 8)
  }

  @Test("the facts of the old form are written in the new one")
  func rewritten() throws {
    let bench = try FactBench()
    defer { bench.remove() }
    func facts(_ lines: [String], _ name: String) throws -> String {
      let inputs = try bench.write([(name, Array(lines.joined(separator: "\n").utf8))])
      let path = try bench.facts(of: inputs, Options(), named: name + ".facts")
      return String(decoding: try #require(bench.bytes(path)), as: UTF8.self)
    }
    let (old, new) = try (facts(Self.old, "old"), facts(Self.new, "new"))
    #expect(old == new)
    #expect(Set(new.split(separator: "\n").map(String.init)).isSuperset(of: [Self.new[0], Self.new[3]]))
  }

  /// Returns a line with its lists as version 1 wrote them.
  private func oldForm(of line: String) throws -> String {
    var line = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    line["convostat_fact"] = 1
    guard let senders = line["senders"] as? String else { return try text(of: line) }
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    func numbers(_ key: String) throws -> [Int] {
      guard let list = line[key] as? String, let width = Int(list.prefix(1)) else { return [] }
      let values = try list.dropFirst().map { try #require(digits.firstIndex(of: $0)) }
      return stride(from: 0, to: values.count, by: width).map { start in
        values[start..<start + width].reduce(0) { $0 * 64 + $1 }
      }
    }
    func signed(_ key: String) throws -> [Any]? {
      if line[key] == nil { return nil }
      return try numbers(key).map { (code: Int) -> Any in
        if code == 0 { return NSNull() }
        return code % 2 == 1 ? (code - 1) / 2 : -(code / 2)
      }
    }
    if let ids = line["ids"] as? String {
      let (all, length) = (Array(ids), ids.count / senders.count)
      line["ids"] = (0..<senders.count).map { String(all[$0 * length..<($0 + 1) * length]) }
    }
    line["created"] = [try #require(line["created"] as? Int)] + (try numbers("steps"))
    line["by"] = line["by"] == nil ? nil : try numbers("by").map { $0 - 1 }
    line["lags"] = try signed("lags")
    line["updates"] = try signed("updates")
    line["steps"] = nil
    return try text(of: line)
  }

  private func text(of line: [String: Any]) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: line), as: UTF8.self)
  }

  @Test(
    "the lines of any dump tell the same in the old form, and with their keys in another order",
    arguments: Seeds.upTo(40))
  func anyDump(seed: UInt64) throws {
    let bench = try FactBench()
    defer { bench.remove() }
    let inputs = try bench.write(RandomDump(seed: seed).inputs)
    guard let path = try bench.facts(of: inputs, Options(), named: "facts") else { return }
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    let expected = told(lines)
    #expect(try told(lines.map(oldForm)) == expected)
    // A blank before the line sends it the way of any JSON.
    #expect(told(lines.map { " " + $0 }) == expected)
    let mixed = try bench.write([
      (
        "mixed",
        Array(
          try lines.enumerated().map { $0 % 2 == 0 ? try oldForm(of: $1) : $1 }.joined(separator: "\n").utf8)
      )
    ])
    #expect(bench.bytes(try bench.facts(of: mixed, Options(), named: "again")) == bench.bytes(path))
  }

  @Test(
    "damaged lists are refused with a plain message, and nothing of the line is kept",
    arguments: [
      (#""ids":"mno","senders":"ca","created":1,"steps":"1A""#, "ids"),
      (#""ids":"é1","senders":"ccc","created":1,"steps":"1AA""#, "ids"),
      (#""ids":"","senders":"ca","created":1,"steps":"1A""#, "senders or ids"),
      (#""ids":"mn","senders":"ca","created":1"#, "lists differ in length"),
      (#""ids":"mn","senders":"ca","created":1,"steps":"1AA""#, "lists differ in length"),
      (#""ids":"mn","senders":"ca","steps":"1AA""#, "steps without created"),
      (#""ids":"mn","senders":"ca""#, "lists differ in length"),
      (#""ids":"mn","senders":"ca","created":1,"steps":"1""#, "a list of numbers"),
      (#""ids":"mn","senders":"ca","created":1,"steps":"2A""#, "a list of numbers"),
      (#""ids":"mn","senders":"ca","created":1,"steps":"0A""#, "a list of numbers"),
      (#""ids":"mn","senders":"ca","created":1,"steps":"9AAAAAAAAA""#, "a list of numbers"),
      (#""ids":"mn","senders":"ca","created":1,"steps":"1+""#, "a list of numbers"),
      (#""ids":"mn","senders":"ca","created":1,"steps":"1é""#, "a list of numbers"),
      (#""ids":"mn","senders":"ca","created":1,"steps":"8________""#, "a time"),
      (#""ids":"mn","senders":"ca","created":-1,"steps":"1A""#, "a time"),
      (#""ids":"mn","senders":"ca","created":1,"steps":"1A","lags":"1B""#, "lists differ in length"),
      (#""ids":"mn","senders":"ca","created":1,"steps":"1A","lags":"8________AAAAAAAA""#, "a client time"),
      (#""ids":"mn","senders":"ca","created":1,"steps":"1A","updates":"8________AAAAAAAA""#, "a time"),
      (#""ids":"mn","senders":"ca","created":1,"steps":"1A","by":"1B""#, "by"),
      (#""ids":"mn","senders":"ca","created":1,"steps":"1A","agents":["a"],"by":"1BB""#, "by"),
      (#""ids":"mn","senders":"ca","created":1,"steps":"1A","revisions":[1,0]"#, "revisions"),
      (#""ids":"mn","senders":"ca","created":1,"steps":"1A","revisions":[2]"#, "revisions"),
      (#""ids":"mn","senders":"ca","created":[1,0]"#, "another version"),
      (#""ids":"mn","senders":"cx","created":1,"steps":"1A""#, "senders or ids"),
      (#""ids":"mn","senders":"ca","created":1,"steps":[0]"#, "at key steps"),
      (#""ids":"mn","senders":"ca","created":1e0,"steps":"1A""#, "at key created"),
    ])
  func damaged(lists: String, detail: String) {
    let line = #"{"convostat_fact":2,"asapp":"C",\#(lists)}"#
    let read = ReadRecords([line])
    #expect(read.reasons == ["bad_fact": 1], "\(line)")
    #expect(read.reader.facts.messages.count == 0, "\(line)")
    #expect(read.reader.facts.references.count == 0, "\(line)")
    let rejects = read.takeRejects()
    #expect(rejects.contains { $0.contains(detail) }, "\(rejects)")
  }

  @Test("a line that is cut anywhere is refused")
  func cutLines() {
    for line in Self.new {
      let bytes = Array(line.utf8)
      for length in 1..<bytes.count {
        let read = ReadRecords([String(decoding: bytes[..<length], as: UTF8.self)])
        #expect(read.reasons.values.reduce(0, +) == 1, "\(length) bytes of \(line)")
        #expect(read.reader.facts.messages.count == 0, "\(length) bytes of \(line)")
      }
    }
  }

  @Test("a line with other bytes is read or refused as any JSON is", arguments: Seeds.upTo(40))
  func changedLines(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let others = Array("\"\\,:[]{}01Az_- \u{1F}n".utf8)
    for _ in 0..<50 {
      var bytes = Array(try #require((Self.new + Self.old).randomElement(using: &random)).utf8)
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let place = Int.random(in: 1..<bytes.count, using: &random)
        bytes[place] = try #require(others.randomElement(using: &random))
      }
      let line = String(decoding: bytes, as: UTF8.self)
      // A blank before the line sends it the way of any JSON.
      let (read, general) = (ReadRecords([line]), ReadRecords([" " + line]))
      #expect(read.reasons == general.reasons && read.messages == general.messages, "\(line)")
    }
  }

  @Test("a list of numbers is read back, whatever the numbers", arguments: Seeds.upTo(40))
  func numbers(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let text = NumberText()
    for bits in 0..<47 {
      let greatest: Int64 = 1 << Int64(bits)
      let count = Int.random(in: 1...40, using: &random)
      let values = (0..<count).map { _ in Int64.random(in: 0...greatest, using: &random) }
      var written = ByteBuffer()
      written.append(numbers: values.count) { values[$0] }
      var read = ReusableArray<Int64>()
      #expect(text.read(written.text, into: &read))
      #expect(Array(read.elements) == values)

      let some = values.map { (value: Int64) -> Int64? in
        if value % 5 == 0 { return nil }
        return value % 2 == 0 ? value / 4 : -(value / 4)
      }
      written.removeAll()
      written.append(numbers: some.count) { NumberText.code(signed: some[$0]) }
      read.removeAll()
      #expect(text.read(signed: written.text, missing: .min, into: &read))
      #expect(Array(read.elements) == some.map { $0 ?? .min })
    }
  }
}
