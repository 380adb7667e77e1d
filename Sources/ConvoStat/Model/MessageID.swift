// A message's id in sixteen bytes, ordered as README 2 orders ids.

import Intrinsics

/// An id by length in bytes, then bytewise; 16 bytes whatever the id.
///
/// Up to 15 bytes stand in it as they are, behind their length, so that two integers compare like the ids.
/// Longer ids, as ULIDs (26) and UUIDs (36), are 128 bits: where the text is their usual spelling, the value
/// takes its place, and compares like it. All others are kept elsewhere and pointed to.
struct MessageID {
  let high: UInt64
  let low: UInt64
  let form: Form

  /// How the sixteen bytes are to be read.
  enum Form: UInt8 { case short, ulid, uuid, kept }

  /// An id from its parts.
  @inline(__always)
  init(high: UInt64, low: UInt64, form: UInt8) {
    (self.high, self.low) = (high, low)
    self.form = Form(rawValue: form) ?? .short
  }

  /// - Parameter store: keeps the bytes of an id that is neither short nor a ULID nor a UUID.
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

  /// The value of 26 digits of Crockford's base 32 in upper case, if it fits 128 bits.
  @inline(__always)
  private static func ulid(_ text: Text) -> (UInt64, UInt64)? {
    var (high, low): (UInt64, UInt64) = (0, 0)
    return usual_ulid(text.start, &high, &low) ? (high, low) : ulidByDigits(text)
  }

  /// The same, without the vectors that only some processors have.
  @inline(never)
  static func ulidByDigits(_ text: Text) -> (UInt64, UInt64)? {
    // 26 digits of 5 bits: the first one has 3; twelve fill the next 60 bits, and so on.
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

  /// The value of a UUID in lower case with its four hyphens.
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

  /// Calls a function with the id as it was written; the text is valid until that returns.
  func withText<Result>(_ body: (Text) -> Result) -> Result {
    if form == .kept { return body(kept) }
    return withTemporaryBytes(36) { bytes in
      spell(into: bytes)
      return body(Text(bytes.elements.part(0..<length)))
    }
  }

  /// Writes the id where there is room for 36 bytes.
  private func spell(into bytes: MutableBorrowedArray<UInt8>) {
    var rest = UInt128(high) << 64 | UInt128(low)
    switch form {
    case .short:
      bytes.store((high << 8).bigEndian, at: 0)
      bytes.store(low.bigEndian, at: 7)
    case .ulid:
      for place in (0..<26).reversed() {
        bytes[place] = crockfordDigits[Int(truncatingIfNeeded: rest & 31)]
        rest >>= 5
      }
    case .uuid:
      for place in (0..<36).reversed() {
        if place == 8 || place == 13 || place == 18 || place == 23 {
          bytes[place] = UInt8(ascii: "-")
          continue
        }
        let digit = UInt8(truncatingIfNeeded: rest & 15)
        bytes[place] = digit < 10 ? 0x30 + digit : 0x61 + digit - 10
        rest >>= 4
      }
    case .kept: break
    }
  }

  /// The bytes of an id that is kept elsewhere; nil of all others.
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
  /// Whether this id comes before another and that shows in its sixteen bytes; of some others it is not to be seen.
  @inline(__always)
  func plainlyPrecedes(_ other: MessageID) -> Bool {
    form == other.form && form != .kept && (high < other.high || (high == other.high && low < other.low))
  }
}

private let crockfordDigits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
