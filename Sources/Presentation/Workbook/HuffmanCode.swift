// Codes whose lengths follow how often each symbol comes, and the bits that they are written in (RFC 1951).

import ConvoStat

/// A canonical code with at most 15 bits a symbol.
struct HuffmanCode {
  /// Bytes, the end of a block, lengths of repeats.
  static let literals = 286
  /// Distances of repeats.
  static let distances = 30
  private static let longest = 15

  /// The bits of each symbol; 0: it does not come.
  private(set) var lengths: [Int]
  private var codes: [UInt32]

  /// The code for symbols that come so often.
  init(_ frequencies: [Int]) {
    var frequencies = frequencies
    // A decoder may refuse a code of fewer than two symbols.
    for symbol in frequencies.indices.prefix(2) where frequencies.count(where: { $0 > 0 }) < 2 {
      frequencies[symbol] = max(frequencies[symbol], 1)
    }
    lengths = HuffmanCode.lengths(frequencies)
    while lengths.contains(where: { $0 > HuffmanCode.longest }) {
      frequencies = frequencies.map { $0 > 0 ? $0 / 2 + 1 : 0 }
      lengths = HuffmanCode.lengths(frequencies)
    }
    codes = HuffmanCode.codes(lengths)
  }

  /// Writes a symbol.
  @inline(__always)
  func put(_ symbol: Int, _ bits: inout BitWriter) { bits.put(codes[symbol], lengths[symbol]) }

  /// How deep each symbol stands in the tree that joins the two rarest again and again.
  private static func lengths(_ frequencies: [Int]) -> [Int] {
    let symbols = frequencies.indices.filter { frequencies[$0] > 0 }
      .sorted { (frequencies[$0], $0) < (frequencies[$1], $1) }
    var weights = symbols.map { frequencies[$0] }
    var parents = [Int](repeating: 0, count: 2 * symbols.count - 1)
    // Leaves in ascending order, behind them the joints in the order in which they are made: ascending too.
    var (leaf, joint) = (0, symbols.count)
    func rarest() -> Int {
      let takesLeaf = leaf < symbols.count && (joint >= weights.count || weights[leaf] <= weights[joint])
      defer { if takesLeaf { leaf += 1 } else { joint += 1 } }
      return takesLeaf ? leaf : joint
    }
    while weights.count < parents.count {
      let (first, second) = (rarest(), rarest())
      parents[first] = weights.count
      parents[second] = weights.count
      weights.append(weights[first] + weights[second])
    }
    var depths = [Int](repeating: 0, count: parents.count)
    for node in parents.indices.dropLast().reversed() { depths[node] = depths[parents[node]] + 1 }
    var lengths = [Int](repeating: 0, count: frequencies.count)
    for (place, symbol) in symbols.enumerated() { lengths[symbol] = depths[place] }
    return lengths
  }

  private static func codes(_ lengths: [Int]) -> [UInt32] {
    var codes = [UInt32](repeating: 0, count: lengths.count)
    var next: UInt32 = 0
    for length in 1...longest {
      for symbol in lengths.indices where lengths[symbol] == length {
        codes[symbol] = reversed(next, bits: length)
        next += 1
      }
      next <<= 1
    }
    return codes
  }
}

/// The lowest bits of a value in reverse, as codes are written from their highest bit on.
func reversed(_ value: UInt32, bits: Int) -> UInt32 {
  var reversed: UInt32 = 0
  for place in 0..<bits where value >> UInt32(place) & 1 == 1 { reversed |= 1 << UInt32(bits - 1 - place) }
  return reversed
}

/// Bits written from the lowest of each byte on.
struct BitWriter {
  private var bytes: [UInt8] = []
  private var held: UInt64 = 0
  private var heldBits = 0

  /// Appends the lowest bits of a value, at most 32.
  @inline(__always)
  mutating func put(_ value: UInt32, _ count: Int) {
    held |= UInt64(value) << UInt64(heldBits)
    heldBits += count
    guard heldBits >= 32 else { return }
    withUnsafeBytes(of: UInt32(truncatingIfNeeded: held).littleEndian) { bytes += $0 }
    held >>= 32
    heldBits -= 32
  }

  /// Fills the last byte.
  mutating func align() {
    while heldBits > 0 {
      bytes.append(UInt8(truncatingIfNeeded: held))
      held >>= 8
      heldBits -= 8
    }
    (held, heldBits) = (0, 0)
  }

  /// Gives away the bytes that are full.
  mutating func drain(_ sink: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Void) throws(Failure) {
    try bytes.withUnsafeBufferPointer { (bytes) throws(Failure) in try sink(bytes) }
    bytes.removeAll(keepingCapacity: true)
  }
}
