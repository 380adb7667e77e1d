// HMAC-SHA-256 (RFC 2104, FIPS 198-1): a hash that only who has the key can compute.

/// A keyed hash of short texts.
package struct KeyedHash: Sendable {
  /// The hash of the key in its inner padding, to which a text is added.
  private let inner: SHA256
  /// The hash of the key in its outer padding, to which the inner digest is added.
  private let outer: SHA256

  private static let blockSize = 64

  /// Creates the hash of a key.
  package init(key: [UInt8]) {
    var block = key
    if key.count > KeyedHash.blockSize {
      var hash = SHA256()
      key.withUnsafeBytes { hash.absorb($0) }
      block = KeyedHash.bytes(of: hash.digest)
    }
    block += [UInt8](repeating: 0, count: KeyedHash.blockSize - block.count)
    (inner, outer) = (KeyedHash.padded(block, 0x36), KeyedHash.padded(block, 0x5c))
  }

  /// Returns the 32 bytes of the hash of a text.
  package func callAsFunction(_ bytes: [UInt8]) -> [UInt8] {
    var (text, all) = (inner, outer)
    bytes.withUnsafeBytes { text.absorb($0) }
    KeyedHash.bytes(of: text.digest).withUnsafeBytes { all.absorb($0) }
    return KeyedHash.bytes(of: all.digest)
  }

  /// Returns the hash of a block whose bytes are combined with a padding.
  private static func padded(_ block: [UInt8], _ padding: UInt8) -> SHA256 {
    var hash = SHA256()
    block.map { $0 ^ padding }.withUnsafeBytes { hash.absorb($0) }
    return hash
  }

  private static func bytes(of digest: SIMD8<UInt32>) -> [UInt8] {
    (0..<32).map { UInt8(truncatingIfNeeded: digest[$0 / 4] >> UInt32(24 - $0 % 4 * 8)) }
  }
}
