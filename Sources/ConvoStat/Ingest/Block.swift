// A stretch of input, owned and padded: what a worker reads and parses at a time.

/// Whole lines of one input, or whole values of a file that is no NDJSON. Reused from block to block.
final class Block {
  /// Zeros behind the bytes, so that the cursor may look ahead.
  static let padding = 64
  /// How much a block aims at.
  static let target = 1 << 20

  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// Where in the memory the block begins.
  private var first = 0
  private(set) var count = 0

  /// The place of the block in its input, from 0.
  var sequence = 0
  /// Whether it is the input's last.
  var isLast = false
  /// Where its first byte stands in the decompressed stream.
  var offset = 0
  /// What the block holds.
  var content = Content.lines(isCut: false)
  /// Bytes that belong to the line cut off at the end of the block before this one, and are not kept.
  var cutBytes = 0
  /// Lines that were read although a comma or a mark on them should not be there; only of a block of values.
  var tolerated = ToleratedLines()

  enum Content {
    /// Lines. If cut, the last is too long and only its beginning is here.
    case lines(isCut: Bool)
    /// Values that may span lines, found by their source.
    case values([Piece])
  }

  /// A value in a block, or a stretch that was skipped because it is none.
  struct Piece {
    /// Offset in the block. That of a comma may lie before the block.
    var start: Int
    /// Length in bytes, as far as the bytes are in the block.
    var count: Int
    /// The line of the file on which it begins, from 1.
    var line: Int
    var state: State
    /// Whole length in the input, in bytes, without white space at the end.
    var inputBytes: Int

    enum State {
      case whole
      /// Longer than allowed; only its beginning is here.
      case cut
      /// No value, or none where it stands: the cursor stopped at that byte of it.
      case broken(JSONError.Problem, at: Int)
      /// A comma without a value before or after it; its byte is not in the block.
      case surplusComma
      /// Nothing: the end of a file in the middle of an array.
      case openArray
    }
  }

  init() {
    capacity = Block.target + (64 << 10)
    memory = Block.memory(capacity)
  }

  deinit { giveMemory() }

  private static func memory(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
    LargeMemory.take(bytes: capacity + padding).bindMemory(to: UInt8.self, capacity: capacity + padding)
  }

  private func giveMemory() { LargeMemory.give(memory, bytes: capacity + Block.padding) }

  /// The block's first byte.
  var bytes: UnsafeMutablePointer<UInt8> { memory + first }

  /// Empties the block for another stretch.
  func begin(sequence: Int, offset: Int) {
    count = 0
    first = 0
    self.sequence = sequence
    self.offset = offset
    isLast = false
    content = .lines(isCut: false)
    cutBytes = 0
    tolerated = ToleratedLines()
  }

  /// Room for so many bytes behind those that are there.
  func room(_ more: Int) -> UnsafeMutableRawPointer {
    if first + count + more > capacity {
      let larger = max(capacity * 2, count + more)
      let moved = Block.memory(larger)
      moved.update(from: bytes, count: count)
      giveMemory()
      memory = moved
      capacity = larger
      first = 0
    }
    return UnsafeMutableRawPointer(bytes + count)
  }

  /// Counts bytes that were written into the room.
  func grow(_ more: Int) { count += more }

  func append(_ source: UnsafePointer<UInt8>, _ more: Int) {
    room(more).copyMemory(from: source, byteCount: more)
    count += more
  }

  /// The bytes as an array of their own.
  var copy: [UInt8] { Array(UnsafeBufferPointer(start: bytes, count: count)) }

  /// Keeps only the bytes of a range.
  func keep(_ range: Range<Int>) {
    first += range.lowerBound
    count = range.count
  }

  /// Writes the padding; to be called before the bytes are parsed.
  func pad() { (bytes + count).update(repeating: 0, count: Block.padding) }

  /// The place of the last newline from a place on, or nil.
  func lastNewline(from start: Int = 0) -> Int? {
    var at = count
    while at > start {
      at -= 1
      if bytes[at] == 0x0A { return at }
    }
    return nil
  }
}
