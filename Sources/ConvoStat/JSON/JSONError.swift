// An error in bytes that should be JSON.

/// The address at which bytes stop being strict JSON (RFC 8259).
struct JSONError: Error, @unchecked Sendable {
  // SAFETY: `position` is only compared with the bounds of its block, or read while the block is there: the code that catches the
  // error still holds the block.
  enum Problem: Sendable {
    /// Not JSON: the byte at `position` is not allowed there.
    case malformed
    /// Nested deeper than `Cursor.deepest`.
    case tooDeep
  }

  let problem: Problem
  let position: UnsafePointer<UInt8>

  static func malformed(_ position: UnsafePointer<UInt8>) -> JSONError {
    JSONError(problem: .malformed, position: position)
  }
}

/// Returns true if an error may be due to the end of the bytes: it is at their end, or in a sequence that
/// they cut.
func isCutShort(_ position: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) -> Bool {
  if position >= end { return true }
  return position + 6 > end && (position.pointee >= 0x80 || position.pointee == UInt8(ascii: "\\"))
}
