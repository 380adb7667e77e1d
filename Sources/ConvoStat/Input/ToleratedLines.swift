// Lines that are read although they are not valid NDJSON (Inputs: forms of a file).

/// The physical lines with several values, a comma at the end, or a mark at the start.
struct ToleratedLines {
  /// The number of such lines.
  private(set) var count = 0
  /// The number of the first one, from 1; `nil` if there is none.
  private(set) var first: Int?
  private var last = 0

  /// Adds a line.
  ///
  /// Lines must come in order; the same line again has no effect.
  mutating func add(_ line: Int) {
    if line == last { return }
    count += 1
    last = line
    if first == nil { first = line }
  }
}

/// Returns the length of the mark at the start of a line: a byte-order mark or U+001E (RFC 7464); 0 if
/// there is none.
/// - Precondition: three bytes can be read.
@inline(__always)
func lineMarkLength(_ line: Text) -> Int {
  // SAFETY: padding follows the bytes of a block, so that three bytes can be read whatever the line's length.
  let start = line.start
  if start[0] == 0x1E { return 1 }
  return start[0] == 0xEF && start[1] == 0xBB && start[2] == 0xBF ? 3 : 0
}
