// A file that is no NDJSON: values over several lines, or one array, found one after the other.

import Synchronization

/// Blocks of whole values from a stream. One worker finds values at a time, while others read theirs.
///
/// The strict cursor tells where a value ends. One that is broken, or not parted from the one before by a comma,
/// ends at the next line that begins with `{` or `[`, and reading goes on there (README 1).
final class ValueStream: BlockSource {
  private let state: Mutex<ValueScanner>

  /// - Parameters:
  ///   - start: bytes to leave out at the beginning.
  ///   - opensArrays: whether arrays at the top are taken apart.
  init(_ stream: ByteStream, start: Int, opensArrays: Bool, maxLineBytes: Int) {
    state = Mutex(
      ValueScanner(stream, start: start, opensArrays: opensArrays, maxLineBytes: maxLineBytes))
  }

  var isExhausted: Bool { state.withLock { $0.isDone } }

  func next(_ block: Block) throws(Failure) -> Bool {
    try state.withLock { (scanner) throws(Failure) in try scanner.next(block) }
  }
}

/// Where a value stream stands.
private struct ValueScanner: @unchecked Sendable {
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
  /// Where the text begins that is skipped because it is no value, and whether its beginning was cut off.
  private var skipStart: Int?
  private var skipLine = 0
  private var isCut = false

  init(_ stream: ByteStream, start: Int, opensArrays: Bool, maxLineBytes: Int) {
    self.stream = stream
    self.opensArrays = opensArrays
    self.maxLineBytes = maxLineBytes
    at = start
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
    let blockOffset = offset
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
        try readMore()
      case .end:
        isDone = true
        given = Block.target
      }
    }
    block.begin(sequence: sequence, offset: blockOffset)
    block.append(UnsafePointer(window.bytes), min(skipStart ?? at, window.count))
    block.isLast = isDone
    block.content = .values(pieces)
    sequence += 1
    return true
  }

  /// Forgets the part of the window that lies behind the scan.
  private mutating func dropSeen() {
    let seen = min(skipStart ?? at, window.count)
    window.keep(seen..<window.count)
    offset += seen
    at -= seen
    if skipStart != nil { skipStart = 0 }
  }

  private mutating func readMore() throws(Failure) {
    let step = max(window.count, 256 << 10)
    let read = try stream.read(window.room(step), step)
    window.grow(read)
    if read == 0 { isAtEnd = true }
  }

  private func byte(_ place: Int) -> UInt8 { window.bytes[place] }

  private mutating func step() -> Step {
    if skipStart != nil { return resume() }
    skipBlanks()
    if at >= window.count { return isAtEnd ? end() : .needsMore }
    if isInArray {
      if byte(at) == UInt8(ascii: "]"), wantsComma || !afterComma {
        (isInArray, wantsComma) = (false, false)
        at += 1
        return .moved
      }
      if wantsComma {
        if byte(at) != UInt8(ascii: ",") { return skip(from: at, error: at) }
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
      let piece = self.piece(start, end, line, isCut: end - start > maxLineBytes)
      countLines(start, end)
      at = end
      wantsComma = isInArray
      afterComma = false
      return .found(piece)
    } catch {
      let place = error.position - UnsafePointer(window.bytes)
      if !isAtEnd, isCutShort(error.position, end: windowEnd) { return tooLong(start) ?? .needsMore }
      return skip(from: start, error: min(place, window.count))
    }
  }

  /// Gives up on a value that is longer than allowed.
  private mutating func tooLong(_ start: Int) -> Step? {
    guard window.count - start > maxLineBytes else { return nil }
    return skip(from: start, error: window.count)
  }

  /// Begins to skip from a place, to the next line after the error that may begin a value.
  private mutating func skip(from start: Int, error: Int) -> Step {
    isCut = error - start > maxLineBytes
    skipStart = start
    skipLine = line
    countLines(start, error)
    at = error
    return resume()
  }

  /// Goes on skipping; what was skipped is one line.
  private mutating func resume() -> Step {
    guard let start = skipStart else { return .moved }
    while at < window.count {
      if begins(at) { return finishSkip(start) }
      guard let newline = findByte(0x0A, from: UnsafePointer(window.bytes + at), to: windowEnd) else {
        at = window.count
        break
      }
      at = newline - UnsafePointer(window.bytes) + 1
      line += 1
    }
    if isAtEnd {
      isInArray = false  // what was skipped reaches the end
      return finishSkip(start)
    }
    if window.count - start > maxLineBytes + Block.target { cutSkipped(start) }
    return .needsMore
  }

  /// Keeps only the beginning of what is skipped, so that the window does not grow.
  private mutating func cutSkipped(_ start: Int) {
    isCut = true
    let kept = start + Block.target
    offset += at - kept  // places behind the cut count from here
    window.keep(0..<kept)
    at = kept
  }

  private mutating func finishSkip(_ start: Int) -> Step {
    skipStart = nil
    wantsComma = false
    afterComma = false
    let piece = self.piece(start, at, skipLine, isCut: isCut)
    isCut = false
    return piece.count == 0 ? .moved : .found(piece)
  }

  /// Whether a line begins here with a bracket.
  private func begins(_ place: Int) -> Bool {
    let opens = byte(place) == UInt8(ascii: "{") || byte(place) == UInt8(ascii: "[")
    return opens && place > 0 && byte(place - 1) == 0x0A
  }

  private mutating func end() -> Step {
    guard isInArray else { return .end }
    isInArray = false
    return .found(Block.Piece(start: window.count, count: 0, line: line, state: .openArray))
  }

  private func piece(_ start: Int, _ end: Int, _ line: Int, isCut: Bool) -> Block.Piece {
    Block.Piece(start: start, count: end - start, line: line, state: isCut ? .cut : .whole)
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
