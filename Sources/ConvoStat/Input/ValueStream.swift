// A file that is not NDJSON: values over several lines, or one array.

import Synchronization

/// Blocks of whole values from a stream.
///
/// One worker finds values at a time, while others parse theirs.
///
/// The strict cursor finds the end of a value. A value that is broken, or not separated from the previous
/// one by a comma, ends at the next line that begins with `{` or `[`, and reading continues there
/// (Inputs: forms of a file).
final class ValueStream: BlockSource {
  private let state: Mutex<ValueScanner>

  /// - Parameters:
  ///   - start: the number of bytes to skip at the beginning.
  ///   - opensArrays: true if arrays at the top level are split into their elements.
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
