// Values as bytes and back: how facts lie in a spill file. Only this process reads what it wrote.

/// Bytes in the making.
struct SpillWriter: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity = 64 << 10
  private(set) var count = 0

  init() { start = .allocate(capacity: capacity) }

  deinit { start.deallocate() }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

  mutating func removeAll() { count = 0 }

  /// Adds a plain value as it lies in memory.
  @inline(__always)
  mutating func put<Value: BitwiseCopyable>(_ value: Value) {
    let size = MemoryLayout<Value>.size
    if capacity - count < size { grow(by: size) }
    UnsafeMutableRawPointer(start + count).storeBytes(of: value, as: Value.self)
    count += size
  }

  /// Adds a text with its length.
  @inline(__always)
  mutating func put(_ text: Text) {
    put(UInt32(text.count))
    put(bytesOf: text)
  }

  /// Adds the bytes of a text alone.
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

/// Bytes being read, in the order in which they were written. Texts are borrowed from them.
struct SpillReader {
  /// Where the next value begins.
  private(set) var at: UnsafePointer<UInt8>

  init(_ start: UnsafePointer<UInt8>) { at = start }

  @inline(__always)
  mutating func take<Value: BitwiseCopyable>(_ type: Value.Type) -> Value {
    defer { at += MemoryLayout<Value>.size }
    return UnsafeRawPointer(at).loadUnaligned(as: type)
  }

  @inline(__always)
  mutating func takeText() -> Text {
    let count = Int(take(UInt32.self))
    defer { at += count }
    return Text(start: at, count: count)
  }
}
