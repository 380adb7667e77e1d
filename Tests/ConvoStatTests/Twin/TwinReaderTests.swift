// The twin's reading held against tables of texts: JSON, timestamps, and the three forms of files.

import Testing

@Suite("The twin's reading")
struct TwinReaderTests {
  private func outcome(_ text: String) -> (value: Twin.JSON?, reason: String?) {
    var reader = Twin.Reader(bytes: Array(text.utf8), position: 0, end: text.utf8.count)
    do {
      let value = try reader.value()
      reader.skipSpace()
      return reader.here == nil ? (value, nil) : (nil, "bad_json")
    } catch {
      return (nil, error.reason)
    }
  }

  static let values: [(String, Twin.JSON)] = [
    (
      " {\"a\" : [ 1 , -0.50e+07 , true ] } ",
      .object(["a": .array([.number("1"), .number("-0.50e+07"), .bool(true)])])
    ),
    ("{\"a\":1,\"b\":2,\"\\u0061\":3}", .object(["a": .number("3"), "b": .number("2")])),
    ("\"\\ud83d\\ude00\\/\\b\"", .string("😀/\u{8}")),
    ("\"\\ud83dx\\ude00\"", .string("\u{FFFD}x\u{FFFD}")),
    ("\"\\ud83d\\ud83d\\ude00\"", .string("\u{FFFD}😀")),
    ("\"\\ud83d\\n\"", .string("\u{FFFD}\n")),
    ("\"\\u0000\"", .string("\0")),
    ("123456789012345678901234567890.10", .number("123456789012345678901234567890.10")),
  ]

  @Test("takes values as they are written", arguments: values)
  func accepts(text: String, value: Twin.JSON) {
    #expect(outcome(text).value == value)
  }

  @Test(
    "refuses what is not strictly JSON",
    arguments: [
      "", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "01", "1.", ".5", "+1", "1e", "-", "NaN", "tru", "\"",
      "\"\\x\"",
      "\"\\u12g4\"", "\"\t\"", "[1 2]", "{\"a\" 1}", "'a'", "\u{FEFF}1", "//", "\u{A0}1", "{\"a\":}", "{1:1}",
      "]",
    ])
  func refuses(text: String) {
    #expect(outcome(text).reason == "bad_json", "\(text)")
  }

  @Test("knows the limit of depth")
  func depth() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(outcome(nested(512)).reason == nil)
    #expect(outcome(nested(513)).reason == "too_deep")
  }

  @Test(
    "refuses what is not UTF-8",
    arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82]])
  func invalid(bytes: [UInt8]) {
    let text = [0x22] + bytes + [0x22]
    var reader = Twin.Reader(bytes: text, position: 0, end: text.count)
    #expect((try? reader.value()) == nil)
  }

  static let moments: [(String, Twin.Moment)] = [
    ("\"2026-01-05T09:00:00Z\"", .at(1_767_603_600_000)),
    ("\"2026-01-05 09:00:00\"", .at(1_767_603_600_000)),
    ("\"2026-01-05t10:30:00.123999999 +0130\"", .at(1_767_603_600_123)),
    ("\"2026-01-05T08:59:60 UTC\"", .at(1_767_603_600_000)),
    ("\"2000-02-29T00:00:00-23:59\"", .at(951_868_740_000)),
    ("\"1969-12-31T23:59:59-00:01\"", .at(59_000)),
    ("\"2999-12-31T23:59:59.999Z\"", .at(32_503_679_999_999)),
    ("\"1970-01-01T00:00:00Z\"", .at(0)),
    ("1767603600", .at(1_767_603_600_000)),
    ("\"1767603600.1239\"", .at(1_767_603_600_123)),
    ("1.7676036e9", .at(1_767_603_600_000)),
    ("1767603600123.9", .at(1_767_603_600_123)),
    ("1767603600123999", .at(1_767_603_600_123)),
    ("0.0009", .at(0)),
    ("99999999999", .bad),
    ("100000000000", .at(100_000_000_000)),
    ("99999999999999.9", .bad),
    ("100000000000000", .at(100_000_000_000)),
    ("0.00e5", .missing),
    ("\"0\"", .missing),
    ("null", .missing),
    ("-1", .bad),
    ("true", .bad),
    ("\"2026-02-29T00:00:00Z\"", .bad),
    ("\"2026-01-05T09:00:00 Z\"", .bad),
    ("\"2026-01-05\"", .bad),
    ("\"3000-01-01T00:00:00Z\"", .bad),
    ("\"1969-12-31T23:59:59.999Z\"", .bad),
    ("\"0000-02-29T00:00:00Z\"", .bad),
  ]

  @Test("knows timestamps", arguments: moments)
  func moment(text: String, moment: Twin.Moment) {
    #expect(Twin.Clock.read(outcome(text).value) == moment)
  }

  /// Files, and their lines as `number@offset` with their content.
  static let files: [(String, [String])] = [
    ("", []),
    ("\u{FEFF}{}\r\n\r\n 5", ["1@3 value", "2@7 blank", "3@9 value"]),
    ("{\"a\":\n{}\n{}\n", ["1@0 bad_json", "2@6 value", "3@9 value"]),
    ("{\n}\n{\"a\":tru}\n5{}\n{}", ["1@0 value", "3@4 bad_json", "4@14 value", "4@15 value", "5@18 value"]),
    ("{\n} [\n1]", ["1@0 value", "2@4 value"]),
    ("[1,\n{} ]\n[2]\n{}", ["1@1 value", "2@4 value", "3@10 value", "4@13 value"]),
    ("[]", []),
    ("[1", ["1@1 value", "1@2 bad_json"]),
    ("[\n{},\n", ["2@2 value", "3@6 bad_json"]),
    ("[\n{},\n{\"a", ["2@2 value", "3@6 bad_json"]),
    ("[\n{}\n{}\n]", ["2@2 value", "3@5 value"]),
    ("[\n{} {},\n{}\n]", ["2@2 value", "2@5 value", "3@9 value"]),
    ("[\n{\"a\":tru},\n5,\n{}\n]", ["2@2 bad_json", "3@13 value", "4@16 value"]),
    ("[{\"a\":NaN}, undefined, 01, {}]", ["1@1 bad_json", "1@12 bad_json", "1@23 bad_json", "1@27 value"]),
    ("[1,]", ["1@1 value", "1@2 bad_json"]),
    ("[,1]", ["1@1 bad_json", "1@2 value"]),
    ("[1,,2]", ["1@1 value", "1@2 bad_json", "1@4 value"]),
    ("[{\"a\":[1,\n{},\n{}\n]", ["1@1 bad_json", "2@10 value", "3@14 value"]),
    ("[{\"a\":1],{}\n{}", ["1@1 bad_json", "1@8 bad_json", "1@9 value", "2@12 value"]),
    (
      "{}{}\n{\"a\":NaN}{},\n\u{1E}{}\n",
      ["1@0 value", "1@2 value", "2@5 bad_json", "2@14 value", "3@18 value"]
    ),
    ("{} x\n{}{\n", ["1@0 bad_json", "2@5 bad_json"]),
  ]

  @Test("knows the three forms of files", arguments: files)
  func forms(text: String, expected: [String]) {
    var lines: [String] = []
    Twin.Lines(bytes: Array(text.utf8), maxLineBytes: 1000).read { line in
      let content =
        switch line.content {
        case .blank: "blank"
        case .value: "value"
        case .rejected(let reason, _): reason
        }
      lines.append("\(line.number)@\(line.offset) \(content)")
    }
    #expect(lines == expected)
  }
}
