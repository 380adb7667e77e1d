// Where the values of a file stand that is no NDJSON, found one after the other in a window that moves along.

/// Where a value stream stands.
struct ValueScanner: @unchecked Sendable {
  private let stream: ByteStream
  private let opensArrays: Bool
  private let maxLineBytes: Int
  private let fields = Fields(tree: FieldTree(paths: []))

  /// What was read and not yet given out, and where in it the scan stands.
  private let window = Block()
  private var at: Int
  /// Where the window begins in the stream, and the lines before `at`.
  private var offset = 0
  private var line = 1
  private var sequence = 0
  private var isAtEnd = false
  private(set) var isDone = false

  private var isInArray = false
  /// Whether a value was read since the last comma.
  private var wantsComma = false
  /// Whether the last thing in the array was a comma: no bracket may follow it.
  private var afterComma = false
  /// What is being skipped, if anything is.
  private var skipped: Skipped?
  /// The byte before the window.
  private var byteBefore: UInt8 = 0x0A

  init(_ stream: ByteStream, start: Int, opensArrays: Bool, maxLineBytes: Int) {
    self.stream = stream
    self.opensArrays = opensArrays
    self.maxLineBytes = maxLineBytes
    at = start
  }

  /// A stretch that is given out as one rejected line.
  private struct Skipped {
    /// Where it begins in the window and in the stream, and on which line.
    var start: Int
    var offset: Int
    var line: Int
    /// Why: what the reject will say.
    var state: Block.Piece.State
    /// A value that is only too long: it is followed to its end. Nil where nothing is to be followed.
    var longValue: LongValue?
    /// Whether a line begins at the place that was reached.
    var isAtLineStart = false
  }

  /// What a look at the window found.
  private enum Step {
    case found(Block.Piece)
    /// Punctuation: look again.
    case moved
    /// The window ends within a value.
    case needsMore
    case end
  }

  mutating func next(_ block: Block) throws(Failure) -> Bool {
    if isDone { return false }
    var pieces: [Block.Piece] = []
    var given = 0
    dropSeen()
    var blockOffset = skipped?.offset ?? offset
    while given < Block.target {
      window.pad()
      switch step() {
      case .moved: continue
      case .found(let piece):
        pieces.append(piece)
        // Places behind a cut no longer tell offsets: the next block begins there.
        given = offset == blockOffset ? given + piece.count : Block.target
      case .needsMore:
        if !pieces.isEmpty, window.count >= Block.target {
          given = Block.target
          continue
        }
        if pieces.isEmpty {
          dropSeen()
          blockOffset = skipped?.offset ?? offset
        }
        try readMore()
      case .end:
        isDone = true
        given = Block.target
      }
    }
    block.begin(sequence: sequence, offset: blockOffset)
    block.append(UnsafePointer(window.bytes), min(skipped?.start ?? at, window.count))
    block.isLast = isDone
    block.content = .values(pieces)
    sequence += 1
    return true
  }

  /// Forgets the part of the window that lies behind the scan.
  private mutating func dropSeen() {
    let seen = min(skipped?.start ?? at, window.count)
    if seen > 0 { byteBefore = byte(seen - 1) }
    window.keep(seen..<window.count)
    offset += seen
    at -= seen
    skipped?.start = 0
  }

  /// Doubles the window, so that a value that is read again from its beginning costs twice its length at most.
  private mutating func readMore() throws(Failure) {
    let wanted = max(window.count * 2, 256 << 10)
    while window.count < wanted {
      let read = try stream.read(window.room(wanted - window.count), wanted - window.count)
      window.grow(read)
      if read == 0 {
        isAtEnd = true
        return
      }
    }
  }

  private func byte(_ place: Int) -> UInt8 { window.bytes[place] }

  private mutating func step() -> Step {
    if skipped != nil { return resume() }
    skipBlanks()
    if at >= window.count { return isAtEnd ? end() : .needsMore }
    if isInArray {
      if byte(at) == UInt8(ascii: "]"), wantsComma || !afterComma {
        (isInArray, wantsComma) = (false, false)
        at += 1
        return .moved
      }
      if wantsComma {
        if byte(at) != UInt8(ascii: ",") { return skip(from: at, .malformed, at: at) }
        (wantsComma, afterComma) = (false, true)
        at += 1
        return .moved
      }
    } else if opensArrays, byte(at) == UInt8(ascii: "[") {
      (isInArray, wantsComma, afterComma) = (true, false, false)
      at += 1
      return .moved
    }
    return value()
  }

  /// Reads the value that begins here.
  private mutating func value() -> Step {
    let start = at
    var cursor = Cursor(at: UnsafePointer(window.bytes + at), fields: fields, spansLines: true)
    do throws(JSONError) {
      try cursor.skipValue()
      let end = cursor.at - UnsafePointer(window.bytes)
      if end >= window.count, !isAtEnd { return tooLong(start) ?? .needsMore }  // a number may go on
      let state: Block.Piece.State = end - start > maxLineBytes ? .cut : .whole
      let piece = Block.Piece(start: start, count: end - start, line: line, state: state)
      countLines(start, end)
      at = end
      wantsComma = isInArray
      afterComma = false
      return .found(piece)
    } catch {
      if !isAtEnd, isCutShort(error.position, end: windowEnd) { return tooLong(start) ?? .needsMore }
      let place = min(error.position - UnsafePointer(window.bytes), window.count)
      return skip(from: start, error.problem, at: place)
    }
  }

  /// Stops waiting for the end of a value that is longer than allowed, and follows it without keeping it.
  private mutating func tooLong(_ start: Int) -> Step? {
    guard window.count - start > maxLineBytes else { return nil }
    skipped = Skipped(start: start, offset: offset + start, line: line, state: .cut, longValue: LongValue())
    return resume()
  }

  /// Begins to skip from a place, to the next line after the error that may begin a value.
  private mutating func skip(from start: Int, _ problem: JSONError.Problem, at error: Int) -> Step {
    let state: Block.Piece.State =
      error - start > maxLineBytes ? .cut : .broken(problem, at: error - start)
    let isAtLineStart = (error > 0 ? byte(error - 1) : byteBefore) == 0x0A
    skipped = Skipped(
      start: start, offset: offset + start, line: line, state: state, isAtLineStart: isAtLineStart)
    countLines(start, error)
    at = error
    return resume()
  }

  /// Goes on skipping; what was skipped is one line.
  private mutating func resume() -> Step {
    if let step = followLongValue() { return step }
    guard let skipped else { return .moved }
    while at < window.count {
      if self.skipped?.isAtLineStart == true, opens(at) { return finishSkip(skipped) }
      guard let newline = findByte(0x0A, from: UnsafePointer(window.bytes + at), to: windowEnd) else {
        at = window.count
        self.skipped?.isAtLineStart = false
        break
      }
      at = newline - UnsafePointer(window.bytes) + 1
      line += 1
      self.skipped?.isAtLineStart = true
    }
    return skippedToWindowEnd(skipped)
  }

  /// Follows a value that is too long to its end, if that is what is skipped.
  /// - Returns: nil where there is no such value, or where it broke off in the middle.
  private mutating func followLongValue() -> Step? {
    guard let skipped, var value = skipped.longValue else { return nil }
    let before = at
    let verdict = value.follow(window, &at)
    countLines(before, at)
    self.skipped?.longValue = value
    switch verdict {
    case .goesOn: return skippedToWindowEnd(skipped)
    case .ended:
      let step = finishSkip(skipped)
      wantsComma = isInArray
      return step
    case .broken:
      self.skipped?.longValue = nil
      self.skipped?.isAtLineStart = false
      return nil
    }
  }

  private mutating func skippedToWindowEnd(_ skipped: Skipped) -> Step {
    if isAtEnd {
      isInArray = false  // what was skipped reaches the end
      return finishSkip(skipped)
    }
    if window.count - skipped.start > maxLineBytes + Block.target { cutSkipped(skipped.start) }
    return .needsMore
  }

  /// Keeps only the beginning of what is skipped, so that the window does not grow.
  private mutating func cutSkipped(_ start: Int) {
    let kept = start + Block.target
    guard kept < at else { return }
    offset += at - kept  // places behind the cut count from here
    window.keep(0..<kept)
    at = kept
  }

  private mutating func finishSkip(_ skipped: Skipped) -> Step {
    self.skipped = nil
    wantsComma = false
    afterComma = false
    if at == skipped.start { return .moved }
    return .found(
      Block.Piece(start: skipped.start, count: at - skipped.start, line: skipped.line, state: skipped.state))
  }

  /// Whether a bracket stands here that may begin a value.
  private func opens(_ place: Int) -> Bool {
    byte(place) == UInt8(ascii: "{") || byte(place) == UInt8(ascii: "[")
  }

  private mutating func end() -> Step {
    guard isInArray else { return .end }
    isInArray = false
    return .found(Block.Piece(start: window.count, count: 0, line: line, state: .openArray))
  }

  private var windowEnd: UnsafePointer<UInt8> { UnsafePointer(window.bytes + window.count) }

  private mutating func skipBlanks() {
    while at < window.count {
      switch byte(at) {
      case 0x0A: line += 1
      case 0x20, 0x09, 0x0D: break
      default: return
      }
      at += 1
    }
  }

  private mutating func countLines(_ start: Int, _ end: Int) {
    var place = UnsafePointer(window.bytes + start)
    while let newline = findByte(0x0A, from: place, to: UnsafePointer(window.bytes + end)) {
      line += 1
      place = newline + 1
    }
  }
}
