// An input read to its end, block by block, as lines that tests can compare.

import Foundation

@testable import ConvoStat

/// The content of a block source: each line or value with its number and its offset.
struct DrainedSource {
  /// A line, a value, or skipped bytes.
  struct Line: Equatable, CustomStringConvertible {
    /// The physical line on which it begins, from 1.
    var number: Int
    /// The offset in the decompressed stream.
    var offset: Int
    var bytes: Data
    /// `lines`, `whole`, `cut` or `open`.
    var state: String

    var description: String {
      let text =
        String(decoding: bytes.prefix(60), as: UTF8.self) + (bytes.count > 60 ? "...\(bytes.count)" : "")
      return "\(number)@\(offset) \(state) \(text)"
    }
  }

  private(set) var lines: [Line] = []
  /// The number of blocks.
  private(set) var blocks = 0

  /// Reads all blocks, each into the same `Block`, as a worker does.
  init(_ source: any BlockSource) throws {
    let block = Block()
    var linesBefore = 0
    var lasts: [Bool] = []
    while try source.next(block) {
      block.pad()
      precondition(block.sequence == blocks, "blocks come in order to one who takes them all")
      blocks += 1
      lasts.append(block.isLast)
      switch block.content {
      case .lines(let isCut): linesBefore += take(block, isCut: isCut, linesBefore)
      case .values(let pieces): for piece in pieces { take(piece, block) }
      }
    }
    precondition(lasts.last == true && lasts.filter { $0 }.count == 1, "the last block says so, and no other")
    precondition(source.isExhausted)
  }

  private mutating func take(_ block: Block, isCut: Bool, _ linesBefore: Int) -> Int {
    let base = UnsafePointer(block.bytes)
    var (at, count) = (0, 0)
    while at < block.count {
      let newline = findByte(0x0A, from: base + at, to: base + block.count)
      let end = newline.map { $0 - base } ?? block.count
      count += 1
      lines.append(
        Line(
          number: linesBefore + count, offset: block.offset + at,
          bytes: Data(bytes: base + at, count: end - at),
          state: isCut && newline == nil ? "cut" : "line"))
      at = end + 1
    }
    return count
  }

  private mutating func take(_ piece: Block.Piece, _ block: Block) {
    let start = piece.count > 0 ? piece.start : 0
    let bytes = Data(bytes: UnsafePointer(block.bytes + start), count: piece.count)
    let state =
      switch piece.state {
      case .whole: "whole"
      case .cut: "cut"
      case .broken: "broken"
      case .surplusComma: "comma"
      case .openArray: "open"
      }
    lines.append(Line(number: piece.line, offset: block.offset + piece.start, bytes: bytes, state: state))
  }
}

extension InputOpener {
  /// An opener that computes no checksums.
  init(maxLineBytes: Int = 64 << 20) { self.init(maxLineBytes: maxLineBytes, checksums: nil) }
}

/// Returns a descriptor that delivers some bytes in the given pieces, and then ends.
func descriptor(delivering bytes: [UInt8], pieces: [Int]) -> Int32 {
  guard let (reader, writer) = try? makePipe() else { preconditionFailure("no pipe: \(errno)") }
  _ = startThread {
    var at = 0
    for piece in pieces + [bytes.count] where at < bytes.count {
      let end = min(at + max(piece, 1), bytes.count)
      guard bytes[at..<end].withUnsafeBytes({ writeAll(writer, $0) }) else { break }
      at = end
    }
    _ = systemClose(writer)
  }
  return reader
}

/// Returns the lines of an NDJSON file, found by a plain scan of its bytes.
func plainLines(_ bytes: [UInt8], start: Int = 0) -> [DrainedSource.Line] {
  var lines: [DrainedSource.Line] = []
  bytes.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress else { return }
    var at = start
    while at < buffer.count {
      let end = findByte(0x0A, from: base + at, to: base + buffer.count).map { $0 - base } ?? buffer.count
      let bytes = Data(bytes: base + at, count: end - at)
      lines.append(.init(number: lines.count + 1, offset: at, bytes: bytes, state: "line"))
      at = end + 1
    }
  }
  return lines
}

/// Returns true if a reading has all lines of another, each at its offset.
///
/// Truncated lines must have more than `limit` bytes.
func isWhole(_ drained: [DrainedSource.Line], _ expected: [DrainedSource.Line], limit: Int) -> Bool {
  drained.count == expected.count
    && zip(drained, expected).allSatisfy { line, whole in
      if line.state != "cut" { return line == whole }
      return line.number == whole.number && line.offset == whole.offset && line.bytes.count > limit
        && whole.bytes.prefix(line.bytes.count) == line.bytes
    }
}

/// Returns the first line in which two readings differ, for a message; `nil` if they are equal.
func firstDifference(_ expected: [DrainedSource.Line], _ got: [DrainedSource.Line]) -> String? {
  for index in 0..<max(expected.count, got.count) {
    let (one, other) = (index < expected.count ? expected[index] : nil, index < got.count ? got[index] : nil)
    if one != other {
      return "expected \(one.map(\.description) ?? "nothing"), got \(other.map(\.description) ?? "nothing")"
    }
  }
  return nil
}
