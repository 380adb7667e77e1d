// By what a record names its conversation, before it is known which conversation that is.

/// A conversation as one record names it (SPEC 1.2).
enum Reference {
  /// An asapp conversation by its `id`.
  case byID(Text)
  /// An asapp conversation by its `externalId`.
  case byExternalID(Text)
  /// A chatwoot conversation, the account empty where the record gives none.
  case chatwoot(account: Text, conversation: Text)
}

/// Keys made of parts, for text tables.
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

/// References numbered in the order of first arrival.
final class ReferenceTable {
  private let table = TextTable(minimumCapacity: 1024)
  private var key = KeyBuffer()

  private enum Kind { static let byID: UInt8 = 0, byExternalID: UInt8 = 1, chatwoot: UInt8 = 2 }

  var count: Int { table.count }

  func number(of reference: Reference) -> UInt32 {
    write(reference)
    return key.withText { table.number(of: $0) }
  }

  func find(_ reference: Reference) -> UInt32? {
    write(reference)
    return key.withText { table.find($0) }
  }

  /// The reference with a number; its texts live as long as the table.
  subscript(number: UInt32) -> Reference {
    let key = table[number]
    func rest(_ from: Int) -> Text { Text(start: key.start + from, count: key.count - from) }
    switch key[0] {
    case Kind.byID: return .byID(rest(1))
    case Kind.byExternalID: return .byExternalID(rest(1))
    default:
      let count = Int(UInt32(littleEndian: UnsafeRawPointer(key.start + 1).loadUnaligned(as: UInt32.self)))
      return .chatwoot(account: Text(start: key.start + 5, count: count), conversation: rest(5 + count))
    }
  }

  private func write(_ reference: Reference) {
    switch reference {
    case .byID(let text):
      key.begin(Kind.byID)
      key.end(text)
    case .byExternalID(let text):
      key.begin(Kind.byExternalID)
      key.end(text)
    case .chatwoot(let account, let conversation):
      key.begin(Kind.chatwoot)
      key.add(account)
      key.end(conversation)
    }
  }
}
