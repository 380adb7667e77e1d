// A growing run of bytes that its owner fills, reads and empties again.

/// Bytes in one allocation that grows by doubling.
///
/// The buffer owns its memory, and keeps it when it is emptied.
///
/// A text or a range that was read from the buffer is valid until the next change of the buffer.
struct ByteBuffer: ~Copyable, @unchecked Sendable {
  // SAFETY: `start` points to `capacity` bytes that only this value owns; the first `count` of them are initialized.
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// The number of bytes written.
  private(set) var count = 0

  /// Creates an empty buffer with room for `capacity` bytes.
  init(capacity: Int = 256) {
    self.capacity = max(capacity, 64)
    start = .allocate(capacity: self.capacity)
  }

  deinit { start.deallocate() }

  var isEmpty: Bool { count == 0 }

  /// All bytes.
  ///
  /// Valid until the next change of the buffer.
  @inline(__always)
  var text: Text { Text(start: UnsafePointer(start), count: count) }

  /// The byte at an offset below `count`.
  subscript(offset: Int) -> UInt8 {
    @inline(__always) get {
      assert(0 <= offset && offset < count)
      return start[offset]
    }
    @inline(__always) set {
      assert(0 <= offset && offset < count)
      start[offset] = newValue
    }
  }

  /// Empties the buffer and keeps its memory.
  @inline(__always)
  mutating func removeAll() { count = 0 }

  /// Adds a byte.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    if count == capacity { grow(by: 1) }
    start[count] = byte
    count += 1
  }

  /// Adds the bytes of a text, which must not be this buffer's own.
  @inline(__always)
  mutating func append(_ text: Text) {
    if capacity - count < text.count { grow(by: text.count) }
    (start + count).update(from: text.start, count: text.count)
    count += text.count
  }

  /// Adds a text after its length in four bytes, as `ByteReader.takeText` reads it.
  @inline(__always)
  mutating func append(counted text: Text) {
    append(bytesOf: UInt32(text.count))
    append(text)
  }

  /// Adds a plain value as it lies in memory.
  @inline(__always)
  mutating func append<Value: BitwiseCopyable>(bytesOf value: Value) {
    let size = MemoryLayout<Value>.size
    if capacity - count < size { grow(by: size) }
    UnsafeMutableRawPointer(start + count).storeBytes(of: value, as: Value.self)
    count += size
  }

  /// Adds `count` zeros.
  @inline(__always)
  mutating func append(zeros count: Int) {
    if capacity - self.count < count { grow(by: count) }
    (start + self.count).update(repeating: 0, count: count)
    self.count += count
  }

  /// Writes a plain value over the bytes at an offset.
  @inline(__always)
  mutating func store<Value: BitwiseCopyable>(_ value: Value, at offset: Int) {
    assert(0 <= offset && offset + MemoryLayout<Value>.size <= count)
    UnsafeMutableRawPointer(start + offset).storeBytes(of: value, as: Value.self)
  }

  /// Adds up to `size` bytes that `body` writes.
  @inline(__always)
  mutating func write(atMost size: Int, _ body: (inout ByteWriter) -> Void) {
    if capacity - count < size { grow(by: size) }
    var writer = ByteWriter(at: start + count, atMost: size)
    body(&writer)
    count += writer.end - (start + count)
  }

  /// Replaces the content by `count` bytes that `body` reads from elsewhere, with `padding` zeros after them.
  ///
  /// - Throws: the error of `body`; the buffer is empty then.
  mutating func fill<Failed: Error>(
    _ count: Int, padding: Int = 0, by body: (UnsafeMutableRawBufferPointer) throws(Failed) -> Void
  ) throws(Failed) {
    removeAll()
    if capacity < count + padding { grow(by: count + padding) }
    (start + count).update(repeating: 0, count: padding)
    try body(UnsafeMutableRawBufferPointer(start: start, count: count))
    self.count = count
  }

  @inline(never)
  private mutating func grow(by size: Int) {
    capacity = max(capacity * 2, count + size)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }
}
