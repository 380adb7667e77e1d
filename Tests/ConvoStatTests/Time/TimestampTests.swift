// Times in every accepted and every refused spelling, against tables, Foundation's calendar and the twin's
// clock.

import Foundation
import Testing

@testable import ConvoStat

@Suite("Timestamps")
struct TimestampTests {
  private static let nine: Int64 = 1_767_603_600_000  // 2026-01-05T09:00:00Z

  /// Returns the meaning of a text, which must not depend on the date of the previous time.
  private func read(_ text: String) -> Timestamp {
    withText(text) { bytes in
      let plain = Timestamp(bytes)
      var (unknown, other) = (LastDate(), LastDate())
      #expect(withText("2026-01-05T00:00:00.000Z") { Timestamp($0, &other).value } == 1_767_571_200_000)
      #expect(Timestamp(bytes, &unknown) == plain, "\(text)")
      #expect(Timestamp(bytes, &unknown) == plain, "\(text), its date known")
      #expect(Timestamp(bytes, &other) == plain, "\(text), after another date")
      return plain
    }
  }

  static let accepted: [(String, Int64)] = [
    ("2026-01-05T09:00:00Z", 0), ("2026-01-05T09:00:00z", 0), ("2026-01-05t09:00:00Z", 0),
    ("2026-01-05 09:00:00Z", 0), ("2026-01-05T09:00:00", 0), ("2026-01-05 09:00:00", 0),
    ("2026-01-05T09:00:00UTC", 0), ("2026-01-05 09:00:00 UTC", 0), ("2026-01-05T09:00:00+00:00", 0),
    ("2026-01-05T09:00:00-00:00", 0), ("2026-01-05T09:00:00+0000", 0), ("2026-01-05T09:00:00 +0000", 0),
    ("2026-01-05T09:00:00 -00:00", 0), ("2026-01-05T10:30:00+01:30", 0), ("2026-01-05T10:30:00+0130", 0),
    ("2026-01-05T10:30:00 +01:30", 0), ("2026-01-05 07:30:00 -0130", 0), ("2026-01-06T08:59:00+23:59", 0),
    ("2026-01-04T09:01:00-2359", 0), ("2026-01-05T08:59:60Z", 0), ("2026-01-05T08:59:60.250Z", 250),
    ("2026-01-05T09:00:00.1Z", 100), ("2026-01-05T09:00:00.12Z", 120), ("2026-01-05T09:00:00.123Z", 123),
    ("2026-01-05T09:00:00.1239Z", 123), ("2026-01-05T09:00:00.123999999Z", 123),
    ("2026-01-05T09:00:00.000999999Z", 0),
    ("2026-01-05T09:00:00.999999999", 999), ("2026-01-05T09:00:00.5 UTC", 500),
    ("2026-01-05T09:00:00.5UTC", 500),
    ("2026-01-05T09:00:00.5+0000", 500), ("2026-01-05T09:00:00.5 +00:00", 500),
    ("2026-01-05T09:00:00.001z", 1),
    ("1767603600", 0), ("1767603600.0", 0), ("1767603600.1239", 123), ("1767603600.9999999999", 999),
    ("1.7676036e9", 0), ("1.7676036E+9", 0), ("17676036e+2", 0), ("176760360000e-2", 0),
    ("17676036000000000000e-10", 0),
    ("1767603600123", 123), ("1767603600123.999", 123), ("1767603600123456", 123),
    ("1767603600123999.9", 123),
    ("2026-01-05T09:00Z", 0), ("2026-01-05T09:00", 0), ("2026-01-05 09:00 GMT", 0),
    ("2026-01-05T10:00+01", 0),
    ("2026-01-05T10:00:00 +01", 0), ("2026-01-05T08:00:00-01", 0), ("2026-01-05T09:00:00GMT", 0),
    ("2026-01-05T09:00:00,5Z", 500), ("2026-01-05T09:00:00,123456+00", 123),
    ("Mon, 05 Jan 2026 09:00:00 +0000", 0), ("5 Jan 2026 09:00 GMT", 0),
    ("mon, 5 jan 2026 10:00:00 +0100", 0),
    ("Mon, 05 Jan 2026 04:00:00 -0500 (EST)", 0), ("05 Jan 2026 09:00:00 Z", 0),
    ("5  Jan 2026 09:00:00  UTC", 0),
    ("Mon,  5 Jan 2026 08:59:60 +0000", 0), ("Tue, 05 Jan 2026 09:00:00 +0000", 0),
    ("1767603600123456789", 123), ("1767603600000000000", 0), ("1.767603600123456789e18", 123),
    ("1.767603600123e12", 123), ("1.767603600123456e15", 123),
  ]

  @Test("Reads every documented form", arguments: accepted)
  func accepts(text: String, more: Int64) {
    #expect(read(text) == .milliseconds(Self.nine + more))
    #expect(Twin.Clock.read(.string(text)) == .at(Self.nine + more))
    #expect(parseMoment(text) == Self.nine + more)
  }

  @Test(
    "Reads the bounds of its range",
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59.999-00:01", 59_999),
      ("2999-12-31T23:59:59.999Z", 32_503_679_999_999),
      ("3000-01-01T00:00:00+00:01", 32_503_679_940_000), ("2000-02-29T00:00:00Z", 951_782_400_000),
      ("2400-02-29T00:00:00Z", 13_574_563_200_000), ("0.001", 1), ("0.0009", 0), ("1e-3", 1), ("1e-4", 0),
      ("1", 1000),
      ("32503679999.999", 32_503_679_999_999), ("100000000000", 100_000_000_000),
      ("100000000000.9", 100_000_000_000),
      ("32503679999999", 32_503_679_999_999), ("100000000000000", 100_000_000_000),
      ("32503679999999999", 32_503_679_999_999),
    ] as [(String, Int64)])
  func bounds(text: String, expected: Int64) {
    #expect(read(text) == .milliseconds(expected))
    #expect(Twin.Clock.read(.string(text)) == .at(expected))
  }

  @Test(
    "Refuses everything else",
    arguments: [
      " ", "x", "now", "2026-01-05", "2026-01-05T", "2026-01-05T09", "2026-01-05T09Z", "2026-01-05T09:00.5Z",
      "2026-01-05T09:00,5Z", "05 Jan 2026 09:00:00", "05 Jan 26 09:00 GMT", "31 Feb 2026 09:00 GMT",
      "Xyz, 05 Jan 2026 09:00 GMT", "05 Jan 2026 9:00 GMT", "05 Jan 2026 09:00 EST", "05 Jan 2026 24:00 GMT",
      "05 Jan 2026 09:00:00 +00:00", "05 Jan 2026 09:00:00 +00", "05 Jan 2026 09:00 GMT x",
      "05-Jan-2026 09:00 GMT",
      "Mon 05 Jan 2026 09:00 GMT", "05 January 2026 09:00 GMT", "05 Jan 3000 00:00 GMT",
      "005 Jan 2026 09:00 GMT",
      "100000000000000000000", "2026-01-05T09:00:00:5Z",
      "2026-01-05T09:00:0", "2026-01-05T9:00:00Z", "2026-1-05T09:00:00Z", "26-01-05T09:00:00Z",
      "12026-01-05T09:00:00Z",
      "+2026-01-05T09:00:00Z", "-2026-01-05T09:00:00Z", "2026/01/05T09:00:00Z", "2026-01-05_09:00:00Z",
      "2026-01-05  09:00:00Z", "2026-01-05T09.00.00Z", "2026-01-05T09:00:00 Z", "2026-01-05T09:00:00 z",
      "2026-01-05T09:00:00Z ", " 2026-01-05T09:00:00Z", "2026-01-05T09:00:00ZZ", "2026-01-05T09:00:00 ",
      "2026-01-05T09:00:00.Z", "2026-01-05T09:00:00.", "2026-01-05T09:00:00,Z",
      "2026-01-05T09:00:00.1234567890Z",
      "2026-01-05T09:00:00.-5Z", "2026-01-05T09:00:00utc", "2026-01-05T09:00:00gmt",
      "2026-01-05T09:00:00 UTC ",
      "2026-01-05T09:00:00  UTC", "2026-01-05T09:00:00UT", "2026-01-05T09:00:00+0",
      "2026-01-05T09:00:00+000", "2026-01-05T09:00:00+00:0", "2026-01-05T09:00:00+00:00:00",
      "2026-01-05T09:00:00+24:00",
      "2026-01-05T09:00:00+00:60", "2026-01-05T09:00:00+2400", "2026-01-05T09:00:00+0060",
      "2026-01-05T09:00:00±00:00",
      "2026-01-05T09:00:00+-0:00", "2026-01-05T09:00:00+00-00", "2026-01-05T09:00:00Z+00:00",
      "2026-01-05T24:00:00Z",
      "2026-01-05T09:60:00Z", "2026-01-05T09:00:61Z", "2026-00-05T09:00:00Z", "2026-13-05T09:00:00Z",
      "2026-01-00T09:00:00Z", "2026-01-32T09:00:00Z", "2026-02-29T09:00:00Z", "2100-02-29T09:00:00Z",
      "2026-04-31T09:00:00Z", "1969-12-31T23:59:59.999Z", "1970-01-01T00:00:00+00:01", "3000-01-01T00:00:00Z",
      "2999-12-31T23:59:60Z", "2999-12-31T23:59:59-00:01", "0000-01-01T00:00:00Z", "0000-02-29T00:00:00Z",
      "9999-12-31T23:59:59Z", "２026-01-05T09:00:00Z", "2026-01-05T09:00:00Z\0", "-1", "-0.001", "+1", "01",
      "1.", ".5",
      "1e", "1 ", " 1", "1_000", "0x10", "Infinity", "NaN", "99999999999", "32503680000", "32503680000000",
      "32503680000000000", "99999999999999.9", "1e30", "1e99999999999999999999", "1e+", "-",
      "1234567890123456789012345678901", "1.234567890123456789012345678901",
    ])
  func refuses(text: String) {
    #expect(read(text) == .unreadable)
    #expect(Twin.Clock.read(.string(text)) == .bad)
    #expect(parseMoment(text) == nil)
  }

  @Test(
    "Nothing, and every zero, is a missing time",
    arguments: ["", "0", "-0", "0.0", "0.000", "0e5", "0E-5", "-0.0e+1"])
  func missing(text: String) {
    #expect(read(text) == .missing)
    #expect(Twin.Clock.read(.string(text)) == .missing)
  }

  @Test(
    "The kind of a field decides before its text",
    arguments: [
      ("{}", Timestamp.missing), ("{\"created_at\":null}", .missing), ("{\"created_at\":\"\"}", .missing),
      ("{\"created_at\":0}", .missing), ("{\"created_at\":\"0\"}", .missing),
      ("{\"created_at\":true}", .unreadable),
      ("{\"created_at\":false}", .unreadable), ("{\"created_at\":{}}", .unreadable),
      ("{\"created_at\":[]}", .unreadable),
      ("{\"created_at\":[1]}", .unreadable), ("{\"created_at\":5}", .milliseconds(5000)),
      ("{\"created_at\":\"5\"}", .milliseconds(5000)), ("{\"created_at\":\"\\u0035\"}", .milliseconds(5000)),
      ("{\"created_at\":5,\"created_at\":null}", .missing),
    ])
  func kinds(text: String, expected: Timestamp) {
    let fields = Fields(tree: Field.tree(extras: []).tree)
    let bytes = PaddedBytes(text)
    #expect(cursorReason(bytes, fields) == nil)
    var lastDate = LastDate()
    #expect(Timestamp(fields, .createdAt, &lastDate) == expected)
    withExtendedLifetime(bytes) {}
  }

  /// Returns a random time in a random spelling, with its milliseconds by Foundation's calendar.
  private func random(_ random: inout RandomSource, _ calendar: Calendar) -> (text: String, expected: Int64)?
  {
    let seconds = Int64(random.below(32_503_680_000))
    let offset = random.chance(50) ? 0 : random.below(2 * 1440 - 1) - 1439
    let local = Date(timeIntervalSince1970: TimeInterval(seconds + Int64(offset * 60)))
    let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: local)
    func two(_ number: Int?) -> String { String(String(100 + (number ?? 0)).dropFirst()) }
    guard let year = parts.year, year >= 1000, year <= 9999 else { return nil }
    var text = "\(year)-\(two(parts.month))-\(two(parts.day))" + random.pick(["T", "t", " "])
    text += "\(two(parts.hour)):\(two(parts.minute)):\(two(parts.second))"
    let fraction = (0..<random.below(10)).map { _ in "\(random.below(10))" }.joined()
    if !fraction.isEmpty { text += "." + fraction }
    let sign = offset < 0 ? "-" : "+"
    let zone = sign + two(abs(offset) / 60) + random.pick([":", ""]) + two(abs(offset) % 60)
    text += offset == 0 ? random.pick(["Z", "z", "", "UTC", " UTC", zone]) : random.pick(["", " "]) + zone
    return (text, seconds * 1000 + (Int64((fraction + "000").prefix(3)) ?? 0))
  }

  @Test("Random moments from 1970 to 2999 mean what Foundation's calendar says", arguments: Seeds.upTo(4))
  func likeFoundation(seed: UInt64) throws {
    var source = RandomSource(seed: seed)
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    for _ in 0..<1000 {
      guard let (text, expected) = random(&source, calendar) else { continue }
      #expect(read(text) == .milliseconds(expected), "\(text)")
    }
  }

  /// The twin limits absurd numbers differently (DecimalNumberTests checks the program's limit).
  private func hasAbsurdExponent(_ text: String) -> Bool {
    let parts = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
    return parts.count == 2 && (Int(parts[1]).map { abs($0) > 30 } ?? (parts[1].utf8.count > 4))
  }

  @Test("Mutated moments and numbers are judged as the twin judges them", arguments: Seeds.upTo(4))
  func likeTwin(seed: UInt64) {
    var source = RandomSource(seed: seed + 100)
    let letters = Array("0123456789.-+:eETtZz UC\0é".unicodeScalars)
    for round in 0..<5000 {
      var scalars = Array(Self.accepted[round % Self.accepted.count].0.unicodeScalars)
      for _ in 0...source.below(3) {
        let place = source.below(scalars.count)
        switch source.below(4) {
        case 0: scalars[place] = source.pick(letters)
        case 1: scalars.insert(source.pick(letters), at: place)
        case 2: if scalars.count > 1 { scalars.remove(at: place) }
        default: scalars.swapAt(place, source.below(scalars.count))
        }
      }
      let text = String(String.UnicodeScalarView(scalars))
      if hasAbsurdExponent(text) { continue }
      let expected: Timestamp =
        switch Twin.Clock.read(.string(text)) {
        case .missing: .missing
        case .bad: .unreadable
        case .at(let milliseconds): .milliseconds(milliseconds)
        }
      #expect(read(text) == expected, "\(text)")
    }
  }
}
