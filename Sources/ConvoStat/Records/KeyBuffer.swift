// Keys made of parts, for text tables.

/// A key in the making: its parts with their lengths, so that no two keys run into each other.
struct KeyBuffer {
  private var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(256) }

  mutating func begin(_ kind: UInt8) {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(kind)
  }

  /// Adds a part that others follow.
  mutating func add(_ part: Text) {
    add(UInt32(truncatingIfNeeded: part.count))
    bytes.append(contentsOf: part.bytes)
  }

  mutating func add(mark: UInt8) { bytes.append(mark) }

  mutating func add(_ number: UInt32) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Adds the last part.
  mutating func end(_ part: Text) { bytes.append(contentsOf: part.bytes) }

  func withText<Result>(_ body: (Text) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { body(Text(start: $0, count: buffer.count)) } ?? body(.empty)
    }
  }
}
