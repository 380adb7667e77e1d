// The scan for the end of a JSON string, and the decoding of its escapes.
//
// The bytes after a block are zeros (`Block.padding`), and a line ends with a newline. Both are control
// characters, which no string may contain, so a scan needs no check for the end.

import Intrinsics

// SAFETY: all functions read on from the address that they get. The caller guarantees 64 bytes after the string's end, or
// after the first byte that no string may contain: the padding of a block, or the bytes of the next lines. Two to four bytes
// of a character and six of an escape are read at once; the zeros of the padding are part of neither.

/// The inside of a JSON string.
struct StringToken {
  let start: UnsafePointer<UInt8>
  /// The length in bytes, or -1 if the bytes are no string.
  let count: Int
  /// True if it contains a backslash, so that its value is not its bytes.
  let isEscaped: Bool
}

/// Returns the string that begins at `start`, after its opening quote, with validated escapes and UTF-8.
///
/// - Precondition: 64 bytes can be read after its end, or after the first byte that no string may contain.
func scanString(_ start: UnsafePointer<UInt8>) throws(JSONError) -> StringToken {
  let token = scanString(from: start)
  if token.count < 0 {
    var at = start
    _ = scanStringByBytes(start, &at)
    throw .malformed(at)
  }
  return token
}

/// Returns the string that begins at `start`, after its opening quote.
///
/// Its count is negative if it is no string.
@inline(__always)
func scanString(from start: UnsafePointer<UInt8>) -> StringToken {
  let stops = string_stops(start)
  let count = stops.trailingZeroBitCount
  if stops != 0, start[count] == 0x22 { return StringToken(start: start, count: count, isEscaped: false) }
  return scanLongString(start)
}

/// Scans a string that is longer than most, or not pure ASCII, or has escapes.
@inline(never)
private func scanLongString(_ start: UnsafePointer<UInt8>) -> StringToken {
  let usual = usual_string(start)
  if usual < 0 {
    var at = start
    return scanStringByBytes(start, &at)
  }
  return StringToken(start: start, count: Int(usual >> 1), isEscaped: usual & 1 != 0)
}

/// Scans any string without processor-specific vectors.
/// - Parameter end: receives the address at which the scan ended.
func scanStringByBytes(_ start: UnsafePointer<UInt8>, _ end: inout UnsafePointer<UInt8>) -> StringToken {
  var at = start
  var isEscaped = false
  defer { end = at }
  while true {
    let byte = at.pointee
    if byte >= 0x80 {
      let length = lengthOfUTF8(at)
      if length == 0 { break }
      at += length
    } else if byte == 0x22 {
      return StringToken(start: start, count: at - start, isEscaped: isEscaped)
    } else if byte == 0x5C {
      isEscaped = true
      let length = lengthOfEscape(at)
      if length == 0 { break }
      at += length
    } else if byte < 0x20 {
      break
    }
    let stops = string_stops(at)
    at += stops == 0 ? 32 : stops.trailingZeroBitCount
  }
  return StringToken(start: start, count: -1, isEscaped: isEscaped)
}

/// Returns the length of the well-formed UTF-8 sequence of two to four bytes at an address, or 0 (RFC
/// 3629).
@inline(__always)
func lengthOfUTF8(_ at: UnsafePointer<UInt8>) -> Int {
  func continues(_ index: Int) -> Bool { at[index] & 0xC0 == 0x80 }
  switch at[0] {
  case 0xC2...0xDF:
    return continues(1) ? 2 : 0
  case 0xE0...0xEF:
    guard continues(1), continues(2) else { return 0 }
    if at[0] == 0xE0, at[1] < 0xA0 { return 0 }  // overlong
    if at[0] == 0xED, at[1] > 0x9F { return 0 }  // a surrogate
    return 3
  case 0xF0...0xF4:
    guard continues(1), continues(2), continues(3) else { return 0 }
    if at[0] == 0xF0, at[1] < 0x90 { return 0 }  // overlong
    if at[0] == 0xF4, at[1] > 0x8F { return 0 }  // beyond U+10FFFF
    return 4
  default:
    return 0
  }
}

/// Returns the length of the escape at an address (2 or 6), or 0 if it is invalid.
private func lengthOfEscape(_ at: UnsafePointer<UInt8>) -> Int {
  switch at[1] {
  case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
    UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
    return 2
  case UInt8(ascii: "u"):
    return hexValue(at + 2) == nil ? 0 : 6
  default:
    return 0
  }
}

/// Returns the value of four hexadecimal digits, or `nil`.
private func hexValue(_ at: UnsafePointer<UInt8>) -> UInt32? {
  var value: UInt32 = 0
  for index in 0..<4 {
    let byte = at[index]
    switch byte {
    case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
    case 0x41...0x46: value = value << 4 | UInt32(byte - 0x41 + 10)
    case 0x61...0x66: value = value << 4 | UInt32(byte - 0x61 + 10)
    default: return nil
    }
  }
  return value
}

/// Writes the value of a scanned string to `target`.
///
/// A lone surrogate becomes U+FFFD (Limits).
///
/// - Precondition: `target` has room for as many bytes as the token has.
/// - Returns: the number of bytes written; never more than the token's.
func unescape(_ token: StringToken, to target: UnsafeMutablePointer<UInt8>) -> Int {
  var at = token.start
  let end = token.start + token.count
  var out = target
  while at < end {
    let byte = at.pointee
    guard byte == 0x5C else {
      out.pointee = byte
      out += 1
      at += 1
      continue
    }
    if at[1] == UInt8(ascii: "u") {
      out = append(takeScalar(&at, end: end), to: out)
    } else {
      out.pointee = plainEscape(at[1])
      out += 1
      at += 2
    }
  }
  return out - target
}

private func plainEscape(_ byte: UInt8) -> UInt8 {
  switch byte {
  case UInt8(ascii: "b"): 0x08
  case UInt8(ascii: "f"): 0x0C
  case UInt8(ascii: "n"): 0x0A
  case UInt8(ascii: "r"): 0x0D
  case UInt8(ascii: "t"): 0x09
  default: byte
  }
}

/// Returns the scalar of a `\u` escape, or of a pair of them, and advances the cursor.
private func takeScalar(_ at: inout UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) -> UInt32 {
  let unit = hexValue(at + 2) ?? 0xFFFD
  at += 6
  switch unit {
  case 0xD800...0xDBFF:
    if at + 6 <= end, at[0] == 0x5C, at[1] == UInt8(ascii: "u"), let low = hexValue(at + 2),
      (0xDC00...0xDFFF).contains(low)
    {
      at += 6
      return 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
    }
    return 0xFFFD
  case 0xDC00...0xDFFF:
    return 0xFFFD
  default:
    return unit
  }
}

private func append(_ scalar: UInt32, to target: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
  switch scalar {
  case ..<0x80:
    target[0] = UInt8(scalar)
    return target + 1
  case ..<0x800:
    target[0] = UInt8(0xC0 | scalar >> 6)
    target[1] = UInt8(0x80 | scalar & 0x3F)
    return target + 2
  case ..<0x10000:
    target[0] = UInt8(0xE0 | scalar >> 12)
    target[1] = UInt8(0x80 | scalar >> 6 & 0x3F)
    target[2] = UInt8(0x80 | scalar & 0x3F)
    return target + 3
  default:
    target[0] = UInt8(0xF0 | scalar >> 18)
    target[1] = UInt8(0x80 | scalar >> 12 & 0x3F)
    target[2] = UInt8(0x80 | scalar >> 6 & 0x3F)
    target[3] = UInt8(0x80 | scalar & 0x3F)
    return target + 4
  }
}
