// Bytes and digits written one after the other into memory that was reserved for them.

/// A position in reserved memory, which moves past everything that is written.
///
/// `ByteBuffer.write(atMost:)` lends it. It is a value in registers: to ask the buffer for its end before each byte would
/// cost a load and a store per byte.
struct ByteWriter {
  // SAFETY: the lender reserved the bytes from the first position up to `limit`, and nobody else uses them while the
  // writer is lent. The caller of each method promises not to pass `limit`; debug builds check that.
  private(set) var end: UnsafeMutablePointer<UInt8>
  private let limit: UnsafeMutablePointer<UInt8>

  /// Begins at the first of `count` reserved bytes.
  @inline(__always)
  init(at start: UnsafeMutablePointer<UInt8>, atMost count: Int) {
    end = start
    limit = start + count
  }

  /// Returns a copy of `value` after `body` has written over its bytes.
  @inline(__always)
  static func fill<Value: BitwiseCopyable>(_ value: Value, _ body: (inout ByteWriter) -> Void) -> Value {
    var value = value
    withUnsafeMutableBytes(of: &value) { bytes in
      guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return }
      var writer = ByteWriter(at: start, atMost: bytes.count)
      body(&writer)
    }
    return value
  }

  /// Writes a byte.
  @inline(__always)
  mutating func put(_ byte: UInt8) {
    assert(end < limit)
    end.pointee = byte
    end += 1
  }

  /// Writes the bytes of a text.
  @inline(__always)
  mutating func put(_ text: Text) {
    assert(text.count <= limit - end)
    end.update(from: text.start, count: text.count)
    end += text.count
  }

  /// Writes the bytes of a literal of the program.
  @inline(__always)
  mutating func put(_ literal: StaticString) { put(Text(literal)) }

  /// Writes a plain value as it lies in memory.
  @inline(__always)
  mutating func put<Value: BitwiseCopyable>(bytesOf value: Value) {
    set(value, at: 0)
    end += MemoryLayout<Value>.size
  }

  /// Writes a plain value at an offset from the position, which does not move.
  @inline(__always)
  func set<Value: BitwiseCopyable>(_ value: Value, at offset: Int) {
    assert(0 <= offset && offset + MemoryLayout<Value>.size <= limit - end)
    UnsafeMutableRawPointer(end).storeBytes(of: value, toByteOffset: offset, as: Value.self)
  }

  /// Moves past `count` bytes that were set.
  @inline(__always)
  mutating func advance(by count: Int) {
    assert(count <= limit - end)
    end += count
  }

  /// Writes the two digits of a number from 0 to 99.
  @inline(__always)
  mutating func putPair(_ value: Int) {
    set(pair(UInt64(truncatingIfNeeded: value)).littleEndian, at: 0)
    end += 2
  }

  /// Writes all digits of a number, without leading zeros.
  ///
  /// Sets up to four bytes at a time: the last of them may be written over.
  @inline(__always)
  mutating func putDigits(_ value: UInt64) {
    if value < 10 { return put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value)) }
    if value < 10_000 { putFewDigits(value) } else { end = end(ofManyDigits: value) }
  }

  /// Writes the digits of a number from 1 to 9999, without a branch: sets all four, shifted over the leading zeros.
  @inline(__always)
  private mutating func putFewDigits(_ value: UInt64) {
    let value = UInt32(truncatingIfNeeded: value)
    let digits = UInt32(pair(UInt64(value / 100))) | UInt32(pair(UInt64(value % 100))) << 16
    let zeros = (digits & 0x0F0F_0F0F).trailingZeroBitCount / 8
    set((digits &>> UInt32(zeros * 8)).littleEndian, at: 0)
    end += 4 - zeros
  }

  /// Writes the digits of a number of five digits or more.
  ///
  /// The writer goes in and the end comes out by value: a function that is not inlined and takes the writer
  /// `inout` would force it into memory for all its callers.
  @inline(never)
  private func end(ofManyDigits value: UInt64) -> UnsafeMutablePointer<UInt8> {
    let (front, last) = value.quotientAndRemainder(dividingBy: 10_000)
    var writer = self
    if front < 10_000 { writer.putFewDigits(front) } else { writer.end = end(ofManyDigits: front) }
    writer.putPair(Int(last / 100))
    writer.putPair(Int(last % 100))
    return writer.end
  }
}

/// The two digits of all numbers from 0 to 99, one number after the other.
private let pairs: StaticString =
  """
  00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354\
  555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
  """

/// Returns two digits of a number from 0 to 99, the first in the lower byte.
@inline(__always)
private func pair(_ value: UInt64) -> UInt16 {
  // SAFETY: `pairs` has 200 bytes, and all callers pass less than 100.
  UInt16(
    littleEndian: UnsafeRawPointer(pairs.utf8Start).loadUnaligned(
      fromByteOffset: Int(value) * 2, as: UInt16.self))
}
