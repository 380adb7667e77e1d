// NDJSON that can only be read from its beginning to its end: a pipe or a decompressor.

import Synchronization

/// Blocks of whole lines from a stream. One worker reads at a time, while others parse.
final class LineStream: BlockSource {
  private let start: Int
  private let maxLineBytes: Int
  private let state: Mutex<State>

  private struct State {
    let stream: ByteStream
    /// The beginning of a line whose end was not read yet.
    var carry: [UInt8] = []
    var offset: Int
    var sequence = 0
    var isAtEnd = false
    var isDone = false
    /// Whether the rest of a line that is too long is to be skipped.
    var isSkipping = false
  }

  /// - Parameter start: bytes to leave out at the beginning.
  init(_ stream: ByteStream, start: Int, maxLineBytes: Int) {
    self.maxLineBytes = maxLineBytes
    state = Mutex(State(stream: stream, offset: -start))
    self.start = start
  }

  var isExhausted: Bool { state.withLock { $0.isDone } }

  func next(_ block: Block) throws(Failure) -> Bool {
    try state.withLock { (state) throws(Failure) in
      if state.isDone { return false }
      block.begin(sequence: state.sequence, offset: state.offset)
      state.sequence += 1
      state.carry.withUnsafeBufferPointer { if let base = $0.baseAddress { block.append(base, $0.count) } }
      state.carry.removeAll(keepingCapacity: true)
      if state.isSkipping { try skipLine(&state, block) }
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

  /// Reads until there are enough whole lines, or a line is too long, or the stream ends.
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
        let rest = UnsafeBufferPointer(start: block.bytes + newline + 1, count: block.count - newline - 1)
        state.carry.append(contentsOf: rest)
        block.keep(0..<newline + 1)
        return
      }
      if block.count > maxLineBytes {
        block.content = .lines(isCut: true)
        state.isSkipping = true
        return
      }
    }
  }

  /// Drops everything up to the next newline.
  private func skipLine(_ state: inout State, _ block: Block) throws(Failure) {
    let step = 256 << 10
    while true {
      let read = try state.stream.read(block.room(step), step)
      block.grow(read)
      let end = UnsafePointer(block.bytes + block.count)
      if let newline = findByte(0x0A, from: UnsafePointer(block.bytes), to: end) {
        let first = newline - UnsafePointer(block.bytes) + 1
        block.keep(first..<block.count)
        block.offset += first
        state.isSkipping = false
        return
      }
      block.offset += block.count
      block.keep(0..<0)
      if read == 0 {
        state.isAtEnd = true
        state.isSkipping = false
        return
      }
    }
  }
}
