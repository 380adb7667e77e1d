// A growing run of bytes that its owner fills, reads and empties again.

/// Bytes in one allocation that grows by doubling.
///
/// A text or a range that was read from the buffer is valid until the next change of the buffer.
typealias ByteBuffer = ReusableArray<UInt8>

// SAFETY: `append(atMost:_:)` guarantees room for as many bytes as it is asked for, and each caller here writes no more.
extension ReusableArray<UInt8> {
  /// All bytes.
  ///
  /// Valid until the next change of the buffer.
  @inline(__always)
  var text: Text { Text(start: elements.start, count: count) }

  /// Adds the bytes of a text, which must not be this buffer's own.
  @inline(__always)
  mutating func append(_ text: Text) {
    append(atMost: text.count) { target in
      target.update(from: text.start, count: text.count)
      return text.count
    }
  }

  /// Adds a text after its length in four bytes, as `ByteReader.readText` reads it.
  @inline(__always)
  mutating func append(counted text: Text) {
    append(bytesOf: UInt32(text.count))
    append(text)
  }

  /// Adds a plain value as it lies in memory.
  @inline(__always)
  mutating func append<Value: BitwiseCopyable>(bytesOf value: Value) {
    append(atMost: MemoryLayout<Value>.size) { target in
      UnsafeMutableRawPointer(target).storeBytes(of: value, as: Value.self)
      return MemoryLayout<Value>.size
    }
  }

  /// Adds `count` zeros.
  @inline(__always)
  mutating func append(zeros count: Int) {
    append(atMost: count) { target in
      target.update(repeating: 0, count: count)
      return count
    }
  }

  /// Writes a plain value over the bytes at an offset.
  @inline(__always)
  mutating func store<Value: BitwiseCopyable>(_ value: Value, at offset: Int) {
    borrowed.store(value, at: offset)
  }

  /// Adds up to `size` bytes that `body` writes.
  @inline(__always)
  mutating func write(atMost size: Int, _ body: (inout ByteWriter) -> Void) {
    append(atMost: size) { target in
      var writer = ByteWriter(at: target, atMost: size)
      body(&writer)
      return writer.end - target
    }
  }

  /// Replaces the content by `count` bytes that `body` reads from elsewhere, with `padding` zeros after them.
  ///
  /// - Throws: the error of `body`; the buffer is empty then.
  mutating func fill<Failed: Error>(
    _ count: Int, padding: Int = 0, by body: (UnsafeMutableRawBufferPointer) throws(Failed) -> Void
  ) throws(Failed) {
    removeAll()
    try append(atMost: count + padding) { (target) throws(Failed) in
      (target + count).update(repeating: 0, count: padding)
      try body(UnsafeMutableRawBufferPointer(start: target, count: count))
      return count
    }
  }
}
