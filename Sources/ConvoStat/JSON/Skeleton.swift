// A line's skeleton: the fixed bytes that it shares with other lines of a dump, and what stands between them.
//
//     {"messageId":" m-17 ","sender":{"role":" agent "},"n": 5 }
//     <- literal ->  hole  <-    literal   -> hole  <literal>  literal
//
// If the literals of a line are those of a line that the strict cursor has proved, and every hole holds a
// valid
// string or number, then the line is valid JSON with the same fields. That is all the proof there is to give.

/// A line's literals and holes, from its first byte to its last.
struct Skeleton {
  /// What follows fixed bytes.
  enum Hole: UInt8 {
    case string, number
    /// The end of the line.
    case end
  }

  /// Fixed bytes and the value behind them.
  struct Segment {
    var literal: [UInt8]
    /// What stands behind them.
    var hole: Hole
    /// The slot that takes the value, or -1.
    var slot: Int32
  }

  /// From the line's first byte to its last.
  private(set) var segments: [Segment] = []

  /// Lines with more are left to the cursor.
  private static let longestLine = 16 << 10

  /// Learns from a line that the cursor has just read.
  /// - Returns: nil for a line that is not worth it.
  init?(_ line: Text, _ fields: borrowing Fields) {
    // Of a key that comes twice the last value counts: what one line notes, another with the same beginning
    // must not.
    if line.count > Skeleton.longestLine || fields.hasKeyTwice { return nil }
    let slots = fields.slotsByPlace
    let end = line.start + line.count
    var at = line.start
    var literalStart = at
    func close(_ skeleton: inout Skeleton, _ hole: Hole, _ slot: Int) {
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
        at += 1
      }
    }
    close(&self, .end, -1)
  }
}
