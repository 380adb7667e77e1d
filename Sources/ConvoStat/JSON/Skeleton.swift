// The fast way through a line: the lines of a dump repeat a skeleton of fixed bytes between their values.
//
//     {"messageId":" m-17 ","sender":{"role":" agent "},"n": 5 }
//     <- literal ->  hole  <-    literal   -> hole  <literal>  literal
//
// If the literals of a line are those of a line that the strict cursor has proved, and every hole holds a valid
// string or number, then the line is valid JSON with the same fields. That is all the proof there is to give.

/// One line's fixed bytes, and what stands between them.
struct Skeleton {
  private enum Hole: UInt8 { case string, number, end }

  /// Fixed bytes and the value behind them.
  private struct Segment {
    var literal: Int32
    var count: Int32
    /// The slot that takes the value, or -1.
    var slot: Int32
    var hole: Hole
  }

  private let segments: [Segment]
  private let literals: [UInt8]
  private let kinds: [ValueKind]
  /// The slots of objects and arrays: what they hold is not kept as a whole.
  private let containers: [Int32]

  /// Lines with more are left to the cursor.
  private static let longestLine = 16 << 10

  /// Learns from a line that the cursor has just read.
  /// - Returns: nil for a line that is not worth it.
  init?(_ line: Text, _ fields: Fields) {
    if line.count > Skeleton.longestLine { return nil }
    var segments: [Segment] = []
    var literals: [UInt8] = []
    let slots = fields.slotsByPlace
    let end = line.start + line.count
    var at = line.start
    var literalStart = at
    func close(_ hole: Hole, _ slot: Int) {
      let literal = UnsafeBufferPointer(start: literalStart, count: at - literalStart)
      segments.append(
        Segment(
          literal: Int32(literals.count), count: Int32(literal.count), slot: Int32(slot), hole: hole))
      literals.append(contentsOf: literal)
    }
    while at < end {
      if at.pointee == UInt8(ascii: "\"") {
        guard let token = try? scanString(at + 1) else { return nil }
        let behind = token.start + token.count + 1
        if isKey(endingBefore: behind) {
          at = behind
        } else {
          at += 1
          close(.string, slots[token.start] ?? -1)
          at = behind - 1
          literalStart = at
          at += 1
        }
      } else if at.pointee == UInt8(ascii: "-") || at.pointee &- 0x30 < 10 {
        guard let behind = try? scanNumber(at) else { return nil }
        close(.number, slots[at] ?? -1)
        at = behind
        literalStart = at
      } else {
        at += 1
      }
    }
    close(.end, -1)
    literals.append(contentsOf: repeatElement(0, count: 8))
    self.segments = segments
    self.literals = literals
    let kinds = fields.kindsNow
    self.kinds = kinds
    containers = kinds.indices.filter { kinds[$0] == .object || kinds[$0] == .array }.map(Int32.init)
  }

  /// Reads a line of the same skeleton, and notes its fields as the cursor would.
  /// - Returns: whether it is one; if not, the fields are to be read anew.
  func match(_ line: Text, _ fields: Fields) -> Bool {
    let end = line.start + line.count
    return literals.withUnsafeBufferPointer { literals in
      segments.withUnsafeBufferPointer { segments in
        guard let literalBase = literals.baseAddress else { return false }
        begin(fields)
        var at = line.start
        for segment in segments {
          let count = Int(segment.count)
          if !equal(literalBase + Int(segment.literal), at, count) { return false }
          at += count
          switch segment.hole {
          case .string:
            guard let token = try? scanString(at) else { return false }
            if segment.slot >= 0 {
              fields.set(
                segment.slot, token.isEscaped ? .escapedString : .string, token.start, token.count)
            }
            at = token.start + token.count
          case .number:
            guard let behind = try? scanNumber(at) else { return false }
            if segment.slot >= 0 { fields.set(segment.slot, .number, at, behind - at) }
            at = behind
          case .end: return at == end
          }
        }
        return false
      }
    }
  }

  @inline(__always)
  private func begin(_ fields: Fields) {
    kinds.withUnsafeBufferPointer { if let known = $0.baseAddress { fields.begin(known) } }
    for slot in containers { fields.set(slot, kinds[Int(slot)], Text.empty.start, 0) }
  }

  /// Whether bytes are the same, by words. Eight bytes can be read behind both.
  @inline(__always)
  private func equal(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    func word(_ at: UnsafePointer<UInt8>, _ offset: Int) -> UInt64 {
      UnsafeRawPointer(at).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
    if count < 8 {
      let difference = UInt64(littleEndian: word(left, 0) ^ word(right, 0))
      return difference & ((1 << UInt64(count * 8)) &- 1) == 0
    }
    var offset = 0
    while offset < count - 8 {
      if word(left, offset) != word(right, offset) { return false }
      offset += 8
    }
    return word(left, count - 8) == word(right, count - 8)
  }
}

/// The skeletons that a worker has learned, the one that matched last in front.
struct SkeletonShelf {
  private var skeletons: [Skeleton] = []
  private var learned = 0
  private var matched = 0

  private static let room = 8
  /// After so many lessons they must have paid off.
  private static let patience = 64

  /// Reads a line by one of the skeletons.
  mutating func match(_ line: Text, _ fields: Fields) -> Bool {
    for place in skeletons.indices where skeletons[place].match(line, fields) {
      if place > 0 { skeletons.swapAt(0, place) }
      matched += 1
      return true
    }
    return false
  }

  /// Learns from a line that none of them matched. Dumps whose lines are all different are soon left alone.
  mutating func learn(_ line: Text, _ fields: Fields) {
    if learned >= SkeletonShelf.patience, matched < learned * 4 { return }
    guard let skeleton = Skeleton(line, fields) else { return }
    learned += 1
    if skeletons.count == SkeletonShelf.room { skeletons.removeLast() }
    skeletons.append(skeleton)
  }
}
