// A plain NDJSON file: workers read parts of it independently.

import Synchronization

/// A file in ranges of equal size, each read by the worker that takes it.
///
/// A line belongs to the range in which it begins.
final class RangedFile: BlockSource {
  private let path: String
  /// Keeps the descriptor open.
  private let stream: ByteStream
  private let descriptor: Int32
  private let start: Int
  private let size: Int
  private let maxLineBytes: Int
  private let longLines: LongLines
  private let count: Int
  private let taken = Atomic<Int>(0)

  init(
    path: String, stream: ByteStream, descriptor: Int32, start: Int, size: Int, maxLineBytes: Int,
    _ longLines: LongLines
  ) {
    self.path = path
    self.stream = stream
    self.descriptor = descriptor
    self.start = start
    self.size = size
    self.maxLineBytes = maxLineBytes
    self.longLines = longLines
    count = max(1, (size - start + Block.target - 1) / Block.target)
  }

  var isExhausted: Bool { taken.load(ordering: .relaxed) >= count }

  func next(_ block: Block) throws(Failure) -> Bool {
    let range = taken.wrappingAdd(1, ordering: .relaxed).oldValue
    if range >= count { return false }
    let from = start + range * Block.target
    let before = range == 0 ? 0 : 1  // the previous byte shows whether a line begins here
    block.begin(sequence: range, offset: from)
    block.isLast = range == count - 1
    let wanted = min(Block.target, size - from) + before
    let read = try readBytes(descriptor, block.room(wanted), wanted, at: from - before, path: path)
    if read < wanted { throw .becameShorter(path) }
    block.grow(read)
    let first = before == 0 ? 0 : lineStart(block)
    if first < block.count { try finishLastLine(block, from: from - before, first: first) }
    block.keep(min(first, block.count)..<block.count)
    block.offset = from - before + first
    return true
  }

  /// Returns the offset in the block at which the first line of the range begins.
  ///
  /// The block's first byte belongs to the previous range.
  private func lineStart(_ block: Block) -> Int {
    block.text.offset(of: 0x0A).map { $0 + 1 } ?? block.count
  }

  /// Reads on until the last line is whole, or is longer than allowed.
  private func finishLastLine(_ block: Block, from: Int, first: Int) throws(Failure) {
    var lineStart = (block.lastNewline() ?? -1) + 1
    if lineStart == block.count { return }
    lineStart = max(lineStart, first)
    var step = 4 << 10
    while true {
      let before = block.count
      let read = try readBytes(descriptor, block.room(step), step, at: from + before, path: path)
      block.grow(read)
      if let newline = block.text.offset(of: 0x0A, from: before) {
        block.keep(0..<newline + 1)
        return
      }
      if read < step { return }  // the end of the file
      if block.count - lineStart > maxLineBytes {
        block.content = .lines(isCut: true)
        block.cutBytes = try restOfLine(after: block, from: from + block.count)
        return
      }
      step = min(step * 2, 4 << 20)
      try longLines.check(block)
    }
  }

  /// Reads the rest of a line that is too long.
  /// - Returns: its length, as `LineRest` counts it.
  private func restOfLine(after block: Block, from offset: Int) throws(Failure) -> Int {
    var (rest, offset) = (LineRest(after: block), offset)
    let piece = Block()
    while true {
      piece.begin(sequence: 0, offset: offset)
      let read = try readBytes(descriptor, piece.room(Block.target), Block.target, at: offset, path: path)
      piece.grow(read)
      let newline = piece.text.offset(of: 0x0A)
      rest.absorb(piece.text[0..<(newline ?? read)])
      if newline != nil || read == 0 { return rest.solidCount }
      offset += read
    }
  }
}
