// Numbers as times, exact to the last digit, against Foundation's decimals.

import Foundation
import Testing

@testable import ConvoStat

@Suite("Decimal numbers")
struct DecimalNumberTests {
  private func timestamp(_ text: String) -> Timestamp? { withText(text) { DecimalNumber($0)?.timestamp } }

  /// Returns the same time by Foundation, whose decimals hold 38 digits.
  private func expected(_ text: String) -> Timestamp {
    guard let value = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")) else {
      return .unreadable
    }
    if value.isZero { return .missing }
    if value < 0 { return .unreadable }
    func power(_ exponent: Int16) -> Decimal { Decimal(sign: .plus, exponent: Int(exponent), significand: 1) }
    var scaled =
      value < power(11)
      ? value * power(3) : value < power(14) ? value : value / power(value < power(17) ? 3 : 6)
    var whole = Decimal()
    NSDecimalRound(&whole, &scaled, 0, .down)
    if whole >= Decimal(Timestamp.end) { return .unreadable }
    return .milliseconds(NSDecimalNumber(decimal: whole).int64Value)
  }

  @Test(
    "Random decimals of up to 30 digits are the milliseconds that Foundation makes of them",
    arguments: Seeds.upTo(4))
  func likeFoundation(seed: UInt64) {
    var random = RandomSource(seed: seed)
    for _ in 0..<1500 {
      let whole = random.chance(60) ? 9 + random.below(9) : 1 + random.below(20)
      var text = random.chance(10) ? "0" : "\(1 + random.below(9))"
      if text != "0" { for _ in 1..<max(whole, 2) { text += "\(random.below(10))" } }
      if random.chance(60) {
        text += "."
        for _ in 0...random.below(min(12, 29 - text.utf8.count)) {
          text += random.chance(20) ? "9" : "\(random.below(10))"
        }
      }
      if random.chance(30) {
        text += random.pick(["e", "E"]) + random.pick(["", "+", "-"]) + "\(random.below(12))"
      }
      #expect(timestamp(text) == expected(text), "\(text)")
    }
  }

  @Test(
    "Plain digits are read the same by words and digit by digit, and nothing else is accepted",
    arguments: Seeds.upTo(4))
  func plain(seed: UInt64) {
    var random = RandomSource(seed: seed)
    var plain = 0
    for _ in 0..<5000 {
      var text = Array("\(random.below(10))".utf8)
      for _ in 0..<random.below(16) { text.append(0x30 + UInt8(random.below(10))) }
      if random.chance(30) {
        text[random.below(text.count)] = random.pick([0x2D, 0x2E, 0x65, 0x2F, 0x3A, 0xB1, 0x00])
      }
      let padded = PaddedBytes(text)
      if let fast = DecimalNumber.plainTimestamp(padded.text) {
        plain += 1
        #expect(fast == DecimalNumber(padded.text)?.timestamp ?? .unreadable, "\(padded.text.string)")
      }
      withExtendedLifetime(padded) {}
    }
    #expect(plain > 500)
  }

  @Test(
    "A unit ends exactly where the next begins",
    arguments: [
      ("99999999999", Timestamp.unreadable), ("99999999999.999999", .unreadable),
      ("1e11", .milliseconds(100_000_000_000)),
      ("100000000000.0001", .milliseconds(100_000_000_000)), ("0.1e12", .milliseconds(100_000_000_000)),
      ("1000e8", .milliseconds(100_000_000_000)), ("1000000000000000000e-7", .milliseconds(100_000_000_000)),
      ("1e14", .milliseconds(100_000_000_000)), ("10e13", .milliseconds(100_000_000_000)),
      ("1e17", .milliseconds(100_000_000_000)), ("10e16", .milliseconds(100_000_000_000)),
      ("99999999999999999", .unreadable), ("9.9999e10", .unreadable),
      ("0.00000000000000000000000000001", .milliseconds(0)), ("1e-30", .milliseconds(0)),
      ("1e30", .unreadable),
      ("999999999999999999999999999999", .unreadable), ("000", .unreadable),
    ])
  func edges(text: String, expected: Timestamp) {
    #expect((timestamp(text) ?? .unreadable) == expected)
  }

  @Test("Thirty digits are read and one more is not, wherever the point is")
  func digits() {
    let thirty = "176760360012345678901234567890"
    #expect(timestamp("1767603600.12345678901234567890") == .milliseconds(1_767_603_600_123))
    #expect(timestamp("1767603600.123456789012345678901") == nil)
    #expect(timestamp(thirty) == .unreadable)
    #expect(timestamp(thirty + "1") == nil)
    #expect(timestamp(thirty + "e-20") == .milliseconds(1_767_603_600_123))
    #expect(timestamp("0." + String(repeating: "0", count: 29)) == .missing)
    #expect(timestamp("0." + String(repeating: "0", count: 30)) == nil)
  }

  @Test(
    "Exponents are read in every spelling, and a zero is a zero",
    arguments: [
      ("1e0005", "1e5"), ("17676036e00000000000002", "1767603600"), ("0e31", "0"), ("0e99999", "0"),
    ])
  func exponents(text: String, plain: String) {
    #expect(timestamp(text) == timestamp(plain))
  }
}
