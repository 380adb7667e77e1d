// Keys made of parts, for text tables.

/// A key in the making: its parts with their lengths, so that no two keys run into each other.
struct KeyBuffer: ~Copyable {
  private var bytes: UnsafeMutablePointer<UInt8>
  private var count = 0
  private var capacity = 256

  /// A key without parts.
  init() { bytes = .allocate(capacity: capacity) }

  deinit { bytes.deallocate() }

  /// Begins with a mark of what the key is for.
  @inline(__always)
  mutating func begin(_ kind: UInt8) {
    count = 0
    add(mark: kind)
  }

  /// Begins with so many bytes, at most 16, that are to be set.
  @inline(__always)
  mutating func begin(room: Int) {
    bytes.update(repeating: 0, count: room)
    count = room
  }

  /// Sets a number among the bytes that it began with.
  @inline(__always)
  mutating func set<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number, at offset: Int) {
    UnsafeMutableRawPointer(bytes + offset).storeBytes(of: number, as: Number.self)
  }

  /// Adds a part that others follow.
  @inline(__always)
  mutating func add(_ part: Text) {
    add(UInt32(truncatingIfNeeded: part.count))
    end(part)
  }

  /// Adds a byte that tells kinds of parts apart.
  @inline(__always)
  mutating func add(mark: UInt8) {
    if count == capacity { grow(by: 1) }
    bytes[count] = mark
    count += 1
  }

  /// Adds a number.
  @inline(__always)
  mutating func add(_ number: UInt32) {
    if capacity - count < 4 { grow(by: 4) }
    UnsafeMutableRawPointer(bytes + count).storeBytes(of: number.littleEndian, as: UInt32.self)
    count += 4
  }

  /// Adds the last part.
  @inline(__always)
  mutating func end(_ part: Text) {
    if capacity - count < part.count { grow(by: part.count) }
    (bytes + count).update(from: part.start, count: part.count)
    count += part.count
  }

  @inline(never)
  private mutating func grow(by size: Int) {
    capacity = max(capacity * 2, count + size)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: bytes, count: count)
    bytes.deallocate()
    bytes = larger
  }

  /// The key, valid until the next change.
  @inline(__always)
  func withText<Result>(_ body: (Text) -> Result) -> Result {
    body(Text(start: UnsafePointer(bytes), count: count))
  }
}
