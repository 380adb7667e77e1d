// A reader with a long history against fresh readers: earlier lines must not influence a line.

import Testing

@testable import ConvoStat

@Suite("Record reader's history")
struct RecordReaderHistoryTests {
  /// Returns the results of the lines, read by one reader.
  private func together(_ lines: [String]) -> [String] {
    let read = ReadRecords(lines)
    return read.takeRejects() + read.messages + Array(Set(read.names)).sorted()
      + Array(Set(read.sayings)).sorted()
  }

  /// Returns the results of the lines, each read by a reader of its own.
  private func apart(_ lines: [String]) -> [String] {
    let reads = lines.indices.map { ReadRecords([String](repeating: "", count: $0) + [lines[$0]]) }
    return reads.flatMap { $0.takeRejects() } + reads.flatMap(\.messages)
      + Array(Set(reads.flatMap(\.names))).sorted()
      + Array(Set(reads.flatMap(\.sayings))).sorted()
  }

  /// Returns the lines of a random dump, some of them with other values or repeated.
  private func lines(_ seed: UInt64) -> [String] {
    var scribe = RandomScribe(seed: seed, conflictFree: false)
    scribe.layout = scribe.random.pick([.compact, .spaced])
    var lines: [String] = []
    for _ in 0..<40 {
      let line = scribe.random.chance(40) && !lines.isEmpty ? scribe.random.pick(lines) : scribe.nextRecord()
      lines.append(line)
      if scribe.random.chance(50) { lines.append(varied(line, &scribe.random)) }
    }
    return lines
  }

  /// Returns the line with some of its values replaced, by values of the same kind or of another.
  private func varied(_ line: String, _ random: inout RandomSource) -> String {
    let pairs = [
      ("\"agent\"", "\"customer\""), (":1", ":2"), (":2", ":-0"), (":0", ":null"), ("true", "false"),
      ("null", "true"),
      ("\"0\"", "\"\\u0030\""), ("\"a", "\"\\u0061"), ("{}", "[]"), (":\"", ":\"\\n"), (":17", ":\"17"),
      (",", " ,"), ("5", "05"),
      ("\"20", "\"30"), (":[]", ":{}"), ("T0", "T9"),
    ]
    var line = line
    for _ in 0..<2 {
      let (from, to) = random.pick(pairs)
      line = line.replacing(from, with: to, maxReplacements: 1 + random.below(2))
    }
    return line
  }

  /// Returns all results except observations, because a later line may cover an earlier one.
  private func isOwn(_ text: String) -> Bool { !text.contains("=") || text.contains("\"reason\"") }

  @Test("Random lines, repeated and varied, are read as each would be alone", arguments: Seeds.upTo(12))
  func random(seed: UInt64) {
    let lines = lines(seed)
    let (one, many) = (together(lines).filter(isOwn), apart(lines).filter(isOwn))
    let differing = zip(one, many).first { $0 != $1 }
    #expect(one.count == many.count && differing == nil, "\(String(describing: differing))")
  }

  private static let head = "{\"id\":1,\"conversation_id\":2,"

  /// A refused value, and the values of lines before it.
  static let refused: [(String, String, String)] = [
    ("\"message_type\":{},\"created_at\":5}", "\"message_type\":0,\"created_at\":5}", "message_type {}"),
    ("\"message_type\":[],\"created_at\":5}", "\"message_type\":0,\"created_at\":5}", "message_type []"),
    ("\"message_type\":null,\"created_at\":5}", "\"message_type\":0,\"created_at\":5}", "message_type null"),
    ("\"message_type\":0,\"created_at\":true}", "\"message_type\":0,\"created_at\":5}", "created_at true"),
    ("\"message_type\":0,\"created_at\":[1]}", "\"message_type\":0,\"created_at\":5}", "created_at [1]"),
    (
      "\"message_type\":\"\\u0078\",\"created_at\":5}", "\"message_type\":0,\"created_at\":5}",
      "message_type \\\\u0078"
    ),
    (
      "\"message_type\":0,\"created_at\":\"\\u0078\"}", "\"message_type\":0,\"created_at\":5}",
      "created_at \\\\u0078"
    ),
  ]

  @Test("A refused value is shown as written, the first time and the third", arguments: refused)
  func details(bad: String, good: String, detail: String) {
    let lines = [bad, good, bad, good, bad].map { Self.head + $0 }
    let rejects = ReadRecords(lines).takeRejects()
    #expect(rejects.count == 3)
    #expect(rejects.allSatisfy { $0.contains("\"detail\":\"\(detail)\"") }, "\(rejects)")
  }

  @Test("A message with an escaped key or value is read as a message")
  func escapedType() {
    let message = """
      {"messageId":1,"conversationId":1,"sender":{"role":"bot"},"createdTimestamp":1,"type":"t"}
      """
    let escaped = message.replacing("\"t\"", with: "\"\\u0074\"")
    let ping = "{\"type\":\"ping\"}"
    let read = ReadRecords([ping, escaped, ping, message, message])
    #expect(read.reader.counts.ignored == 2)
    #expect(read.classes == [.bot, .bot, .bot])
  }
}
