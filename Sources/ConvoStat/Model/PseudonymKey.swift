// The key of pseudonyms, and the pseudonyms of agents and customers.

import System

/// The secret from which pseudonyms are made.
public struct PseudonymKey: Sendable {
  private let hash: KeyedHash

  /// The kind of a person: an agent and a customer with the same id have pseudonyms that nobody can connect.
  enum Kind {
    case agent, customer

    /// The word before the id in what is hashed, and before the digits of the pseudonym.
    fileprivate var word: (hashed: StaticString, shown: StaticString) {
      self == .agent ? ("agent:", "agent-") : ("customer:", "customer-")
    }

    /// The number of bytes of the hash in a pseudonym.
    ///
    /// 48 bits: of 100 000 agents, any two share a pseudonym with a probability of 1 in 50 000. 64 bits: of 10 000 000
    /// customers, with one of 1 in 300 000.
    fileprivate var size: Int { self == .agent ? 6 : 8 }
  }

  /// The minimum length of a key in bytes: that of the hash.
  public static let leastCount = 32
  /// The maximum length of a file with a key in bytes: another file was probably meant.
  private static let mostFileBytes = 4096

  /// Creates the key that the bytes are.
  init(_ bytes: [UInt8]) { hash = KeyedHash(key: bytes) }

  /// Reads a key from a file: its bytes without line ends after them.
  public init(path: String) throws(SettingsMistake) {
    var bytes: [UInt8]
    switch read(path, atMost: PseudonymKey.mostFileBytes + 1) {
    case .success(let read): bytes = read
    case .failure(let error): throw SettingsMistake(key: "", problem: error.sentence)
    }
    if bytes.count > PseudonymKey.mostFileBytes {
      throw SettingsMistake(
        key: "", problem: "has more than \(PseudonymKey.mostFileBytes) bytes: it is no key")
    }
    while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
    if bytes.count < PseudonymKey.leastCount {
      let size = bytes.isEmpty ? "is empty" : "has a key of \(Quantity.counted(bytes.count, "byte"))"
      throw SettingsMistake(key: "", problem: "\(size): a key has at least \(PseudonymKey.leastCount) bytes")
    }
    self.init(bytes)
  }

  /// The text by which two runs see that they used the same key; nobody can compute the key from it.
  public var checkValue: String {
    "check-" + hash(Array("check".utf8)).prefix(4).map(PseudonymKey.digits).joined()
  }

  /// Returns the pseudonym of an id: the same for the same key, kind and id.
  func pseudonym(_ kind: Kind, _ id: Text) -> [UInt8] {
    let word = kind.word
    let digits = hash(Array(Text(word.hashed).bytes) + id.bytes).prefix(kind.size)
    return Array(Text(word.shown).bytes) + digits.flatMap { PseudonymKey.digits($0).utf8 }
  }

  private static func digits(_ byte: UInt8) -> String { String(byte, radix: 16).zeroPadded(to: 2) }
}
