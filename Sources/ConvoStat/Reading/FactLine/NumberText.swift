// Lists of numbers as texts in fact lines, which are read without a branch per digit.
//
//     3AAKAAFAfQ    the width, then the numbers 10, 5 and 2000, each in three digits

/// The digits of base 64 with the alphabet of RFC 4648 for URLs, most significant first.
///
/// The first byte of a list is the width of its numbers in digits, 1 to 8, as a decimal digit.
struct NumberText: ~Copyable {
  /// The value of each digit; `noDigit` for other bytes.
  private let values = FixedArray<UInt8>(repeating: noDigit, count: 256)
  private static let noDigit: UInt8 = 0xFF

  /// Maximum number of digits of a number: 48 bits, which hold all moments and all differences between them.
  static let maximumWidth = 8

  /// The alphabet.
  static let digits: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

  init() {
    for (value, byte) in Text(NumberText.digits).bytes.enumerated() { values[Int(byte)] = UInt8(value) }
  }

  /// Appends the numbers of a list, which are not negative.
  /// - Returns: true if the text is a list of numbers.
  func read(_ text: Text, into numbers: inout ReusableArray<Int64>) -> Bool {
    guard text.count > 1 else { return false }
    let width = Int(text[0] &- UInt8(ascii: "0"))
    guard 1...NumberText.maximumWidth ~= width, (text.count - 1) % width == 0 else { return false }
    var (at, all) = (1, UInt8(0))
    while at < text.count {
      var number: Int64 = 0
      for _ in 0..<width {
        let value = values[Int(text[at])]
        all |= value
        number = number << 6 | Int64(value & 63)
        at &+= 1
      }
      numbers.append(number)
    }
    return all < 64
  }

  /// Appends the numbers of a list, which have either sign or are missing.
  /// - Parameter missing: the number in place of a missing one.
  /// - Returns: true if the text is a list of numbers.
  func read(signed text: Text, missing: Int64, into numbers: inout ReusableArray<Int64>) -> Bool {
    let first = numbers.count
    guard read(text, into: &numbers) else { return false }
    for index in first..<numbers.count {
      let code = numbers[index] &- 1
      numbers[index] = code < 0 ? missing : code >> 1 ^ -(code & 1)
    }
    return true
  }

  /// Returns the code of a number of either sign, which is not negative; 0 for a missing number.
  static func code(signed number: Int64?) -> Int64 {
    number.map { ($0 << 1 ^ $0 >> 63) + 1 } ?? 0
  }
}

extension ByteBuffer {
  /// Appends a list of numbers that are not negative and have at most 48 bits; the list must not be empty.
  /// - Parameter numbers: returns a number by its index.
  @inline(__always)
  mutating func append(numbers count: Int, _ numbers: (Int) -> Int64) {
    var all: Int64 = 1
    for index in 0..<count { all |= numbers(index) }
    let width = (64 - all.leadingZeroBitCount + 5) / 6
    let digits = Text(NumberText.digits)
    write(atMost: 1 + count * width) { writer in
      writer.put(UInt8(ascii: "0") + UInt8(width))
      for index in 0..<count {
        let number = numbers(index)
        var shift = 6 * (width - 1)
        while shift >= 0 {
          writer.put(digits[Int(number >> Int64(shift) & 63)])
          shift -= 6
        }
      }
    }
  }
}
