// Lines as a worker reads them: counts, rejects, events, and nested pages.

import Testing

@testable import ConvoStat

@Suite("Record reader")
struct RecordReaderTests {
  private static let fields = "\"id\":1,\"message_type\":0,\"created_at\":5"
  private static let message = "{\(fields),\"conversation_id\":2}"

  @Test(
    "Every line is a record, blank, ignored or rejected",
    arguments: [
      ("", "blank"), (" \t\r", "blank"), (message, "record"), (" \(message)\r", "record"), ("[]", "record"),
      ("{\"items\":[]}", "record"),
      ("[1,2]", "record"), ("{\"event\":\"x\"}", "ignored"), ("{\"type\":\"ping\"}", "ignored"),
      ("{\"event\":\"\"}", "ignored"),
      ("{}", "rejected"), ("1", "rejected"), ("{", "rejected"), ("{} x", "rejected"), ("\u{0}", "rejected"),
      ("\u{FEFF}{}", "rejected"),
      ("{\"error\":{}}", "rejected"), ("{\"convostat_fact\":1}", "rejected"), ("\u{B}", "rejected"),
      ("{\"event\":\"message_created\"}", "rejected"),
    ])
  func counts(line: String, expected: String) {
    let counts = ReadRecords([line]).reader.counts
    let found = [
      "blank": counts.blank, "record": counts.records, "ignored": counts.ignored, "rejected": counts.rejected,
    ]
    #expect(found.filter { $0.value > 0 } == [expected: 1])
    #expect(counts.lines == 1)
  }

  @Test(
    "Events are read from the object with their fields",
    arguments: [
      ("{\"event\":\"message_created\",\(fields),\"conversation_id\":2}", ["/2"]),
      ("{\"event\":\"message.updated\",\"data\":\(message)}", ["/2"]),
      ("{\"event\":\"message_created\",\"data\":\(message),\"conversation_id\":9}", ["/2"]),
      ("{\"event\":\"message_created\",\"data\":[],\(fields),\"conversation_id\":2}", ["/2"]),
      ("{\"identifier\":\"x\",\"message\":{\"event\":\"message.created\",\"data\":\(message)}}", ["/2"]),
      ("{\"message\":{\"event\":\"message_created\",\(fields),\"conversation\":{\"id\":4}}}", ["/4"]),
      ("{\"message\":{\"event\":\"typing_on\",\"data\":\(message)}}", []),
      ("{\"event\":\"message_deleted\",\"data\":\(message)}", []),
      ("{\"event\":\"conversation_created\",\"id\":3,\"messages\":[{\(fields)},\(message)]}", ["/3", "/2"]),
      ("{\"event\":\"conversation.opened\",\"data\":{\"id\":3,\"messages\":[{\(fields)}]}}", ["/3"]),
      (
        "{\"event\":\"message_created\",\(fields),\"conversation\":{\"id\":4,\"messages\":[\(message)]}}",
        ["/4"]
      ),
      ("[{\"event\":\"message_created\",\(fields),\"conversation_id\":2},{\"event\":\"x\"}]", ["/2"]),
    ])
  func events(line: String, expected: [String]) {
    let read = ReadRecords([line])
    #expect(read.conversations == expected)
    #expect(read.reasons == [:])
  }

  @Test("Nested pages are read, and the inner context wins over the outer")
  func nestedPages() {
    let bare = "{\(Self.fields)}"
    let read = ReadRecords([
      "{\"conversation_id\":1,\"account_id\":7,\"payload\":[\(bare),{\"conversation_id\":2,\"payload\":[\(bare)]},[\(bare)]]}",
      "{\"account\":{\"id\":7},\"data\":{\"payload\":[\(bare)],\"conversation\":{\"display_id\":3}}}",
      "{\"id\":4,\"status\":null,\"account_id\":7,\"meta\":{},\"messages\":[\(bare)]}",
    ])
    #expect(read.conversations == ["7/1", "7/2", "7/1", "7/3", "7/4"])
    #expect(read.reasons == [:])
    #expect(read.reader.counts.elements == 7)
  }

  @Test("Repeated elements of a page are read like repeated lines", arguments: [",", " \t,  "])
  func alike(separator: String) {
    let records = (0..<200).map { number in
      let kind = number % 7 == 0 ? "9" : number % 5 == 0 ? "\"incoming\"" : "1"
      let content = String(repeating: "é\\n", count: number % 11)
      return "{\"id\":\(number + 1),\"message_type\":\(kind),\"created_at\":5,\"content\":\"\(content)\","
        + "\"conversation_id\":\(number % 3 + 1)}"
    }
    let lines = ReadRecords(records)
    let page = ReadRecords(["[" + records.joined(separator: separator) + "]"])
    #expect(page.messages == lines.messages)
    #expect(page.reasons == lines.reasons && lines.reasons == ["unknown_role": 29])
    #expect(page.reader.counts.elements == 200)
  }

  @Test("Pages may be nested to a limit, and conversations as deep as JSON")
  func depth() {
    func pages(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(ReadRecords([pages(8)]).reasons == [:])
    #expect(ReadRecords([pages(9), pages(512)]).reasons == ["unknown_shape": 2])
    #expect(ReadRecords([pages(513)]).reasons == ["too_deep": 1])
    let nest =
      String(repeating: "{\"id\":1,\"status\":0,\"meta\":{},\"messages\":[", count: 250)
      + String(repeating: "]}", count: 250)
    let read = ReadRecords([nest])
    #expect(read.reasons == [:])
    #expect(read.reader.counts.elements == 249)
  }

  @Test("A reject has its position, its reason and its record, whatever the record contains")
  func rejects() {
    let read = ReadRecords([
      "{\"a\":tru}", "", "[1,{\"id\":\"\\u0000\"}]", "{\"conversation_id\":\"\\\"\",\"payload\":[ {} ]}",
    ])
    #expect(
      read.takeRejects() == [
        #"1,"offset":0,"reason":"bad_json","detail":"at byte 8","record":"{\"a\":tru}"}"#,
        #"3,"offset":2000,"index":0,"reason":"unknown_shape","detail":"","record":"1"}"#,
        #"3,"offset":2000,"index":1,"reason":"unknown_shape","detail":"with keys id","record":"{\"id\":\"\\u0000\"}"}"#,
        #"4,"offset":3000,"index":0,"reason":"unknown_shape","detail":"","record":"#
          + #""{\"conversation_id\":\"\\\"\",\"payload\":[{}]}"}"#,
      ])
    #expect(read.takeRejects() == [])
  }

  @Test(
    "A rejected element is wrapped in a page with the context of its own page, so that it can be fed back")
  func fedBack() throws {
    let context = "\"conversation_id\":2,\"account_id\":3,\"conversationExternalId\":\"e\","
    let meta =
      "\"meta\":{\"assignee\":{\"id\":5,\"name\":\"An\\\"n\"},\"contact\":{\"id\":6},\"inbox\":{\"name\":\"M\"}}"
    let bad = "{\"id\":1,\"message_type\":0,\"created_at\":\"x\",\"inbox_id\":9}"
    let good = bad.replacing("\"x\"", with: "5")
    let read = ReadRecords(["{\(context)\(meta),\"payload\":[\(bad)]}"])
    let written = Array(("{\"line\":" + (read.takeRejects().first ?? "")).utf8)
    let record = try #require(Twin.Reader.whole(written).value?.text("record")).string
    let (repaired, whole) = (
      ReadRecords([record.replacing("\"x\"", with: "5")]),
      ReadRecords(["{\(context)\(meta),\"payload\":[\(good)]}"])
    )
    #expect(repaired.messages == whole.messages && whole.messages == ["1 customer 5000 - 0 3/2 -"])
    #expect(repaired.sayings == whole.sayings)
    #expect(repaired.names == whole.names)
  }

  @Test(
    "An error body is reported with its code, its request and its message",
    arguments: [
      (
        "{\"error\":{\"code\":\"404-01\",\"requestId\":7,\"message\":\"Not\\nfound\"}}",
        "404-01 7 Not\\nfound"
      ), ("{\"error\":{}}", ""),
      ("{\"error\":{\"message\":\"x\"}}", "x"),
      ("{\"error\": \"Invalid Access Token\"}", "Invalid Access Token"), ("{\"error\":\"a\\tb\"}", "a\\tb"),
      ("{\"errors\":[\"You need to sign in\", \"or up\"]}", "You need to sign in or up"),
      ("{\"errors\":[]}", ""),
      ("{\"errors\":[{\"field\":\"f\",\"message\":\"bad\"},7,{\"code\":1}]}", "bad 7 {\\\"code\\\":1}"),
      ("{\"description\":\"not found\",\"errors\":[{\"message\":\"m\"}]}", "not found m"),
      ("{\"description\":\"d\",\"errors\":{\"a\":1}}", "d"), ("{\"id\":1,\"error\":\"x\"}", "x"),
    ])
  func apiError(line: String, detail: String) {
    let read = ReadRecords([line])
    #expect(
      read.takeRejects().first?.hasPrefix("1,\"offset\":0,\"reason\":\"api_error\",\"detail\":\"\(detail)\"")
        == true)
  }

  @Test(
    "Other values of these keys, and records with such a key, are not error bodies",
    arguments: [
      "{\"error\":5}", "{\"error\":null}", "{\"errors\":{}}", "{\"errors\":\"x\"}", "{\"description\":\"x\"}",
      "{\"messageId\":1,\"error\":\"x\"}", "{\"error\":\"x\",\"message_type\":0}",
      "{\"errors\":[],\"items\":{}}",
      "{\"errors\":[],\"errors\":1}", "{\"x\":{\"error\":\"x\"}}",
    ])
  func noAPIError(line: String) { #expect(ReadRecords([line]).reasons == ["unknown_shape": 1]) }

  @Test("A long error is cut") func longError() {
    let rejects = ReadRecords(["{\"error\":\"\(String(repeating: "\u{E9}", count: 2000))\"}"]).takeRejects()
    #expect(rejects.first?.contains("\"detail\":\"\(String(repeating: "\u{E9}", count: 250))\"") == true)
  }

  @Test("The detail of a reject is its own, not that of the previous record")
  func ownDetail() {
    let bare = "{\"event\":\"message_created\",\"data\":{\"id\":1,\"conversation_id\":2}}"
    let after = ReadRecords([
      "{\"event\":\"message_created\",\"data\":{\(Self.fields),\"conversation_id\":2}}", bare,
    ])
    let expected = ReadRecords([bare]).takeRejects()
    #expect(expected.count == 1)
    func behindDetail(_ rejects: [String]) -> [Substring?] {
      rejects.map { $0.split(separator: "detail").last }
    }
    #expect(expected.first?.contains("\"detail\":\"message_type is missing\"") == true)
    #expect(behindDetail(after.takeRejects()) == behindDetail(expected))
  }

  @Test("A long value in a detail, and a line that is too long, are cut between characters")
  func cut() {
    let role = String(repeating: "é", count: 70)
    let line =
      "{\"messageId\":1,\"conversationId\":1,\"sender\":{\"role\":\"\(role)\"},\"createdTimestamp\":1}"
    let read = ReadRecords([line])
    #expect(
      read.takeRejects().first?.contains("\"detail\":\"sender.role \(String(repeating: "é", count: 50))\"")
        == true)
    let long = PaddedBytes("x" + String(repeating: "😀", count: 400))
    read.reader.rejectTooLong(
      long.text, line: 2, inputBytes: long.text.count, limit: 9, RecordPosition(input: 0, offset: 7))
    let kept = "x" + String(repeating: "😀", count: 255)
    #expect(
      read.takeRejects() == [
        "2,\"offset\":7,\"reason\":\"line_too_long\",\"detail\":\"longer than 9 bytes; the record is cut\",\"record\":\"\(kept)\"}"
      ])
    withExtendedLifetime(long) {}
  }
}
