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
  init(
    _ stream: ByteStream, start: Int, opensArrays: Bool, maxLineBytes: Int,
    _ longLines: LongLines = LongLines()
  ) {
    state = Mutex(
      ValueScanner(stream, start: start, opensArrays: opensArrays, maxLineBytes: maxLineBytes, longLines))
  }

  var isExhausted: Bool { state.withLock { $0.isDone } }

  func next(_ block: Block) throws(Failure) -> Bool {
    try state.withLock { (scanner) throws(Failure) in try scanner.next(block) }
  }
}
