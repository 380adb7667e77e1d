// A block: a part of an input, owned and padded, which one worker reads and parses.

/// Whole lines of one input, or whole values of a file that is not NDJSON.
///
/// Reused from block to block.
final class Block {
  /// Number of zero bytes after the content, so that the cursor may read ahead.
  static let padding = 64
  /// Target size of a block in bytes.
  static let target = 1 << 20

  // SAFETY: the block owns `memory`, which has `capacity + padding` bytes, and `first + count <= capacity` at all
  // times. Pointers and texts into it are valid until the next change of the block; the worker that owns the
  // block is the only one that has them.
  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// True if the memory is a mapping of its own, for a long line: it grows without a copy, and returns to
  /// the system when it is freed.
  private var isRegion = false
  /// The number of bytes that was added to a `LongLines`.
  private var counted: (longLines: LongLines, bytes: Int)?
  /// The offset of the content in the memory.
  private var first = 0
  private(set) var count = 0

  /// The capacity in bytes of a block without long lines.
  private static let usualCapacity = target + (64 << 10)
  /// A larger block shrinks to its usual size at once; a smaller one only if its last content fit the usual
  /// size.
  private static let keptCapacity = 8 << 20

  /// The index of the block in its input, from 0.
  var sequence = 0
  /// True for the last block of the input.
  var isLast = false
  /// The offset of the first byte in the decompressed stream.
  var offset = 0
  /// The kind of content.
  var content = Content.lines(isCut: false)
  /// Bytes of a long line that was cut at the end of the previous block: its rest, which is not kept.
  var cutBytes = 0
  /// Lines that were read although a comma or a mark makes them invalid.
  ///
  /// Only for a block of values.
  var tolerated = ToleratedLines()

  enum Content {
    /// Lines. If cut, the last line is too long and only its beginning is in the block.
    case lines(isCut: Bool)
    /// Values that may span lines, found by their source.
    case values([Piece])
  }

  /// A value in a block, or skipped bytes that are not a value.
  struct Piece {
    /// The offset in the block.
    ///
    /// The offset of a comma may be negative.
    var start: Int
    /// The length in bytes, as far as the bytes are in the block.
    var count: Int
    /// The line of the file on which the value begins, from 1.
    var line: Int
    var state: State
    /// The whole length in the input in bytes, without trailing white space.
    var inputBytes: Int

    enum State {
      case whole
      /// A value longer than allowed: only its beginning is in the block.
      case cut
      /// An invalid value, or bytes that are no value. The cursor failed at this offset in it.
      case broken(JSONError.Problem, at: Int)
      /// A comma without a value before or after it. Its byte is not in the block.
      case surplusComma
      /// The end of the file inside an array. Has no bytes.
      case openArray
    }
  }

  init() {
    capacity = Block.usualCapacity
    memory = Block.usualMemory()
  }

  deinit { giveMemory() }

  private static func usualMemory() -> UnsafeMutablePointer<UInt8> {
    .allocate(capacity: usualCapacity + padding)
  }

  /// Adds the memory beyond the usual size to `longLines`, until the block gives that memory back.
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
      MemoryRegion.give(memory, bytes: capacity + Block.padding)
    } else {
      memory.deallocate()
    }
  }

  /// The address of the first byte of the content.
  var bytes: UnsafeMutablePointer<UInt8> { memory + first }

  /// The block's content.
  ///
  /// Valid until its next change.
  var text: Text { Text(start: UnsafePointer(bytes), count: count) }

  /// Empties the block for new content.
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

  /// Returns the address after the content, with room for `more` bytes.
  func room(_ more: Int) -> UnsafeMutableRawPointer {
    if first + count + more > capacity {
      if first > 0 { moveDown(more) }
      if count + more > capacity { grow(to: max(capacity * 2, count + more)) }
    }
    return UnsafeMutableRawPointer(bytes + count)
  }

  /// Moves the content to the beginning of the memory, or after a long line into memory of the usual size.
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

  /// Moves the content to a larger mapping.
  ///
  /// Untouched pages take no memory.
  private func grow(to larger: Int) {
    let bytes = larger + Block.padding
    let region = MemoryRegion.take(
      bytes: bytes, resizing: isRegion ? UnsafeMutableRawPointer(memory) : nil, of: capacity + Block.padding)
    let moved = region.bindMemory(to: UInt8.self, capacity: bytes)
    if !isRegion {
      moved.update(from: memory, count: count)
      giveMemory()
    }
    (memory, capacity, isRegion) = (moved, larger, true)
  }

  /// Returns to the usual size.
  ///
  /// The content is lost.
  private func shrink() {
    giveMemory()
    (memory, capacity, isRegion) = (Block.usualMemory(), Block.usualCapacity, false)
  }

  /// Adds bytes that were written into the room to the content.
  func grow(_ more: Int) { count += more }

  /// Adds bytes at the end.
  func append(_ bytes: Text) {
    room(bytes.count).copyMemory(from: bytes.start, byteCount: bytes.count)
    count += bytes.count
  }

  /// A copy of the content as an array.
  var copy: [UInt8] { Array(text.bytes) }

  /// Keeps only the bytes of a range.
  ///
  /// Pages of a long block before the range return to the system.
  func keep(_ range: Range<Int>) {
    first += range.lowerBound
    count = range.count
    if isRegion, range.lowerBound > 0 { MemoryRegion.discard(memory, first) }
  }

  /// Writes the padding.
  ///
  /// Must be called before the bytes are parsed.
  func pad() { (bytes + count).update(repeating: 0, count: Block.padding) }

  /// Returns the offset of the last newline at or after `start`, or `nil`.
  func lastNewline(from start: Int = 0) -> Int? {
    var at = count
    while at > start {
      at -= 1
      if bytes[at] == 0x0A { return at }
    }
    return nil
  }
}
