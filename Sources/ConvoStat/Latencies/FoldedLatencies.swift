// Latencies in a compact form: sorted, as differences between neighbours, with equal values counted.

/// Runs of sorted values.
///
///     count   (difference * 2)   or   (difference * 2 + 1, number of equal values)  ...
///
/// Every number is written in groups of seven bits, one per byte, the lowest first. The top bit is set in all
/// bytes except the last.
struct FoldedLatencies {
  private var bytes: [UInt8] = []
  /// The bytes of other instances that were added.
  private var absorbed: [[UInt8]] = []
  private(set) var count = 0

  /// The memory of the values that were added one by one, in bytes, including the header of the array.
  var bytesHeld: Int { bytes.isEmpty ? 0 : bytes.capacity + 48 }

  private static let before = Int64(Int32.min)

  /// Adds values.
  mutating func append(_ values: some Collection<Int32>) {
    let values = LargeArray(values)
    values.sort(bits: 32) { UInt64(UInt32(bitPattern: $0 ^ .min)) }
    count += values.count
    put(UInt64(values.count))
    var (index, before) = (0, FoldedLatencies.before)
    while index < values.count {
      let value = values[index]
      var end = index + 1
      while end < values.count, values[end] == value { end += 1 }
      let distance = UInt64(Int64(value) - before)
      put(distance << 1 | (end - index > 1 ? 1 : 0))
      if end - index > 1 { put(UInt64(end - index)) }
      (index, before) = (end, Int64(value))
    }
  }

  /// Adds the values of another instance.
  mutating func append(_ other: FoldedLatencies) {
    if other.count == 0 { return }
    absorbed.append(other.bytes)
    absorbed += other.absorbed
    count += other.count
  }

  private mutating func put(_ number: UInt64) {
    var rest = number
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Calls `body` with all values, run by run.
  func forEachChunk(_ body: (BorrowedArray<Int32>) -> Void) {
    var values = ReusableArray<Int32>(capacity: 1024)
    for bytes in [bytes] + absorbed {
      bytes.withBorrowed { bytes in
        var at = 0
        while at < bytes.count {
          values.removeAll()
          unfold(Int(FoldedLatencies.readNumber(bytes, &at)), from: bytes, &at, into: &values)
          body(values.elements)
        }
      }
    }
  }

  private func unfold(
    _ count: Int, from bytes: BorrowedArray<UInt8>, _ at: inout Int, into values: inout ReusableArray<Int32>
  ) {
    var value = FoldedLatencies.before
    while values.count < count {
      let head = FoldedLatencies.readNumber(bytes, &at)
      value += Int64(head >> 1)
      var copies = head & 1 == 0 ? 1 : FoldedLatencies.readNumber(bytes, &at)
      while copies > 0 {
        values.append(Int32(truncatingIfNeeded: value))
        copies -= 1
      }
    }
  }

  @inline(__always)
  private static func readNumber(_ bytes: BorrowedArray<UInt8>, _ at: inout Int) -> UInt64 {
    var (number, shift) = (UInt64(0), UInt64(0))
    while true {
      let byte = bytes[at]
      at += 1
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
  }
}
