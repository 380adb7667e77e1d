// NDJSON that can be read only sequentially: from a pipe or a decompressor.

import Synchronization

/// Blocks of whole lines from a stream.
///
/// One worker reads at a time, while others parse.
final class LineStream: BlockSource {
  private let start: Int
  private let maxLineBytes: Int
  private let longLines: LongLines
  private let state: Mutex<State>

  private struct State {
    let stream: ByteStream
    /// The beginning of a line whose end was not read yet.
    var carry: [UInt8] = []
    var offset: Int
    var sequence = 0
    var isAtEnd = false
    var isDone = false
    /// The rest of a long line that is being skipped; `nil` if there is none.
    var rest: LineRest?
  }

  /// - Parameter start: the number of bytes to skip at the beginning.
  init(_ stream: ByteStream, start: Int, maxLineBytes: Int, _ longLines: LongLines = LongLines()) {
    self.maxLineBytes = maxLineBytes
    self.longLines = longLines
    state = Mutex(State(stream: stream, offset: -start))
    self.start = start
  }

  var isExhausted: Bool { state.withLock { $0.isDone } }

  func next(_ block: Block) throws(Failure) -> Bool {
    try state.withLock { (state) throws(Failure) in
      if state.isDone { return false }
      block.begin(sequence: state.sequence, offset: state.offset)
      state.sequence += 1
      state.carry.withText { block.append($0) }
      state.carry.removeAll(keepingCapacity: true)
      if state.rest != nil { try skipLine(&state, block) }
      try fill(&state, block)
      if state.offset < 0 {  // the byte-order mark
        block.keep(min(start, block.count)..<block.count)
        block.offset = start
        state.offset += start
      }
      state.offset = block.offset + block.count
      block.isLast = state.isAtEnd
      state.isDone = state.isAtEnd
      return true
    }
  }

  /// Reads until the block has enough whole lines, or a line is too long, or the stream ends.
  private func fill(_ state: inout State, _ block: Block) throws(Failure) {
    var lastNewline = block.lastNewline()
    while !state.isAtEnd {
      let (step, before) = (256 << 10, block.count)
      let read = try state.stream.read(block.room(step), step)
      block.grow(read)
      state.isAtEnd = read == 0
      lastNewline = block.lastNewline(from: before) ?? lastNewline
      if state.isAtEnd || block.count < Block.target { continue }
      if let newline = lastNewline {
        state.carry.append(contentsOf: block.text.suffix(from: newline + 1).bytes)
        block.keep(0..<newline + 1)
        return
      }
      if block.count > maxLineBytes {
        block.content = .lines(isCut: true)
        state.rest = LineRest(after: block)
        return
      }
      try longLines.check(block)
    }
  }

  /// Skips everything up to and including the next newline.
  private func skipLine(_ state: inout State, _ block: Block) throws(Failure) {
    let step = 256 << 10
    while true {
      let read = try state.stream.read(block.room(step), step)
      block.grow(read)
      if let newline = block.text.offset(of: 0x0A) {
        let first = newline + 1
        state.rest?.absorb(block.text[0..<first])
        block.keep(first..<block.count)
        block.offset += first
        return endRest(&state, block)
      }
      state.rest?.absorb(block.text)
      block.offset += block.count
      block.keep(0..<0)
      if read == 0 {
        state.isAtEnd = true
        return endRest(&state, block)
      }
    }
  }

  private func endRest(_ state: inout State, _ block: Block) {
    block.cutBytes = state.rest?.solidCount ?? 0
    state.rest = nil
  }
}

/// The rest of a line that is too long.
///
/// Only its length is kept.
struct LineRest {
  /// Length up to the last byte that is not white space; negative if the kept beginning of the line ends in
  /// white space and nothing else follows.
  private(set) var solidCount: Int
  private var count = 0

  /// - Parameter block: a block that ends with the beginning of the line.
  init(after block: Block) {
    solidCount = LineRest.solidEnd(block.text) - block.count
  }

  /// Adds the bytes that follow.
  mutating func absorb(_ bytes: Text) {
    let end = LineRest.solidEnd(bytes)
    if end > 0 { solidCount = count + end }
    count += bytes.count
  }

  private static func solidEnd(_ bytes: Text) -> Int {
    var end = bytes.count
    while end > 0, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[end - 1]) { end -= 1 }
    return end
  }
}
