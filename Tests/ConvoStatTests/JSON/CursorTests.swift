// The cursor against tables of RFC 8259: valid and invalid JSON.

import Testing

@testable import ConvoStat

@Suite("Cursor")
struct CursorTests {
  @Test(
    "Accepts every production of the grammar",
    arguments: [
      "null", "true", "false", "{}", "[]", "\"\"", "0", " \t\r\n{ \t\r\n} \t\r\n", "[ ]", "[[]]", "[{}]",
      "[1,2]", "[ 1 , 2 ]", "{\"a\":1}", "{ \"a\" : 1 , \"b\" : [ ] }", "{\"\":\"\"}", "{\"a\":{\"a\":{}}}",
      "{\"a\":1,\"a\":2}", "[null,true,false,\"x\",-1.5e-3,{},[]]", "\"a\u{7F}\u{80}é\u{FFFF}😀\"",
      "[\"\u{2028}\u{2029}\"]", "{\"a\\u0000b\":\"\\u0000\"}",
    ])
  func accepts(text: String) {
    #expect(cursorReason(Array(text.utf8)) == nil)
  }

  @Test(
    "Accepts every form of number",
    arguments: [
      "0", "-0", "1", "-1", "9", "10", "1234567890", "0.0", "-0.0", "0.5", "1.50", "12.125", "0e0", "0E0",
      "0e+0",
      "0e-0", "1e5", "1E5", "1E+2", "1e-2", "-1.5E-20", "1e00", "1e0005", "1e999999", "-0e-1", "0.00e1",
      "123456789012345678901234567890.123456789012345678901234567890",
    ])
  func acceptsNumber(text: String) {
    for whole in [text, "[\(text)]", "{\"a\":\(text)}", "[\(text),\(text)]", " \(text) "] {
      #expect(cursorReason(Array(whole.utf8)) == nil, "\(whole)")
    }
  }

  @Test(
    "Refuses everything that is not a number",
    arguments: [
      "01", "00", "-01", "-00", "1.", "-1.", "0.", ".5", "-.5", "+1", "++1", "--1", "-", "- 1", "1e", "1E",
      "1e+",
      "1e-", "1.e1", "1.5e", "1.5.5", "1e5.5", "1e5e5", "0x10", "1_000", "1,000.", "Infinity", "-Infinity",
      "NaN", "-NaN", "1a", "1 2", "1-", "1+1", "e5", "１", "0b1", "1e１",
    ])
  func refusesNumber(text: String) {
    for whole in [text, "[\(text)]", "{\"a\":\(text)}"] {
      #expect(cursorReason(Array(whole.utf8)) == "bad_json", "\(whole)")
      #expect(Twin.Reader.whole(Array(whole.utf8)).reason == "bad_json", "\(whole)")
    }
  }

  @Test(
    "Refuses texts outside of the grammar",
    arguments: [
      "", " ", "{", "}", "[", "]", "[1", "[1,", "[,]", "[,1]", "[1,]", "[1,,2]", "[1 2]", "[1}", "{]", "[}",
      "{\"a\"",
      "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}", "{\"a\"}", "{\"a\" 1}", "{\"a\":}",
      "{\"a\"::1}",
      "{\"a\":1 \"b\":2}", "{\"a\":1;\"b\":2}", "{a:1}", "{'a':1}", "{1:1}", "{null:1}", "{[]:1}",
      "{\"a\",1}",
      "{\"a\":1]", "[\"a\":1]", "tru", "truE", "True", "t", "truee", "nul", "nulll", "Null", "fals", "falsey",
      "undefined",
      "'a'", "`a`", "\"", "\"a", "a\"", "\"a\"b", "\"a\" \"b\"", "{} {}", "[][]", "1 1", "// x\n1",
      "/* x */ 1",
      "# x\n1", "\u{FEFF}1", "1\u{FEFF}", "\u{A0}1", "\u{2028}1", "\u{0B}1", "\u{0C}1", "\u{85}1", "1\0",
      "[1]\0", "\0", "{\"a\":1}x", "{\"a\":1},", "(1)", "<1>", "=", "\\", "\"\\\"", "\u{1F}",
    ])
  func refuses(text: String) {
    #expect(cursorReason(Array(text.utf8)) == "bad_json")
    #expect(Twin.Reader.whole(Array(text.utf8)).reason == "bad_json")
  }

  @Test(
    "A newline separates tokens only if values may span lines",
    arguments: ["[\n1]", "{\"a\":\n1}", "[1\n]", "{\n}"])
  func spansLines(text: String) {
    #expect(cursorReason(Array(text.utf8), spansLines: true) == nil)
    #expect(cursorReason(Array(text.utf8), spansLines: false) == "bad_json")
  }

  @Test("A carriage return separates tokens everywhere", arguments: [true, false])
  func carriageReturns(spansLines: Bool) {
    #expect(cursorReason(Array("\r[\r1\r,\r2\r]\r".utf8), spansLines: spansLines) == nil)
  }

  @Test(
    "Values may be nested 512 deep and no deeper",
    arguments: [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")])
  func depth(open: String, close: String) {
    func nested(_ depth: Int) -> [UInt8] {
      let count = depth / open.filter { $0 == "[" || $0 == "{" }.count
      let rest = depth % open.filter { $0 == "[" || $0 == "{" }.count
      return Array(
        (String(repeating: open, count: count) + (rest == 0 ? "1" : "[]")
          + String(repeating: close, count: count)).utf8)
    }
    #expect(cursorReason(nested(512)) == nil)
    #expect(cursorReason(nested(513)) == "too_deep")
    #expect(cursorReason(nested(514)) == "too_deep")
  }

  @Test("Nesting that is too deep is reported at the first excess bracket, whatever follows it")
  func tooDeepFirst() {
    let bytes = PaddedBytes(String(repeating: "[", count: 600) + "}")
    var cursor = Cursor(at: bytes.start, fields: Fields(tree: FieldTree(paths: [])), spansLines: true)
    let error = #expect(throws: JSONError.self) { try cursor.skipValue() }
    #expect(error?.problem == .tooDeep)
    #expect(error.map { $0.position - bytes.start } == 512)
    withExtendedLifetime(bytes) {}
  }

  @Test(
    "An error is at the first byte that is not allowed",
    arguments: [
      ("{\"a\":tru}", 8), ("{\"a\" 1}", 5), ("[1,]", 3), ("{\"a\":01}", 6), ("\"a\u{1}\"", 2),
      ("\"a\\x\"", 2), ("[1", 2),
      ("-x", 1), ("1.x", 2), ("1ex", 2), ("{\"a\":1,}", 7), ("nulL", 3),
    ])
  func position(text: String, expected: Int) {
    let bytes = PaddedBytes(text)
    var cursor = Cursor(at: bytes.start, fields: Fields(tree: FieldTree(paths: [])), spansLines: false)
    let error = #expect(throws: JSONError.self) { try cursor.skipValue() }
    #expect(error.map { $0.position - bytes.start } == expected)
    withExtendedLifetime(bytes) {}
  }

  @Test("After a value the cursor is at its end")
  func end() throws {
    let bytes = PaddedBytes("{\"a\":1}{}12 \"x\"")
    var cursor = Cursor(at: bytes.start, fields: Fields(tree: FieldTree(paths: [])), spansLines: false)
    var ends: [Int] = []
    while cursor.at < bytes.start + bytes.count {
      try cursor.skipValue()
      ends.append(cursor.at - bytes.start)
      cursor.skipBlanks()
    }
    #expect(ends == [7, 9, 11, 15])
    withExtendedLifetime(bytes) {}
  }
}
