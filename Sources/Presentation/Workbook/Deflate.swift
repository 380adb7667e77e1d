// Compression as RFC 1951 has it: repeats found by a table of four-byte hashes, codes made anew for each block.

import ConvoStat

/// Compresses a stream block by block; repeats are looked for within a block only.
struct Deflate {
  private static let blockSize = 256 << 10
  private static let hashBits = 15
  private static let shortest = 4
  private static let longest = 258
  private static let window = 32 << 10

  private var pending: [UInt8] = []
  private var positions = [Int32](repeating: -1, count: 1 << hashBits)
  private var tokens: [UInt32] = []
  private var bits = BitWriter()

  /// Takes bytes, and gives what is finished to `sink`.
  mutating func write(
    _ bytes: UnsafeBufferPointer<UInt8>, sink: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = rest.prefix(Deflate.blockSize - pending.count)
      pending += part
      rest = rest.dropFirst(part.count)
      if pending.count == Deflate.blockSize {
        block(isLast: false)
        try bits.drain(sink)
      }
    }
  }

  /// Ends the stream.
  mutating func finish(sink: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Void) throws(Failure) {
    block(isLast: true)
    bits.align()
    try bits.drain(sink)
  }

  private mutating func block(isLast: Bool) {
    findRepeats()
    var literals = [Int](repeating: 0, count: HuffmanCode.literals)
    var distances = [Int](repeating: 0, count: HuffmanCode.distances)
    literals[256] = 1  // the end of the block
    for token in tokens {
      if token < 256 {
        literals[Int(token)] += 1
      } else {
        literals[RepeatCode.length(Int(token >> 16)).symbol] += 1
        distances[RepeatCode.distance(Int(token & 0xFFFF) + 1).symbol] += 1
      }
    }
    let literalCode = HuffmanCode(literals)
    let distanceCode = HuffmanCode(distances)
    bits.put(isLast ? 1 : 0, 1)
    bits.put(2, 2)
    putLengths(literalCode, distanceCode)
    for token in tokens {
      if token < 256 {
        literalCode.put(Int(token), &bits)
      } else {
        let length = RepeatCode.length(Int(token >> 16))
        literalCode.put(length.symbol, &bits)
        bits.put(length.extra, length.extraBits)
        let distance = RepeatCode.distance(Int(token & 0xFFFF) + 1)
        distanceCode.put(distance.symbol, &bits)
        bits.put(distance.extra, distance.extraBits)
      }
    }
    literalCode.put(256, &bits)
    pending.removeAll(keepingCapacity: true)
  }

  /// The lengths of both codes, each in four bits: the code for lengths gives 0 to 15 four bits and the three
  /// kinds of runs none. A block is large beside these 158 bytes.
  private mutating func putLengths(_ literals: HuffmanCode, _ distances: HuffmanCode) {
    bits.put(UInt32(HuffmanCode.literals - 257), 5)
    bits.put(UInt32(HuffmanCode.distances - 1), 5)
    bits.put(15, 4)
    for place in 0..<19 { bits.put(place < 3 ? 0 : 4, 3) }  // 16, 17 and 18 come first
    for length in literals.lengths + distances.lengths { bits.put(reversed(UInt32(length), bits: 4), 4) }
  }

  /// Turns the pending bytes into tokens: a byte, or a length in the upper half and a distance less one below.
  private mutating func findRepeats() {
    tokens.removeAll(keepingCapacity: true)
    for index in positions.indices { positions[index] = -1 }
    let count = pending.count
    pending.withUnsafeBufferPointer { bytes in
      positions.withUnsafeMutableBufferPointer { positions in
        guard let base = bytes.baseAddress else { return }
        let words = UnsafeRawPointer(base)
        var place = 0
        while place < count {
          guard place + Deflate.shortest <= count else {
            tokens.append(UInt32(base[place]))
            place += 1
            continue
          }
          let word = words.loadUnaligned(fromByteOffset: place, as: UInt32.self)
          let hash = Int((word &* 0x9E37_79B1) >> UInt32(32 - Deflate.hashBits))
          let earlier = Int(positions[hash])
          positions[hash] = Int32(place)
          guard earlier >= 0, place - earlier <= Deflate.window,
            words.loadUnaligned(fromByteOffset: earlier, as: UInt32.self) == word
          else {
            tokens.append(UInt32(base[place]))
            place += 1
            continue
          }
          let limit = min(Deflate.longest, count - place)
          var length = Deflate.shortest
          while length < limit, base[earlier + length] == base[place + length] { length += 1 }
          tokens.append(UInt32(length) << 16 | UInt32(place - earlier - 1))
          place += length
        }
      }
    }
  }
}

/// How lengths and distances of repeats are written: a symbol and some bits more.
enum RepeatCode {
  /// A symbol and the bits behind it.
  typealias Written = (symbol: Int, extra: UInt32, extraBits: Int)

  /// A length from 3 to 258.
  static func length(_ length: Int) -> Written {
    if length == 258 { return (285, 0, 0) }
    let value = length - 3
    if value < 8 { return (257 + value, 0, 0) }
    let extraBits = Int.bitWidth - 1 - value.leadingZeroBitCount - 2
    let symbol = 257 + 4 * extraBits + (value >> extraBits)
    return (symbol, UInt32(value & (1 << extraBits - 1)), extraBits)
  }

  /// A distance from 1 to 32768.
  static func distance(_ distance: Int) -> Written {
    let value = distance - 1
    if value < 4 { return (value, 0, 0) }
    let extraBits = Int.bitWidth - 1 - value.leadingZeroBitCount - 1
    let symbol = 2 * extraBits + (value >> extraBits)
    return (symbol, UInt32(value & (1 << extraBits - 1)), extraBits)
  }
}
