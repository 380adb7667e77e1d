// A stretch of input, owned and padded: what a worker reads and parses at a time.

/// Whole lines of one input, or whole values of a file that is no NDJSON. Reused from block to block.
final class Block {
  /// Zeros behind the bytes, so that the cursor may look ahead.
  static let padding = 64
  /// How much a block aims at.
  static let target = 1 << 20

  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// Whether the memory is a region of its own, for a long line: it grows without a copy, and goes back to the system.
  private var isRegion = false
  /// What of the memory was counted as that of a long line.
  private var counted: (longLines: LongLines, bytes: Int)?
  /// Where in the memory the block begins.
  private var first = 0
  private(set) var count = 0

  /// The capacity of a block without long lines.
  private static let usualCapacity = target + (64 << 10)
  /// A block of more bytes goes back to its usual size at once, a smaller one if its last content had less than the
  /// usual size.
  private static let keptCapacity = 8 << 20

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

  /// A value in a block, or a skipped stretch that is not a value.
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
    capacity = Block.usualCapacity
    memory = Block.usualMemory()
  }

  deinit { giveMemory() }

  private static func usualMemory() -> UnsafeMutablePointer<UInt8> {
    let bytes = usualCapacity + padding
    return LargeMemory.take(bytes: bytes).bindMemory(to: UInt8.self, capacity: bytes)
  }

  /// Counts what the block holds beyond its usual size, until it gives that back.
  func countGrowth(in longLines: LongLines) {
    let growth = capacity - Block.usualCapacity
    longLines.add(growth - (counted?.bytes ?? 0))
    counted = (longLines, growth)
  }

  private func giveMemory() {
    if let counted {
      counted.longLines.add(-counted.bytes)
      self.counted = nil
    }
    if isRegion {
      LargeMemory.unmap(memory, bytes: capacity + Block.padding)
    } else {
      LargeMemory.give(memory, bytes: capacity + Block.padding)
    }
  }

  /// The block's first byte.
  var bytes: UnsafeMutablePointer<UInt8> { memory + first }

  /// The block's content. Valid until its next change.
  var text: Text { Text(start: UnsafePointer(bytes), count: count) }

  /// Empties the block for another stretch.
  func begin(sequence: Int, offset: Int) {
    if isRegion, capacity > Block.keptCapacity || count <= Block.usualCapacity { shrink() }
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
      if first > 0 { moveDown(more) }
      if count + more > capacity { grow(to: max(capacity * 2, count + more)) }
    }
    return UnsafeMutableRawPointer(bytes + count)
  }

  /// Moves the content to the beginning of the memory; after a long line, of memory of the usual size.
  private func moveDown(_ more: Int) {
    if isRegion, count + more <= Block.usualCapacity {
      let usual = Block.usualMemory()
      usual.update(from: bytes, count: count)
      giveMemory()
      (memory, capacity, isRegion) = (usual, Block.usualCapacity, false)
    } else {
      memory.update(from: bytes, count: count)
    }
    first = 0
  }

  /// Gives the block a larger region. Pages of it that are not touched take no memory.
  private func grow(to larger: Int) {
    let bytes = larger + Block.padding
    let region = LargeMemory.map(
      bytes: bytes, instead: isRegion ? UnsafeMutableRawPointer(memory) : nil, of: capacity + Block.padding)
    let moved = region.bindMemory(to: UInt8.self, capacity: bytes)
    if !isRegion {
      moved.update(from: memory, count: count)
      giveMemory()
    }
    (memory, capacity, isRegion) = (moved, larger, true)
  }

  /// Goes back to the usual size; the content is lost.
  private func shrink() {
    giveMemory()
    (memory, capacity, isRegion) = (Block.usualMemory(), Block.usualCapacity, false)
  }

  /// Counts bytes that were written into the room.
  func grow(_ more: Int) { count += more }

  /// Adds bytes at the end.
  func append(_ bytes: Text) {
    room(bytes.count).copyMemory(from: bytes.start, byteCount: bytes.count)
    count += bytes.count
  }

  /// The bytes as an array of their own.
  var copy: [UInt8] { Array(text.bytes) }

  /// Keeps only the bytes of a range. The pages of a long block before it go back to the system.
  func keep(_ range: Range<Int>) {
    first += range.lowerBound
    count = range.count
    if isRegion, range.lowerBound > 0 { LargeMemory.discard(memory, first) }
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
