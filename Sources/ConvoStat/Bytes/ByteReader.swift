// Plain values and texts read back from bytes, in the order in which a `ByteBuffer` got them.

/// A position in borrowed bytes.
///
/// The texts that it returns are borrowed from the same bytes.
///
/// Only this process reads the bytes that it wrote, so values have the byte order of the machine.
struct ByteReader {
  // SAFETY: the owner of the bytes keeps them alive while the reader or a text from it is used, and the caller reads the
  // values in the order and of the types in which they were written, so that `at` never passes `end`.
  private var at: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>

  /// Begins at the first of some bytes.
  init(_ bytes: Text) {
    at = bytes.start
    end = bytes.start + bytes.count
  }

  /// True if all bytes were read.
  @inline(__always)
  var isAtEnd: Bool { at == end }

  /// Reads a plain value.
  @inline(__always)
  mutating func read<Value: BitwiseCopyable>(_ type: Value.Type) -> Value {
    assert(MemoryLayout<Value>.size <= end - at)
    defer { at += MemoryLayout<Value>.size }
    return UnsafeRawPointer(at).loadUnaligned(as: type)
  }

  /// Reads a text that was written with its length in four bytes before it.
  @inline(__always)
  mutating func readText() -> Text {
    readText(Int(read(UInt32.self)))
  }

  /// Reads a text of `count` bytes.
  @inline(__always)
  mutating func readText(_ count: Int) -> Text {
    assert(0 <= count && count <= end - at)
    defer { at += count }
    return Text(start: at, count: count)
  }
}
