// What is wrong with bytes that should be JSON, and where.

/// The place at which strict JSON (RFC 8259) ends.
struct JSONError: Error, @unchecked Sendable {
  enum Problem: Sendable {
    /// Not JSON: the byte at `position` cannot stand there.
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

/// Whether an error may only be due to the bytes ending too early: at their end, or in a sequence that they
/// cut.
func isCutShort(_ position: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) -> Bool {
  if position >= end { return true }
  return position + 6 > end && (position.pointee >= 0x80 || position.pointee == UInt8(ascii: "\\"))
}
