// Digits as ASCII, two at a time.

/// Puts a byte in a place, and moves the place behind it.
@inline(__always)
func putByte(_ byte: UInt8, _ end: inout UnsafeMutablePointer<UInt8>) {
  end.pointee = byte
  end += 1
}

/// The two digits of all numbers from 0 to 99, one after the other.
private let pairs: StaticString =
  """
  00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354\
  555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
  """

/// Two digits of a number from 0 to 99.
@inline(__always)
func putPair(_ value: Int, _ end: inout UnsafeMutablePointer<UInt8>) {
  putPair(UInt64(truncatingIfNeeded: value), at: end)
  end += 2
}

/// Two digits of a number from 0 to 99.
@inline(__always)
func putPair(_ value: UInt64, at place: UnsafeMutablePointer<UInt8>) {
  UnsafeMutableRawPointer(place).storeBytes(of: pair(value).littleEndian, as: UInt16.self)
}

/// Two digits, the first the lower byte.
@inline(__always)
private func pair(_ value: UInt64) -> UInt16 {
  UInt16(
    littleEndian: UnsafeRawPointer(pairs.utf8Start).loadUnaligned(
      fromByteOffset: Int(value) * 2, as: UInt16.self))
}

/// All digits of a number, without leading zeros.
/// - Returns: the place behind them.
@inline(__always)
func putDigits(_ value: UInt64, at place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
  if value < 10 {
    place.pointee = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value)
    return place + 1
  }
  return value < 10_000 ? putFewDigits(value, at: place) : putManyDigits(value, at: place)
}

/// The digits of a number from 1 to 9999, without a branch: all four, moved over the zeros in front.
@inline(__always)
private func putFewDigits(_ value: UInt64, at place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<
  UInt8
> {
  let value = UInt32(truncatingIfNeeded: value)
  let digits = UInt32(pair(UInt64(value / 100))) | UInt32(pair(UInt64(value % 100))) << 16
  let zeros = (digits & 0x0F0F_0F0F).trailingZeroBitCount / 8
  UnsafeMutableRawPointer(place).storeBytes(of: (digits &>> UInt32(zeros * 8)).littleEndian, as: UInt32.self)
  return place + (4 - zeros)
}

@inline(never)
private func putManyDigits(_ value: UInt64, at place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<
  UInt8
> {
  let (front, last) = value.quotientAndRemainder(dividingBy: 10_000)
  let end = front < 10_000 ? putFewDigits(front, at: place) : putManyDigits(front, at: place)
  putPair(last / 100, at: end)
  putPair(last % 100, at: end + 2)
  return end + 4
}
