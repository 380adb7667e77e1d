// Rows that are kept until it is their turn, in a file and not in memory.

import Synchronization

/// Rows of a table in a temporary file, in the order in which they came.
final class HeldRows: Sendable {
  private let file: SpillFile
  private let pieces = Mutex<[Range<Int>]>([])

  init(in directory: String) throws(Failure) { file = try SpillFile(in: directory) }

  /// Adds whole rows behind those before; one thread at a time.
  func add(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) {
    if bytes.isEmpty { return }
    let start = try file.append(bytes)
    pieces.withLock { $0.append(start..<start + bytes.count) }
  }

  /// Gives all rows in order to a function, some at a time.
  func give(to body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Void) throws(Failure) {
    for piece in pieces.withLock({ $0 }) {
      let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: piece.count)
      defer { bytes.deallocate() }
      guard let start = bytes.baseAddress else { continue }
      try file.read(piece, into: start)
      try body(UnsafeBufferPointer(bytes))
    }
  }
}
