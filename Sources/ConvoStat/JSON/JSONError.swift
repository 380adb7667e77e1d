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
