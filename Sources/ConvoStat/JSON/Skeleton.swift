// The skeleton of a line: the literal bytes that it shares with other lines of a dump, and the holes
// between them.
//
//     {"messageId":" m-17 ","sender":{"role":" agent "},"n": 5 }
//     <- literal ->  hole  <-    literal   -> hole  <literal>  literal
//
// If the literals of a line equal those of a line that the strict cursor has proved, and every hole holds a
// valid string or number, then the line is valid JSON with the same fields. No further proof is needed.

import Intrinsics

/// The literals and holes of a line, from its first byte to its last.
///
/// It is made of the tokens of all depths in a row, and of the bytes between them, which `ValueWalk` does not give.
struct Skeleton {
  /// A literal and the hole after it.
  struct Segment {
    var literal: [UInt8]
    /// The kind of the hole after the literal.
    var hole: SkeletonHole
    /// The slot that receives the value, or -1.
    var slot: Int32
  }

  /// The segments, from the first byte of the line to the last.
  private(set) var segments: [Segment] = []

  /// Maximum length in bytes of a line that is learned.
  private static let longestLine = 16 << 10
  /// Maximum nesting of a line that is learned.
  static let deepest = 32

  /// Learns from a line that the cursor has just read; `nil` if the line is too long or too deep, or repeats a key.
  init?(_ line: Text, _ fields: borrowing Fields) {
    // The last value of a repeated key wins, so the slots of one such line are wrong for another with the
    // same beginning.
    if line.count > Skeleton.longestLine || fields.hasKeyTwice { return nil }
    // SAFETY: the cursor has proved that the line is JSON, so every scan ends inside it.
    let slots = fields.slotsByAddress
    let end = line.start + line.count
    var at = line.start
    var literalStart = at
    var depth = 0
    func close(_ skeleton: inout Skeleton, _ hole: SkeletonHole, _ slot: Int) {
      let literal = Text(start: literalStart, count: at - literalStart)
      skeleton.segments.append(Segment(literal: Array(literal.bytes), hole: hole, slot: Int32(slot)))
    }
    while at < end {
      if at.pointee == UInt8(ascii: "\"") {
        guard let token = try? scanString(at + 1) else { return nil }
        let behind = token.start + token.count + 1
        if isKey(endingBefore: behind) {
          at = behind
        } else {
          at += 1
          close(&self, .string, slots[token.start] ?? -1)
          at = behind - 1
          literalStart = at
          at += 1
        }
      } else if at.pointee == UInt8(ascii: "-") || at.pointee &- 0x30 < 10 {
        guard let behind = try? scanNumber(at) else { return nil }
        close(&self, .number, slots[at] ?? -1)
        at = behind
        literalStart = at
      } else {
        if at.pointee.opensBracket {
          depth += 1
          if depth > Skeleton.deepest { return nil }
        } else if at.pointee == UInt8(ascii: "}") || at.pointee == UInt8(ascii: "]") {
          depth -= 1
        }
        at += 1
      }
    }
    close(&self, .end, -1)
  }
}

/// Returns true if a string of valid JSON that ends before an address is a key: then a colon follows.
private func isKey(endingBefore end: UnsafePointer<UInt8>) -> Bool {
  var at = end
  while at.pointee == 0x20 || at.pointee == 0x09 || at.pointee == 0x0D || at.pointee == 0x0A { at += 1 }
  return at.pointee == UInt8(ascii: ":")
}
