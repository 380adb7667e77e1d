// Cells as bytes: quoting, guard, numbers, times.

import Testing

@testable import ConvoStat

@Suite("CSV cells")
struct CSVBufferTests {
  private func cell(_ text: CSVText = .guarded, _ write: (inout CSVBuffer) -> Void) -> String {
    var buffer = CSVBuffer(text: text)
    write(&buffer)
    buffer.endRow()
    return String(decoding: buffer.content.bytes.dropLast(), as: UTF8.self)
  }

  private func textCell(_ string: String, _ mode: CSVText = .guarded) -> (cell: String, guarded: Int) {
    var buffer = CSVBuffer(text: mode, capacity: 1)
    var string = string
    string.withUTF8 { buffer.text(Text(start: $0.baseAddress ?? Text.empty.start, count: $0.count)) }
    buffer.endRow()
    return (String(decoding: buffer.content.bytes.dropLast(), as: UTF8.self), buffer.guardedCells)
  }

  @Test(
    "A text is quoted only where commas, quotes or line breaks ask for it",
    arguments: [
      ("", ""), ("plain", "plain"), ("two words", "two words"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""),
      ("a\nb", "\"a\nb\""), ("a\rb", "\"a\rb\""), ("\"", "\"\"\"\""), ("semi;colon", "semi;colon"),
      ("exactly8", "exactly8"), ("12345678,", "\"12345678,\""), ("größer als ß", "größer als ß"),
      ("tab\tinside", "tab\tinside"), ("日本語のキュー", "日本語のキュー"), ("a'b", "a'b"), ("a=b", "a=b"),
    ])
  func quoting(text: String, expected: String) {
    #expect(textCell(text).cell == expected)
    #expect(textCell(text).guarded == 0)
    #expect(textCell(text, .raw).cell == expected)
  }

  @Test(
    "A text that a spreadsheet would run is guarded, and so is one that looks guarded",
    arguments: [
      ("=1+1", "'=1+1"), ("+49 30", "'+49 30"), ("-", "'-"), ("-5", "'-5"), ("@cmd", "'@cmd"),
      ("\tx", "'\tx"),
      ("\rx", "\"'\rx\""), ("\nx", "\"'\nx\""), ("＝1", "'＝1"), ("＋1", "'＋1"), ("－1", "'－1"), ("＠x", "'＠x"),
      ("'=1", "''=1"), ("'''@", "''''@"), ("'-1,5", "\"''-1,5\""), ("=\"a\"", "\"'=\"\"a\"\"\""),
      ("-queue-with-a-long-name", "'-queue-with-a-long-name"),
      ("@queue-with-a-long-name", "'@queue-with-a-long-name"),
    ])
  func guarding(text: String, expected: String) {
    #expect(textCell(text).cell == expected)
    #expect(textCell(text).guarded == 1)
    #expect(textCell(text, .raw).guarded == 0)
    #expect(!textCell(text, .raw).cell.contains("'\(text.prefix(1))") || text.hasPrefix("'"))
  }

  @Test(
    "A text is guarded wherever another separator would begin a cell that a spreadsheet runs",
    arguments: [
      ("a;=1+1", "a;'=1+1"), ("a,@x", "\"a,'@x\""), ("a\t+1", "a\t'+1"), ("a\n-1", "\"a\n'-1\""),
      ("a\r=1", "\"a\r'=1\""), (";＝1", ";'＝1"), ("a;'=1", "a;''=1"), ("=;=", "'=;'="), ("\t=1", "'\t'=1"),
      ("\n=1", "\"'\n'=1\""), ("a;;@", "a;;'@"),
      ("long enough for words; =1;=2", "long enough for words; =1;'=2"),
    ])
  func guardingInside(text: String, expected: String) {
    #expect(textCell(text).cell == expected)
    #expect(textCell(text).guarded == 1)
    #expect(textCell(text, .raw).guarded == 0)
    #expect(textCell(text, .raw).cell.replacing("\"", with: "") == text)
  }

  @Test(
    "Semicolons, tabs and breaks before anything else are not guarded",
    arguments: ["a;b", "a;\tb", "a; =1", "a:=1", "a;'b", "x;'"])
  func notGuardedInside(text: String) {
    #expect(textCell(text).cell == text)
    #expect(textCell(text).guarded == 0)
  }

  @Test("Taking the guards out of a cell gives the text back, whatever it is")
  func unguarding() {
    let letters = ["'", "=", "@", "\t", "\n", ";", ",", "＝", "a", "\""]
    var texts = [""]
    for _ in 0..<4 { texts = [""] + texts.flatMap { text in letters.map { text + $0 } } }
    texts += ["'''';''''=''';=", "\t\t\t'=;'\t'@", "＠;＋,－\r＝'", "'\r\n'=1;\n"]
    var buffer = CSVBuffer()
    func row(_ text: String) -> [String] { [text, text + "long enough for words;" + text] }
    for text in texts {
      buffer.texts(row(text))
      buffer.endRow()
    }
    var reader = CSVRowReader(buffer.content)
    var wrong: [String] = []
    for text in texts where !reader.next() || reader.cells.map(\.unguardedString) != row(text) {
      wrong.append(text)
    }
    #expect(wrong == [])
    #expect("metadata.a;=1".cellText(.guarded) == "metadata.a;'=1")
    #expect("metadata.a;=1".cellText(.raw) == "metadata.a;=1")
  }

  @Test(
    "Apostrophes and full-width letters by themselves are not guarded",
    arguments: ["'", "''", "'a", "％", "＜", "＞"])
  func notGuarded(text: String) {
    #expect(textCell(text).cell == text)
    #expect(textCell(text).guarded == 0)
  }

  @Test("Control characters become U+FFFD, but not in raw cells")
  func controls() {
    #expect(textCell("a\0b").cell == "a\u{FFFD}b")
    #expect(textCell("long enough \0, quoted").cell == "\"long enough \u{FFFD}, quoted\"")
    #expect(textCell("a\0b", .raw).cell == "a\0b")
    #expect(
      textCell("\u{1B}[2J\u{7F}\u{80}\u{9F}\u{A0}é").cell == "\u{FFFD}[2J\u{FFFD}\u{FFFD}\u{FFFD}\u{A0}é")
    #expect(textCell("\u{9B}31m", .raw).cell == "\u{9B}31m")
  }

  @Test("Each byte, anywhere in a text of any length, is written as a plain twin writes it")
  func everyByte() {
    for length in 1...20 {
      for place in 0..<length {
        for byte in UInt8(1)..<0x80 {
          var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: length)
          bytes[place] = byte
          let string = String(decoding: bytes, as: UTF8.self)
          let (cell, guarded) = textCell(string)
          let runs = place == 0 && "=+-@\t\r\n".utf8.contains(byte)
          let quoted = "\",\n\r".utf8.contains(byte)
          let isControl = byte == 0x7F || (byte < 0x20 && !"\t\r\n".utf8.contains(byte))
          let shown = isControl ? string.replacing(String(Unicode.Scalar(byte)), with: "\u{FFFD}") : string
          var expected = shown.replacing("\"", with: "\"\"")
          if runs { expected = "'" + expected }
          if quoted { expected = "\"" + expected + "\"" }
          #expect(cell == expected)
          #expect(guarded == (runs ? 1 : 0))
        }
      }
    }
  }

  @Test(
    "Whole numbers have all their digits",
    arguments: [
      (0, "0"), (9, "9"), (10, "10"), (99, "99"), (100, "100"), (-7, "-7"), (1_000_000, "1000000"),
      (Int.max, "9223372036854775807"), (Int.min, "-9223372036854775808"),
    ])
  func integers(value: Int, expected: String) {
    #expect(cell { $0.integer(value) } == expected)
  }

  @Test("Numbers of every length have their digits, also side by side, with what is behind them")
  func lengths() {
    var power = 1
    for _ in 0..<19 {
      for value in [power - 1, power, power + 1, power * 7 / 3, -power] {
        #expect(cell { $0.integer(value) } == String(value))
        let rest = value.magnitude % 1000
        let thousandths = (rest < 10 ? "00" : rest < 100 ? "0" : "") + String(rest)
        let seconds = (value < 0 ? "-" : "") + String(value.magnitude / 1000) + "." + thousandths
        let cells = cell { buffer in
          buffer.numbers(atMost: 4) { cells in
            cells.seconds(Int64(value))
            cells.empty()
            cells.integer(value)
            cells.seconds(nil)
          }
        }
        #expect(cells == "\(seconds),,\(value),")
      }
      power = power.multipliedReportingOverflow(by: 10).partialValue
    }
  }

  @Test(
    "Milliseconds become seconds with three decimals",
    arguments: [
      (0, "0.000"), (1, "0.001"), (250, "0.250"), (1000, "1.000"), (30_850, "30.850"), (-1, "-0.001"),
      (-1000, "-1.000"), (-61_005, "-61.005"), (32_472_144_000_000, "32472144000.000"),
      (Int64.min, "-9223372036854775.808"),
    ] as [(Int64, String)])
  func seconds(value: Int64, expected: String) {
    #expect(cell { $0.seconds(value) } == expected)
    #expect(cell { $0.numbers(atMost: 1) { $0.seconds(ExactSum(value)) } } == expected)
  }

  @Test("A sum beyond 64 bits has all its digits")
  func largeSum() {
    var sum = ExactSum()
    for _ in 0..<1000 { sum += Int64.min }
    #expect(cell { $0.numbers(atMost: 1) { $0.seconds(sum) } } == "-9223372036854775808.000")
    for _ in 0..<2000 { sum += Int64.max }
    #expect(cell { $0.numbers(atMost: 1) { $0.seconds(sum) } } == "9223372036854775806.000")
  }

  @Test(
    "Times are RFC 3339 in UTC with milliseconds",
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (1_767_603_600_250, "2026-01-05T09:00:00.250Z"),
      (951_868_799_999, "2000-02-29T23:59:59.999Z"), (32_503_679_999_999, "2999-12-31T23:59:59.999Z"),
    ] as [(Int64, String)])
  func times(value: Int64, expected: String) {
    #expect(cell { $0.time(value) } == expected)
    #expect(Periods.cell(.day, of: (value / 86_400_000) << 8) == String(expected.prefix(10)))
  }

  @Test(
    "Shares and ratios have four decimals, half up, and are empty over nothing",
    arguments: [
      (1, 3, "0.3333"), (2, 3, "0.6667"), (1, 20_000, "0.0001"), (1, 20_001, "0.0000"), (7, 5, "1.4000"),
      (0, 5, "0.0000"), (5, 5, "1.0000"), (99_999, 100_000, "1.0000"), (3, 0, ""), (0, 0, ""),
      (1_234_567, 10, "123456.7000"),
    ])
  func ratios(part: Int, whole: Int, expected: String) {
    #expect(cell { $0.ratio(part, whole) } == expected)
  }

  @Test("Rows end with a newline and are counted, headers are not; an emptied buffer starts anew")
  func rows() {
    var buffer = CSVBuffer(capacity: 1)
    buffer.header(["a", "metadata.x,y"])
    for number in 0..<1000 {
      buffer.integer(number)
      buffer.empty()
      buffer.endRow()
    }
    #expect(buffer.rows == 1000)
    let lines = String(decoding: buffer.content.bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 1001)
    #expect(lines[0] == "a,\"metadata.x,y\"")
    #expect(lines[1000] == "999,")
    buffer.removeAll()
    #expect(buffer.rows == 0 && buffer.content.bytes.isEmpty && buffer.guardedCells == 0)
  }
}
