// The scan for the end of a JSON number.

// SAFETY: all functions read on from the address that they get, at most eight bytes at once, to the first byte that is no
// digit. The caller guarantees that there is one with eight bytes after it: the padding of a block, or of a text.

/// Returns the address after the number at `start` (RFC 8259, 6).
func scanNumber(_ start: UnsafePointer<UInt8>) throws(JSONError) -> UnsafePointer<UInt8> {
  var at = start
  if at.pointee == UInt8(ascii: "-") { at += 1 }
  if at.pointee == UInt8(ascii: "0") { at += 1 } else { try skipDigits(&at) }
  if at.pointee == UInt8(ascii: ".") {
    at += 1
    try skipDigits(&at)
  }
  if at.pointee | 0x20 == UInt8(ascii: "e") {
    at += 1
    if at.pointee == UInt8(ascii: "+") || at.pointee == UInt8(ascii: "-") { at += 1 }
    try skipDigits(&at)
  }
  return at
}

/// Returns true if a number begins at `start`, and sets `at` to the address after it.
///
/// Throws nothing.
@inline(__always)
func scanNumber(from start: UnsafePointer<UInt8>, _ at: inout UnsafePointer<UInt8>) -> Bool {
  at = start
  if at.pointee &- 0x31 < 9 {  // the usual case: only digits, the first not 0
    var digits = leadingDigits(at)
    while digits == 8 {
      at += 8
      digits = leadingDigits(at)
    }
    at += digits
    if at.pointee != UInt8(ascii: "."), at.pointee | 0x20 != UInt8(ascii: "e") { return true }
  }
  guard let end = try? scanNumber(start) else { return false }
  at = end
  return true
}

/// Skips one or more digits.
@inline(__always)
private func skipDigits(_ at: inout UnsafePointer<UInt8>) throws(JSONError) {
  let start = at
  while at.pointee &- 0x30 < 10 { at += 1 }
  if at == start { throw .malformed(at) }
}

/// Returns how many of the next eight bytes are digits, up to the first that is not a digit.
@inline(__always)
func leadingDigits(_ start: UnsafePointer<UInt8>) -> Int {
  let word = UInt64(littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
  let values = word ^ 0x3030_3030_3030_3030  // below ten for digits only
  let beyondNine = (values & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676
  let others = (values | beyondNine) & 0x8080_8080_8080_8080
  return others.trailingZeroBitCount >> 3
}

/// Returns the number that the next eight digits denote.
@inline(__always)
func eightDigits(_ start: UnsafePointer<UInt8>) -> UInt64 {
  let word = UInt64(littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
  // Tens and units are combined in bytes, then hundreds in 16-bit lanes, and so on: three multiplications.
  let pairs = ((word & 0x0F0F_0F0F_0F0F_0F0F) &* 2561) >> 8
  let fours = ((pairs & 0x00FF_00FF_00FF_00FF) &* 6_553_601) >> 16
  return ((fours & 0x0000_FFFF_0000_FFFF) &* 42_949_672_960_001) >> 32
}
