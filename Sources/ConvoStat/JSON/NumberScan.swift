// Finding the end of a JSON number.

/// The place behind the number that begins here (RFC 8259, 6).
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

/// The same without an error: whether a number begins here, and the place behind it.
@inline(__always)
func scanNumber(from start: UnsafePointer<UInt8>, _ at: inout UnsafePointer<UInt8>) -> Bool {
  at = start
  if at.pointee &- 0x31 < 9 {  // the usual: digits alone, the first not 0
    repeat { at += 1 } while at.pointee &- 0x30 < 10
    if at.pointee != UInt8(ascii: "."), at.pointee | 0x20 != UInt8(ascii: "e") { return true }
  }
  guard let end = try? scanNumber(start) else { return false }
  at = end
  return true
}

/// Skips one digit at least.
@inline(__always)
private func skipDigits(_ at: inout UnsafePointer<UInt8>) throws(JSONError) {
  let start = at
  while at.pointee &- 0x30 < 10 { at += 1 }
  if at == start { throw .malformed(at) }
}
