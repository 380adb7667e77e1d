// The id of a message in sixteen bytes, with the order of ids (Definitions: order).

import Intrinsics

/// An id of any length in 16 bytes, ordered by length in bytes, then bytewise.
///
/// Up to 15 bytes are stored inline after their length, so that two integers compare like the ids. A ULID
/// (26 bytes) or UUID (36 bytes) in its canonical spelling is stored as its 128-bit value, which compares
/// like the text. Every other id is stored out of line, with its address and length inline.
struct MessageID {
  let high: UInt64
  let low: UInt64
  let form: Form

  /// The meaning of the sixteen bytes.
  enum Form: UInt8 { case short, ulid, uuid, kept }

  /// Creates an id from its parts.
  @inline(__always)
  init(high: UInt64, low: UInt64, form: UInt8) {
    (self.high, self.low) = (high, low)
    self.form = Form(rawValue: form) ?? .short
  }

  /// Creates an id from its text.
  /// - Parameter store: receives the bytes of an id that is neither short nor a ULID nor a UUID, and must
  ///   outlive the id.
  init(_ text: Text, store: borrowing ByteStore) {
    if text.count <= 15 {
      (high, low) = MessageID.packed(text)
      form = .short
    } else if text.count == 26, let value = MessageID.ulid(text) {
      (high, low) = value
      form = .ulid
    } else if text.count == 36, let value = MessageID.uuid(text) {
      (high, low) = value
      form = .uuid
    } else {
      let kept = store.keep(text)
      high = UInt64(kept.address)
      low = UInt64(kept.count)
      form = .kept
    }
  }

  /// The length of the id in bytes.
  var length: Int {
    switch form {
    case .short: Int(high >> 56)
    case .ulid: 26
    case .uuid: 36
    case .kept: Int(low)
    }
  }

  private static func packed(_ text: Text) -> (UInt64, UInt64) {
    var high = UInt64(text.count) << 56
    var low: UInt64 = 0
    for index in 0..<min(text.count, 7) { high |= UInt64(text[index]) << UInt64(48 - 8 * index) }
    for index in 7..<max(text.count, 7) { low |= UInt64(text[index]) << UInt64(56 - 8 * (index - 7)) }
    return (high, low)
  }

  /// Returns the value of 26 upper-case digits of Crockford's base 32; `nil` if the text is something else or
  /// exceeds 128 bits.
  @inline(__always)
  private static func ulid(_ text: Text) -> (UInt64, UInt64)? {
    var (high, low): (UInt64, UInt64) = (0, 0)
    return usual_ulid(text.start, &high, &low) ? (high, low) : ulidByDigits(text)
  }

  /// Returns the value of a ULID without vector instructions, digit by digit.
  @inline(never)
  static func ulidByDigits(_ text: Text) -> (UInt64, UInt64)? {
    // 26 digits of 5 bits: 2 digits with 10 bits (the first must have 3 bits), then twice 12 digits with 60
    // bits.
    guard text[0] <= UInt8(ascii: "7") else { return nil }
    var highest: UInt64 = 0
    func value(_ digits: Range<Int>) -> UInt64 {
      var value: UInt64 = 0
      for index in digits {
        let digit = UInt64(crockford_value(text[index]))
        highest |= digit
        value = value << 5 | digit
      }
      return value
    }
    let (first, second, last) = (value(0..<2), value(2..<14), value(14..<26))
    if highest > 31 { return nil }
    return (first << 56 | second >> 4, second << 60 | last)
  }

  /// Returns the value of a UUID in lower case with its four hyphens; `nil` if the text is something else.
  private static func uuid(_ text: Text) -> (UInt64, UInt64)? {
    var value: UInt128 = 0
    for index in 0..<36 {
      if index == 8 || index == 13 || index == 18 || index == 23 {
        if text[index] != UInt8(ascii: "-") { return nil }
        continue
      }
      switch text[index] {
      case let byte where byte &- 0x30 < 10: value = value << 4 | UInt128(byte - 0x30)
      case let byte where byte &- 0x61 < 6: value = value << 4 | UInt128(byte - 0x61 + 10)
      default: return nil
      }
    }
    return (UInt64(truncatingIfNeeded: value >> 64), UInt64(truncatingIfNeeded: value))
  }

  /// The id as it was written.
  var spelled: [UInt8] { withText { Array($0.bytes) } }

  /// Calls `body` with the id as it was written.
  ///
  /// The text is valid during the call.
  func withText<Result>(_ body: (Text) -> Result) -> Result {
    if form == .kept { return body(kept) }
    return withTemporaryBytes(36) { bytes in
      spell(into: bytes)
      return body(Text(bytes.elements.part(0..<length)))
    }
  }

  /// Appends the id as it was written.
  @inline(__always)
  func append(to bytes: inout ByteBuffer) {
    if form == .kept { return bytes.append(kept) }
    bytes.append(atMost: 36) { target in
      spell(into: MutableBorrowedArray(start: target, count: 36))
      return length
    }
  }

  /// Writes the id into a buffer of at least 36 bytes.
  @inline(__always)
  private func spell(into bytes: MutableBorrowedArray<UInt8>) {
    switch form {
    case .short:
      bytes.store((high << 8).bigEndian, at: 0)
      bytes.store(low.bigEndian, at: 7)
    case .ulid:
      // 26 digits of 5 bits: 2 of the highest 8 bits, then twice 12 of 60 bits.
      bytes[0] = crockfordDigits[Int(high >> 61)]
      bytes[1] = crockfordDigits[Int(high >> 56 & 31)]
      let (middle, last) = (high << 4 | low >> 60, low)
      for index in 0..<12 {
        let shift = UInt64(55 - 5 * index)
        bytes[2 + index] = crockfordDigits[Int(middle >> shift & 31)]
        bytes[14 + index] = crockfordDigits[Int(last >> shift & 31)]
      }
    case .uuid:
      var rest = UInt128(high) << 64 | UInt128(low)
      for index in (0..<36).reversed() {
        if index == 8 || index == 13 || index == 18 || index == 23 {
          bytes[index] = UInt8(ascii: "-")
          continue
        }
        let digit = UInt8(truncatingIfNeeded: rest & 15)
        bytes[index] = digit < 10 ? 0x30 + digit : 0x61 + digit - 10
        rest >>= 4
      }
    case .kept: break
    }
  }

  /// The bytes of an id that is stored out of line; `nil` for all others.
  var keptText: Text? { form == .kept ? kept : nil }

  private var kept: Text { Text(address: UInt(high), count: Int(low)) }
}

extension MessageID: Comparable {
  static func == (left: MessageID, right: MessageID) -> Bool {
    if left.form != .kept {
      return left.form == right.form && left.high == right.high && left.low == right.low
    }
    return right.form == .kept && left.kept == right.kept
  }

  static func < (left: MessageID, right: MessageID) -> Bool {
    if left.form == right.form, left.form != .kept {
      return left.high != right.high ? left.high < right.high : left.low < right.low
    }
    let (leftLength, rightLength) = (left.length, right.length)
    if leftLength != rightLength { return leftLength < rightLength }
    if left.form == .kept, right.form == .kept { return left.kept < right.kept }
    return left.spelled.lexicographicallyPrecedes(right.spelled)
  }
}

extension MessageID {
  /// Returns true if the inline bytes alone prove `self < other`.
  ///
  /// May be false for ids stored out of line: use `<` then.
  @inline(__always)
  func plainlyPrecedes(_ other: MessageID) -> Bool {
    form == other.form && form != .kept && (high < other.high || (high == other.high && low < other.low))
  }
}

private let crockfordDigits = Text("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
