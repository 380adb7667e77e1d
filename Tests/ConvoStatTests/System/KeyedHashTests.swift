// HMAC-SHA-256 against the examples of RFC 4231.

import Testing

@testable import ConvoStat

@Suite struct KeyedHashTests {
  /// A key, a text and the hash.
  static let examples: [(key: [UInt8], text: String, hash: String)] = [
    (
      [UInt8](repeating: 0x0b, count: 20), "Hi There",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ]

  @Test("The standard's examples have their hashes", arguments: examples)
  func example(_ key: [UInt8], _ text: String, _ hash: String) {
    let found = KeyedHash(key: key)(Array(text.utf8))
    #expect(found.map { String($0, radix: 16).zeroPadded(to: 2) }.joined() == hash)
  }
}
