// Serialisation of facts for a spill file. Only the process that wrote the bytes reads them.

/// A growing buffer of serialised values.
struct SpillWriter: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity = 64 << 10
  private(set) var count = 0

  init() { start = .allocate(capacity: capacity) }

  deinit { start.deallocate() }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

  mutating func removeAll() { count = 0 }

  /// Appends the memory of a plain value.
  @inline(__always)
  mutating func put<Value: BitwiseCopyable>(_ value: Value) {
    let size = MemoryLayout<Value>.size
    if capacity - count < size { grow(by: size) }
    UnsafeMutableRawPointer(start + count).storeBytes(of: value, as: Value.self)
    count += size
  }

  /// Appends a text with its length.
  @inline(__always)
  mutating func put(_ text: Text) {
    put(UInt32(text.count))
    put(bytesOf: text)
  }

  /// Appends the bytes of a text without its length.
  @inline(__always)
  mutating func put(bytesOf text: Text) {
    if capacity - count < text.count { grow(by: text.count) }
    (start + count).update(from: text.start, count: text.count)
    count += text.count
  }

  private mutating func grow(by size: Int) {
    capacity = max(capacity * 2, count + size)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }
}

/// Reads values in the order in which they were written.
///
/// Texts are borrowed from the bytes.
struct SpillReader {
  /// The address of the next value.
  private(set) var at: UnsafePointer<UInt8>

  init(_ start: UnsafePointer<UInt8>) { at = start }

  @inline(__always)
  mutating func read<Value: BitwiseCopyable>(_ type: Value.Type) -> Value {
    defer { at += MemoryLayout<Value>.size }
    return UnsafeRawPointer(at).loadUnaligned(as: type)
  }

  @inline(__always)
  mutating func readText() -> Text {
    let count = Int(read(UInt32.self))
    defer { at += count }
    return Text(start: at, count: count)
  }
}
