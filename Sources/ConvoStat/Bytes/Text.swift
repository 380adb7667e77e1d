// Borrowed UTF-8 bytes: the form of ids, names and cells inside the program.

import Intrinsics

/// Borrowed UTF-8 bytes.
///
/// Valid as long as their owner (a block, a `TextTable`) lives.
///
/// Comparison and equality are bytewise. An empty text means an absent one.
package struct Text: BitwiseCopyable, @unchecked Sendable {
  // SAFETY: the owner of the bytes keeps `count` of them at `start`, unchanged, while the text is used. Nothing checks that:
  // who gives texts away says how long they are valid.
  let start: UnsafePointer<UInt8>
  package let count: Int

  /// The empty text, which means an absent one.
  static let empty = Text("")

  init(start: UnsafePointer<UInt8>, count: Int) {
    self.start = start
    self.count = count
  }

  /// Creates a text from a literal of the program.
  init(_ literal: StaticString) {
    self.init(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
  }

  /// Creates a text of bytes, valid as long as their owner says.
  init(_ bytes: BorrowedArray<UInt8>) {
    self.init(bytes.buffer)
  }

  /// Borrows the bytes of a buffer.
  init(_ buffer: UnsafeBufferPointer<UInt8>) {
    if let start = buffer.baseAddress { self.init(start: start, count: buffer.count) } else { self = .empty }
  }

  /// Creates the text whose first byte is at `address`, which `address` of a text returned; the empty text for 0.
  ///
  /// For values that hold a text in few bits. The caller guarantees that the owner of the bytes still lives.
  @inline(__always)
  init(address: UInt, count: Int) {
    if let start = UnsafePointer<UInt8>(bitPattern: address) {
      self.init(start: start, count: count)
    } else {
      self = .empty
    }
  }

  /// Creates the text whose first byte is at `address`, which must not be 0.
  ///
  /// For values that hold a text in few bits. The caller guarantees that the owner of the bytes still lives.
  @inline(__always)
  init(storedAddress address: UInt, count: Int) {
    self.init(start: UnsafePointer(bitPattern: address).unsafelyUnwrapped, count: count)
  }

  /// The address of the first byte.
  @inline(__always)
  var address: UInt { UInt(bitPattern: start) }

  var isEmpty: Bool { count == 0 }

  /// The position after the last byte.
  @inline(__always)
  var end: UnsafePointer<UInt8> { start + count }

  subscript(index: Int) -> UInt8 { start[index] }

  /// Returns the eight bytes at an offset as a little-endian number.
  ///
  /// The caller guarantees that they exist.
  @inline(__always)
  func word(at offset: Int) -> UInt64 { ConvoStat.word(start, offset) }

  /// Returns the bytes in `range`, borrowed from the same owner.
  @inline(__always)
  subscript(range: Range<Int>) -> Text {
    assert(0 <= range.lowerBound && range.upperBound <= count)
    return Text(start: start + range.lowerBound, count: range.count)
  }

  /// Returns the bytes from `offset` on, borrowed from the same owner.
  @inline(__always)
  func suffix(from offset: Int) -> Text { self[offset..<count] }

  /// Returns the offset of the first `byte` at `offset` or after it, or `nil` if there is none.
  @inline(__always)
  func offset(of byte: UInt8, from offset: Int = 0) -> Int? {
    assert(0 <= offset && offset <= count)
    return findByte(byte, from: start + offset, to: start + count).map { $0 - start }
  }

  /// Returns the beginning of the text, at most `limit` bytes, cut between characters.
  func prefix(_ limit: Int) -> Text {
    var length = min(count, limit)
    while length > 0, length < count, start[length] & 0xC0 == 0x80 { length -= 1 }
    return Text(start: start, count: length)
  }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

  /// The bytes as the system's calls take them.
  package var rawBytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(bytes) }

  /// A copy of the text as a `String`.
  ///
  /// Too slow for the work per record.
  var string: String { String(decoding: bytes, as: UTF8.self) }
}

extension Array where Element == UInt8 {
  /// Calls `body` with the bytes as a text, valid during the call.
  @inline(__always)
  package func withText<Result, Failed: Error>(_ body: (Text) throws(Failed) -> Result) throws(Failed)
    -> Result
  {
    try withUnsafeBufferPointer { (bytes) throws(Failed) in try body(Text(bytes)) }
  }
}

extension String {
  /// Calls `body` with the UTF-8 bytes as a text, valid during the call.
  func withText<Result>(_ body: (Text) -> Result) -> Result {
    var string = self
    return string.withUTF8 { body(Text($0)) }
  }
}

extension Text: Comparable {
  @inline(__always)
  package static func == (left: Text, right: Text) -> Bool {
    left.count == right.count && haveSameBytes(left.start, right.start, left.count)
  }

  package static func < (left: Text, right: Text) -> Bool {
    let order = compareBytes(left.start, right.start, min(left.count, right.count))
    return order != 0 ? order < 0 : left.count < right.count
  }

  /// Returns true if this id precedes `other`: by length in bytes, then bytewise (Definitions: order).
  func precedesAsID(_ other: Text) -> Bool {
    count != other.count ? count < other.count : self < other
  }

  @inline(__always)
  static func == (text: Text, literal: StaticString) -> Bool {
    text.count == literal.utf8CodeUnitCount && haveSameBytes(text.start, literal.utf8Start, text.count)
  }
}

/// Returns true if `count` bytes are equal.
///
/// Most comparisons are of ids and names of a few dozen bytes.
///
/// SAFETY: the caller guarantees `count` bytes at both addresses. None after them is read.
@inline(__always)
func haveSameBytes(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
  if count > 64 { return compareBytes(left, right, count) == 0 }
  if count >= 16 {
    let last = count - 16
    let ends = differing_bytes(left, right) | differing_bytes(left + last, right + last)
    if count <= 32 { return ends == 0 }
    let middle = last - 16
    return ends | differing_bytes(left + 16, right + 16) | differing_bytes(left + middle, right + middle) == 0
  }
  if count >= 8 {
    let last = count - 8
    return (word(left, 0) ^ word(right, 0)) | (word(left, last) ^ word(right, last)) == 0
  }
  return shortWord(left, count) == shortWord(right, count)
}

/// Returns eight bytes as a little-endian number.
///
/// SAFETY: the caller guarantees that they exist.
@inline(__always)
private func word(_ start: UnsafePointer<UInt8>, _ offset: Int) -> UInt64 {
  UInt64(littleEndian: UnsafeRawPointer(start).loadUnaligned(fromByteOffset: offset, as: UInt64.self))
}

/// Returns up to seven bytes as a number.
///
/// For equal counts, the numbers are equal only if the bytes are.
///
/// SAFETY: the caller guarantees `count` bytes, at most seven. None after them is read.
@inline(__always)
func shortWord(_ start: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
  if count >= 4 {
    let raw = UnsafeRawPointer(start)
    let (first, last) = (
      raw.loadUnaligned(as: UInt32.self), raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
    )
    return UInt64(first) << 32 | UInt64(last)
  }
  if count == 0 { return 0 }
  return UInt64(start[0]) << 16 | UInt64(start[count / 2]) << 8 | UInt64(start[count - 1])
}

private let hashSeeds = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))

/// A hash of texts that is keyed per process, so that no dump can be made to collide.
struct TextHash {
  private let seeds = hashSeeds

  /// Returns the hash of a text's bytes, by multiply-and-fold of two words of eight bytes.
  @inline(__always)
  func callAsFunction(_ text: Text) -> UInt32 {
    var hash = seeds.0 ^ UInt64(truncatingIfNeeded: text.count)
    if text.count >= 8 {
      var offset = 0
      while offset < text.count - 16 {
        hash = folded(text.word(at: offset) ^ hash, text.word(at: offset + 8) ^ seeds.1)
        offset += 16
      }
      let first = text.word(at: max(text.count - 16, 0))
      hash = folded(first ^ hash, text.word(at: text.count - 8) ^ seeds.1)
    } else {
      hash = folded(shortWord(text.start, text.count) ^ hash, seeds.1)
    }
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }
}

@inline(__always)
private func folded(_ left: UInt64, _ right: UInt64) -> UInt64 {
  let product = left.multipliedFullWidth(by: right)
  return product.high ^ product.low
}
