// The fast way through a line: the lines of a dump repeat a skeleton of fixed bytes between their values.
//
//     {"messageId":" m-17 ","sender":{"role":" agent "},"n": 5 }
//     <- literal ->  hole  <-    literal   -> hole  <literal>  literal
//
// If the literals of a line are those of a line that the strict cursor has proved, and every hole holds a valid
// string or number, then the line is valid JSON with the same fields. That is all the proof there is to give.

/// One line's fixed bytes, and what stands between them.
///
/// It is asked for every line, so that all of it lies in memory of its own, and using it counts no references.
struct Skeleton: ~Copyable {
  private enum Hole: UInt8 { case string, number, end }

  /// Fixed bytes and the value behind them.
  private struct Segment {
    var literal: Int32
    var count: Int32
    /// The slot that takes the value, or -1.
    var slot: Int32
    var hole: Hole
  }

  private let segments: UnsafeMutableBufferPointer<Segment>
  /// Eight bytes follow them.
  private let literals: UnsafeMutableBufferPointer<UInt8>
  private let kinds: UnsafeMutableBufferPointer<ValueKind>
  /// The slots of objects and arrays: what they hold is not kept as a whole.
  private let containers: UnsafeMutableBufferPointer<Int32>

  /// Lines with more are left to the cursor.
  private static let longestLine = 16 << 10

  /// What the one who learned it says of all its lines.
  let tag: UInt8

  /// Learns from a line that the cursor has just read.
  /// - Returns: nil for a line that is not worth it.
  init?(_ line: Text, _ fields: borrowing Fields, tag: UInt8 = 0) {
    if line.count > Skeleton.longestLine { return nil }
    guard let (segments, literals) = Skeleton.parts(of: line, fields.slotsByPlace) else { return nil }
    let kinds = fields.kindsNow
    let containers = kinds.indices.filter { kinds[$0] == .object || kinds[$0] == .array }
    self.tag = tag
    self.segments = kept(segments)
    self.literals = kept(literals + repeatElement(0, count: 8))
    self.kinds = kept(kinds)
    self.containers = kept(containers.map(Int32.init))
  }

  deinit {
    segments.deallocate()
    literals.deallocate()
    kinds.deallocate()
    containers.deallocate()
  }

  /// A line's literals and holes, from its first byte to its last.
  private static func parts(
    of line: Text, _ slots: [UnsafePointer<UInt8>: Int]
  ) -> (segments: [Segment], literals: [UInt8])? {
    var segments: [Segment] = []
    var literals: [UInt8] = []
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
    return (segments, literals)
  }

  /// Reads the line that begins here if it is one of the same skeleton, and notes its fields as the cursor would.
  /// - Parameter limit: where the last line ends that has no newline behind it.
  /// - Returns: the end of the line, or nil if it is none; then the fields are to be read anew.
  func match(_ start: UnsafePointer<UInt8>, limit: UnsafePointer<UInt8>, _ fields: borrowing Fields)
    -> UnsafePointer<UInt8>?
  {
    guard let literals = literals.baseAddress, var segment = segments.baseAddress,
      let known = kinds.baseAddress
    else { return nil }
    var at = start
    // The first literal is compared before anything is noted: of a few skeletons one matches.
    if !equal(literals, at, Int(segment.pointee.count)) { return nil }
    if !fields.areOf(known) {
      fields.begin(known)
      for slot in containers { fields.set(slot, known[Int(slot)], Text.empty.start, 0) }
    }
    while true {
      let count = Int(segment.pointee.count)
      if !equal(literals + Int(segment.pointee.literal), at, count) { return nil }
      at += count
      switch segment.pointee.hole {
      case .string:
        let start = at
        let token = scanString(from: start, &at)
        if token.count < 0 { return nil }
        if segment.pointee.slot >= 0 {
          fields.set(segment.pointee.slot, token.isEscaped ? .escapedString : .string, start, token.count)
        }
      case .number:
        let start = at
        if !scanNumber(from: start, &at) { return nil }
        if segment.pointee.slot >= 0 { fields.set(segment.pointee.slot, .number, start, at - start) }
      case .end: return at.pointee == 0x0A || at == limit ? at : nil
      }
      segment += 1
    }
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
struct SkeletonShelf: ~Copyable {
  private let skeletons: UnsafeMutablePointer<Skeleton>
  private var count = 0
  private var learned = 0
  private var matched = 0

  private static let room = 8
  /// After so many lessons they must have paid off.
  private static let patience = 64

  init() { skeletons = .allocate(capacity: SkeletonShelf.room) }

  deinit {
    skeletons.deinitialize(count: count)
    skeletons.deallocate()
  }

  /// Reads the line that begins here by one of the skeletons.
  /// - Returns: the end of the line and the skeleton's tag, or nil if none matches.
  @inline(__always)
  mutating func match(
    _ start: UnsafePointer<UInt8>, limit: UnsafePointer<UInt8>, _ fields: borrowing Fields
  ) -> (end: UnsafePointer<UInt8>, tag: UInt8)? {
    var place = 0
    while place < count {
      if let end = skeletons[place].match(start, limit: limit, fields) {
        if place > 0 { swap(&skeletons[0], &skeletons[place]) }
        matched += 1
        return (end, skeletons[0].tag)
      }
      place += 1
    }
    return nil
  }

  /// Learns from a line that none of them matched. Dumps whose lines are all different are soon left alone.
  mutating func learn(_ line: Text, _ fields: borrowing Fields, tag: UInt8) {
    if learned >= SkeletonShelf.patience, matched < learned * 4 { return }
    guard let skeleton = Skeleton(line, fields, tag: tag) else { return }
    learned += 1
    if count == SkeletonShelf.room {
      count -= 1
      (skeletons + count).deinitialize(count: 1)
    }
    (skeletons + count).initialize(to: skeleton)
    count += 1
  }
}
