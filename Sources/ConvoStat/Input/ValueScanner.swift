// A scanner for the values of a file that is not NDJSON, over a moving window.

/// Finds values, and the ends of broken ones, in a stream.
///
/// Each byte is read a bounded number of times, whatever the input: by the cursor, by `ValueProof` once
/// more if the value turns out to be broken, and by `BrokenValue` once more if it is skipped.
// SAFETY: `ValueStream` uses it under its lock, and nobody else has its stream and its window.
struct ValueScanner: @unchecked Sendable {
  private let stream: ByteStream
  private let opensArrays: Bool
  let maxLineBytes: Int
  private let longLines: LongLines
  /// The offset of the first line, after a byte-order mark.
  private let start: Int
  let fields: Fields
  /// The skeletons of the values so far.
  let known: KnownValues

  /// Minimum number of bytes for which a piece counts towards the size of a block.
  ///
  /// It limits a block to some ten thousand pieces.
  private static let minimumPieceBytes = 64

  /// Bytes that were read and not yet handed out.
  let window = Block()
  /// The index in the window of the next byte to scan.
  var at: Int
  /// The offset of the window in the input, and the line of `at`, from 1.
  var offset = 0
  var line = 1
  private var sequence = 0
  var isAtEnd = false
  private(set) var isDone = false
  /// The byte before the window.
  private var byteBefore: UInt8 = 0x0A

  var isInArray = false
  /// True if a value was found and no comma since.
  var isAfterValue = false
  /// A comma after which no value was found yet.
  var comma: (offset: Int, line: Int)?
  /// The bytes that are being skipped.
  var skipped: Skipped?
  /// The proof of the bytes after `at`, if a broken value that began before them reached that far.
  var proof: ValueProof?
  private var tolerated = ToleratedLines()

  init(_ stream: ByteStream, start: Int, opensArrays: Bool, maxLineBytes: Int, _ longLines: LongLines) {
    let tree = FieldTree(paths: [])
    (fields, known) = (Fields(tree: tree), KnownValues(tree: tree))
    self.stream = stream
    self.opensArrays = opensArrays
    self.maxLineBytes = maxLineBytes
    self.longLines = longLines
    at = start
    self.start = start
  }

  /// Bytes that are handed out as one rejected line.
  struct Skipped {
    /// The beginning: in the window, in the input, and its line.
    var start: Int
    var offset: Int
    var line: Int
    /// The problem, and the offset of the wrong byte in the value; `nil` if there is no error within the
    /// allowed length.
    var problem: JSONError.Problem?
    var errorIndex: Int
    var value: BrokenValue
  }

  /// The result of one step.
  enum Step {
    case found(Block.Piece)
    /// Punctuation, or a part of skipped bytes: step again.
    case moved
    /// The window ends within a value.
    case needsMore
    case end
  }

  /// Fills a block with the next values.
  /// - Returns: false if there are none left.
  mutating func next(_ block: Block) throws(Failure) -> Bool {
    if isDone { return false }
    var pieces: [Block.Piece] = []
    var given = 0
    tolerated = ToleratedLines()
    dropSeen()
    var blockOffset = skipped?.offset ?? offset
    while given < Block.target {
      window.pad()
      switch step(blockOffset) {
      case .moved: continue
      case .found(let piece):
        pieces.append(piece)
        // After a cut, indices no longer correspond to offsets, so the next block begins there.
        given =
          offset == blockOffset ? given + max(piece.count, ValueScanner.minimumPieceBytes) : Block.target
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
    block.append(window.text[0..<min(skipped?.start ?? at, window.count)])
    block.isLast = isDone
    block.content = .values(pieces)
    block.tolerated = tolerated
    sequence += 1
    return true
  }

  /// Drops the part of the window that was scanned.
  private mutating func dropSeen() {
    let seen = min(skipped?.start ?? at, window.count)
    if seen > 0 { byteBefore = byte(seen - 1) }
    window.keep(seen..<window.count)
    offset += seen
    at -= seen
    skipped?.start = 0
  }

  /// Doubles the window, so that a value that is scanned again from its beginning costs at most twice its
  /// length.
  private mutating func readMore() throws(Failure) {
    try longLines.check(window)
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

  // SAFETY: the callers pass an index below the number of bytes in the window.
  func byte(_ index: Int) -> UInt8 { window.bytes[index] }

  /// Makes one step.
  /// - Parameter blockOffset: the offset of the block that is being filled.
  private mutating func step(_ blockOffset: Int) -> Step {
    if skipped != nil { return resume() }
    if !skipBlanks() { return .needsMore }
    if at >= window.count { return isAtEnd ? end() : .needsMore }
    switch byte(at) {
    case UInt8(ascii: "]") where isInArray:
      if let comma { return reject(comma, blockOffset) }
      at += 1
      (isInArray, isAfterValue) = (false, true)
      return .moved
    case UInt8(ascii: ","):
      // A comma without a value before it is surplus at once. The others may still be followed by a value.
      let surplus = comma ?? (isAfterValue ? nil : (offset + at, line))
      if comma != nil || isAfterValue { comma = (offset + at, line) }
      isAfterValue = false
      at += 1
      guard let surplus else { return .moved }
      return .found(surplusComma(surplus, blockOffset))
    case UInt8(ascii: "[") where opensArrays && !isInArray:
      if let comma { return reject(comma, blockOffset) }
      at += 1
      (isInArray, isAfterValue) = (true, false)
      return .moved
    default:
      if !isInArray, let comma { return reject(comma, blockOffset) }
      return value()
    }
  }

  /// Hands out a comma as a reject.
  private mutating func reject(_ comma: (offset: Int, line: Int), _ blockOffset: Int) -> Step {
    self.comma = nil
    return .found(surplusComma(comma, blockOffset))
  }

  private func surplusComma(_ comma: (offset: Int, line: Int), _ blockOffset: Int) -> Block.Piece {
    Block.Piece(
      start: comma.offset - blockOffset, count: 0, line: comma.line, state: .surplusComma, inputBytes: 1)
  }

  /// Skips white space, and a mark at the start of a line.
  /// - Returns: false if the window ends within a mark.
  private mutating func skipBlanks() -> Bool {
    while at < window.count {
      switch byte(at) {
      case 0x0A: endLine()
      case 0x20, 0x09, 0x0D: break
      case 0x1E, 0xEF:
        guard isAtLineStart else { return true }
        if at + 3 > window.count, !isAtEnd { return false }
        let length = lineMarkLength(window.text.suffix(from: at))
        if length == 0 { return true }
        tolerated.add(line)
        at += length - 1
      default: return true
      }
      at += 1
    }
    return true
  }

  private var isAtLineStart: Bool {
    if offset == 0, at == start { return true }
    return (at > 0 ? byte(at - 1) : byteBefore) == 0x0A
  }

  /// Steps over a line end between two values.
  ///
  /// Outside an array, a comma before it is tolerated.
  private mutating func endLine() {
    if !isInArray {
      if let comma { tolerated.add(comma.line) }
      comma = nil
      isAfterValue = false
    }
    line += 1
  }

  private mutating func end() -> Step {
    if !isInArray {
      if let comma { tolerated.add(comma.line) }
      comma = nil
      return .end
    }
    isInArray = false
    comma = nil
    return .found(Block.Piece(start: window.count, count: 0, line: line, state: .openArray, inputBytes: 0))
  }
}
