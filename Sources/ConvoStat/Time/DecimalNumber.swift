// A JSON number read exactly, for times that are written as numbers.

/// A decimal number: digits * 10^exponent, with a separate sign.
struct DecimalNumber {
  private var isNegative = false
  private var digits: UInt128 = 0
  /// The number of digits, without leading zeros.
  private var length = 0
  private var exponent = 0

  /// Maximum number of digits.
  ///
  /// A longer number is not a time (Inputs: messages and times).
  private static let longest = 30

  /// Returns the time that plain digits denote, as nearly all numbers of seconds or milliseconds are written;
  /// `nil` for any other spelling.
  @inline(__always)
  static func plainTimestamp(_ text: Text) -> Timestamp? {
    guard text.count >= 9, text.count <= 14, text[0] &- 0x31 < 9, leadingDigits(text.start) == 8 else {
      return nil
    }
    var value = Int64(eightDigits(text.start))
    for index in 8..<text.count {
      let digit = text[index] &- 0x30
      if digit > 9 { return nil }
      value = value * 10 + Int64(digit)
    }
    let milliseconds = text.count <= 11 ? value * 1000 : value
    return milliseconds < Timestamp.end ? .milliseconds(milliseconds) : .unreadable
  }

  /// Parses the whole text by JSON's grammar; `nil` if it is not a number, or has more than 30 digits.
  init?(_ text: Text) {
    var at = 0
    var written = 0
    func byte() -> UInt8 { at < text.count ? text[at] : 0 }
    func takeDigits(_ number: inout DecimalNumber) -> Int {
      let start = at
      while byte() &- 0x30 < 10 {
        if written < DecimalNumber.longest {
          number.digits = number.digits * 10 + UInt128(byte() - 0x30)
          if number.digits > 0 { number.length += 1 }
        }
        written += 1
        at += 1
      }
      return at - start
    }
    if byte() == UInt8(ascii: "-") {
      isNegative = true
      at += 1
    }
    let leadingZero = byte() == UInt8(ascii: "0")
    let whole = takeDigits(&self)
    if whole == 0 || (leadingZero && whole > 1) { return nil }
    if byte() == UInt8(ascii: ".") {
      at += 1
      let fraction = takeDigits(&self)
      if fraction == 0 { return nil }
      exponent = -fraction
    }
    if byte() | 0x20 == UInt8(ascii: "e") {
      at += 1
      let sign = byte() == UInt8(ascii: "-") ? -1 : 1
      if byte() == UInt8(ascii: "-") || byte() == UInt8(ascii: "+") { at += 1 }
      let start = at
      var power = 0
      while byte() &- 0x30 < 10 {
        power = min(power * 10 + Int(byte() - 0x30), 1000)
        at += 1
      }
      if at == start || (digits != 0 && power > DecimalNumber.longest) { return nil }
      exponent += sign * power
    }
    if at != text.count || written > DecimalNumber.longest { return nil }
  }

  /// The time that the number denotes: seconds below 10^11, milliseconds below 10^14, microseconds below 10^17,
  /// nanoseconds from there on; 0 is missing.
  var timestamp: Timestamp {
    if digits == 0 { return .missing }
    if isNegative { return .unreadable }
    let magnitude = length + exponent  // 10^(magnitude - 1) <= number < 10^magnitude
    let scale = exponent + (magnitude <= 11 ? 3 : magnitude <= 14 ? 0 : magnitude <= 17 ? -3 : -6)
    if length + scale > 14 { return .unreadable }
    if length + scale <= 0 { return .milliseconds(0) }
    let milliseconds = Int64(scale >= 0 ? digits * power(scale) : digits / power(-scale))
    return milliseconds < Timestamp.end ? .milliseconds(milliseconds) : .unreadable
  }

  /// The number in ten-thousandths, further decimals rounded half up; `nil` if it has more than 18 digits then.
  var tenThousandths: Int? {
    let scale = exponent + 4
    if digits == 0 || length + scale < 0 { return 0 }
    if length + scale > 18 { return nil }
    var value = scale >= 0 ? digits * power(scale) : digits / power(-scale - 1)
    if scale < 0 {
      // Half up is towards the greater number, also for a negative one.
      let hasHalf = isNegative && digits % power(-scale) * 2 == power(-scale)
      value = (value + (hasHalf ? 0 : 5)) / 10
    }
    return isNegative ? -Int(value) : Int(value)
  }

  private func power(_ exponent: Int) -> UInt128 {
    var value: UInt128 = 1
    for _ in 0..<exponent { value *= 10 }
    return value
  }
}
