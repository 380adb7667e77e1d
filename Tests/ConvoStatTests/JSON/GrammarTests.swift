// The texts of RFC 8259, read alone and as the value of an unknown key in a valid message.

import Testing

@testable import ConvoStat

@Suite("Grammar") struct GrammarTests {
  /// Valid messages around a value: the text before and after it.
  static let around: [(before: String, after: String)] = [
    (
      "{\"conversationId\":\"C\",\"unknown\":",
      ",\"messageId\":\"m\",\"sender\":{\"role\":\"agent\"},\"createdTimestamp\":1767603600}"
    ),
    (
      "{\"conversationId\":\"C\",\"messageId\":\"m\",\"sender\":{\"role\":\"agent\",\"unknown\":[1,",
      "]},\"createdTimestamp\":1767603600}"
    ),
    (
      "{\"id\":1,\"conversation_id\":7,\"message_type\":1,\"created_at\":1767603600,\"unknown\":{\"a\":", "}}"
    ),
    (
      "{\"items\":[{\"conversationId\":\"C\",\"messageId\":\"m\",\"sender\":{\"role\":\"agent\"},\"createdTimestamp\":1767603600}],\"unknown\":",
      "}"
    ),
  ]

  @Test("Valid JSON is accepted, by the program and by its twin") func taken() {
    for text in GrammarTexts.taken {
      #expect(cursorReason(text) == nil, "\(shown(text))")
      #expect(Twin.Reader.whole(text).reason == nil, "\(shown(text))")
    }
  }

  @Test("Invalid JSON is refused, by the program and by its twin") func refused() {
    for text in GrammarTexts.refused {
      #expect(cursorReason(text) == "bad_json", "\(shown(text))")
      #expect(Twin.Reader.whole(text).reason == "bad_json", "\(shown(text))")
    }
  }

  @Test("A value that is not requested does not change a message", arguments: around.indices)
  func wrappedAndTaken(_ index: Int) {
    let (before, after) = Self.around[index]
    let plain = message(Array((before + "0" + after).utf8))
    #expect(plain.count == 1)
    for text in GrammarTexts.taken {
      let depth = text.prefix { $0 == 0x5B }.count
      let line = text.filter { $0 != 0x0A }
      if depth < 500 {
        #expect(message(Array(before.utf8) + line + Array(after.utf8)) == plain, "\(shown(line))")
      }
    }
  }

  @Test("An invalid value makes the line invalid, whether or not it is requested", arguments: around.indices)
  func wrappedAndRefused(_ index: Int) {
    let (before, after) = Self.around[index]
    var tried = 0
    for text in GrammarTexts.refused {
      // Some become valid JSON in this context, which the twin knows.
      let line = Array(before.utf8) + text.map { $0 == 0x0A ? 0x20 : $0 } + Array(after.utf8)
      guard Twin.Reader.whole(line).reason != nil else { continue }
      tried += 1
      #expect(message(line) == [], "\(shown(line))")
    }
    #expect(tried > GrammarTexts.refused.count * 9 / 10)
  }

  @Test("There are texts of every kind") func count() {
    print(
      "inputs tried: \(GrammarTexts.taken.count) that are JSON, \(GrammarTexts.refused.count) that are not, each alone and in \(Self.around.count) messages"
    )
    #expect(GrammarTexts.taken.count > 120 && GrammarTexts.refused.count > 250)
  }

  /// Returns the messages of a line; empty if it is rejected, as it must be for invalid JSON.
  private func message(_ line: [UInt8]) -> [String] {
    let (account, bytes) = (PaddedBytes(""), PaddedBytes(line))
    return withExtendedLifetime((account, bytes)) {
      let reader = RecordReader(options: ReadingOptions(extras: [], account: account.text))
      reader.readLine(bytes.text, line: 1, RecordPosition(input: 0, offset: 0))
      let facts = (0..<reader.facts.messages.count).map { reader.facts.messages[$0] }
      if facts.isEmpty { #expect(reader.rejects == [.badJSON: 1], "\(shown(line))") }
      return facts.map { "\(Array($0.id.spelled)) \($0.kind) \($0.created)" }
    }
  }

  private func shown(_ bytes: [UInt8]) -> String {
    String(String(decoding: bytes, as: UTF8.self).prefix(200))
  }
}
