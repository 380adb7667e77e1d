// Keys of several parts, for text tables.

/// A key under construction: parts with their lengths, so that two lists of parts never make the same key.
struct KeyBuffer: ~Copyable {
  private var bytes = ByteBuffer()

  /// Creates a key without parts.
  init() {}

  /// Begins a key with a mark that tells kinds of keys apart.
  @inline(__always)
  mutating func begin(_ kind: UInt8) {
    bytes.removeAll()
    bytes.append(kind)
  }

  /// Begins a key with `room` zeros, which the caller sets later.
  @inline(__always)
  mutating func begin(room: Int) {
    bytes.removeAll()
    bytes.append(zeros: room)
  }

  /// Sets a number within the bytes of `begin(room:)`.
  @inline(__always)
  mutating func set<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number, at offset: Int) {
    bytes.store(number, at: offset)
  }

  /// Adds a part that is not the last.
  @inline(__always)
  mutating func add(_ part: Text) {
    add(UInt32(truncatingIfNeeded: part.count))
    end(part)
  }

  /// Adds a byte that tells kinds of parts apart.
  @inline(__always)
  mutating func add(mark: UInt8) { bytes.append(mark) }

  /// Adds a number.
  @inline(__always)
  mutating func add(_ number: UInt32) { bytes.append(bytesOf: number.littleEndian) }

  /// Adds the last part.
  @inline(__always)
  mutating func end(_ part: Text) { bytes.append(part) }

  /// Calls `body` with the key, valid until the next change.
  @inline(__always)
  func withText<Result>(_ body: (Text) -> Result) -> Result { body(bytes.text) }
}
