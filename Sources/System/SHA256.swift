// SHA-256 (FIPS 180-4), for the checksums of inputs and outputs.

/// A SHA-256 in progress: bytes are absorbed piece by piece, in order.
package struct SHA256: Sendable {
  private var state = SIMD8<UInt32>(
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
  /// The bytes that do not fill a block yet; fewer than 64.
  private var rest: [UInt8] = []
  private var absorbedBytes: UInt64 = 0

  private static let blockSize = 64

  package init() {}

  /// Adds the next bytes of the stream.
  package mutating func absorb(_ bytes: UnsafeRawBufferPointer) {
    absorbedBytes += UInt64(bytes.count)
    var bytes = bytes[...]
    if !rest.isEmpty {
      let missing = min(SHA256.blockSize - rest.count, bytes.count)
      rest.append(contentsOf: bytes.prefix(missing))
      bytes = bytes.dropFirst(missing)
      guard rest.count == SHA256.blockSize else { return }
      let block = rest
      block.withUnsafeBytes { absorbBlocks($0) }
      rest.removeAll(keepingCapacity: true)
    }
    let whole = bytes.count / SHA256.blockSize * SHA256.blockSize
    absorbBlocks(UnsafeRawBufferPointer(rebasing: bytes.prefix(whole)))
    rest.append(contentsOf: bytes.dropFirst(whole))
  }

  /// The digest of the bytes so far, as 64 hexadecimal digits.
  package var hexadecimal: String {
    let digest = digest
    return (0..<8).map { index in
      let digits = String(digest[index], radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// The digest of the bytes so far, as eight words of which the first has the first digits.
  var digest: SIMD8<UInt32> {
    var padded = self
    let zeros = (2 * SHA256.blockSize - 9 - rest.count) % SHA256.blockSize
    var padding: [UInt8] = [0x80] + [UInt8](repeating: 0, count: zeros)
    withUnsafeBytes(of: (absorbedBytes * 8).bigEndian) { padding.append(contentsOf: $0) }
    padding.withUnsafeBytes { padded.absorb($0) }
    return padded.state
  }

  /// Adds whole blocks.
  ///
  /// SAFETY: the caller keeps the bytes during the call. Offsets stay below their number, a multiple of 64, and
  /// indices of the schedule below its 64 words.
  ///
  /// - Precondition: the number of bytes is a multiple of 64.
  private mutating func absorbBlocks(_ bytes: UnsafeRawBufferPointer) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      for start in stride(from: 0, to: bytes.count, by: SHA256.blockSize) {
        SHA256.expand(bytes, start, into: schedule)
        state &+= SHA256.compress(state, schedule)
      }
    }
  }

  /// The message schedule W of one block (FIPS 180-4, 6.2.2 step 1).
  @inline(__always)
  private static func expand(
    _ bytes: UnsafeRawBufferPointer, _ start: Int, into w: UnsafeMutableBufferPointer<UInt32>
  ) {
    for t in 0..<16 {
      w[t] = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: start + 4 * t, as: UInt32.self))
    }
    for t in 16..<64 {
      let s0 = rotated(w[t - 15], 7) ^ rotated(w[t - 15], 18) ^ (w[t - 15] >> 3)
      let s1 = rotated(w[t - 2], 17) ^ rotated(w[t - 2], 19) ^ (w[t - 2] >> 10)
      w[t] = w[t - 16] &+ s0 &+ w[t - 7] &+ s1
    }
  }

  /// The change of the state by one block (FIPS 180-4, 6.2.2 steps 2 and 3, in its names).
  @inline(__always)
  private static func compress(
    _ state: SIMD8<UInt32>, _ w: UnsafeMutableBufferPointer<UInt32>
  ) -> SIMD8<UInt32> {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    roundConstants.withUnsafeBufferPointer { k in
      for t in 0..<64 {
        let choice = (e & f) ^ (~e & g)
        let majority = (a & b) ^ (a & c) ^ (b & c)
        let t1 = h &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ choice &+ k[t] &+ w[t]
        let t2 = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ majority
        (h, g, f, e) = (g, f, e, d &+ t1)
        (d, c, b, a) = (c, b, a, t1 &+ t2)
      }
    }
    return SIMD8(a, b, c, d, e, f, g, h)
  }

  @inline(__always)
  private static func rotated(_ word: UInt32, _ bits: UInt32) -> UInt32 {
    (word >> bits) | (word << (32 - bits))
  }

  /// The constants K (FIPS 180-4, 4.2.2).
  private static let roundConstants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
