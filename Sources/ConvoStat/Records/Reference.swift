// By what a record names its conversation, before it is known which conversation that is.

/// A conversation as one record names it (README 1.2).
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
///
/// Messages of a conversation come close together, so the references that were asked for last stand in a small
/// cache in front of the table.
final class ReferenceTable {
  private let table = TextTable(minimumCapacity: 1024)
  private var key = KeyBuffer()
  private let recent: UnsafeMutablePointer<Recent>

  private enum Kind { static let byID: UInt8 = 0, byExternalID: UInt8 = 1, chatwoot: UInt8 = 2 }

  /// A reference in the cache; its texts are the table's.
  private struct Recent {
    var hash: UInt32
    var number: UInt32
    var kind: UInt8
    var account: Text
    var name: Text
  }

  private static let recentCount = 4096

  init() {
    recent = .allocate(capacity: ReferenceTable.recentCount)
    let none = Recent(hash: 0, number: 0, kind: .max, account: .empty, name: .empty)
    recent.initialize(repeating: none, count: ReferenceTable.recentCount)
  }

  deinit { recent.deallocate() }

  var count: Int { table.count }

  func number(of reference: Reference) -> UInt32 {
    let (kind, account, name) = ReferenceTable.parts(reference)
    let hash = hashBytes(name)
    let place = recent + Int(hash) & (ReferenceTable.recentCount - 1)
    if place.pointee.hash == hash, place.pointee.kind == kind, place.pointee.name == name,
      place.pointee.account == account
    {
      return place.pointee.number
    }
    key.write(kind, account, name)
    let number = key.withText { table.number(of: $0) }
    let kept = ReferenceTable.parts(self[number])
    place.pointee = Recent(hash: hash, number: number, kind: kind, account: kept.account, name: kept.name)
    return number
  }

  func find(_ reference: Reference) -> UInt32? {
    let (kind, account, name) = ReferenceTable.parts(reference)
    key.write(kind, account, name)
    return key.withText { table.find($0) }
  }

  /// The reference with a number; its texts live as long as the table.
  subscript(number: UInt32) -> Reference {
    let key = table[number]
    func rest(_ from: Int) -> Text { Text(start: key.start + from, count: key.count - from) }
    switch key[0] {
    case Kind.byID: return .byID(rest(5))
    case Kind.byExternalID: return .byExternalID(rest(5))
    default:
      let count = Int(UInt32(littleEndian: UnsafeRawPointer(key.start + 1).loadUnaligned(as: UInt32.self)))
      return .chatwoot(account: Text(start: key.start + 5, count: count), conversation: rest(5 + count))
    }
  }

  @inline(__always)
  private static func parts(_ reference: Reference) -> (kind: UInt8, account: Text, name: Text) {
    switch reference {
    case .byID(let text): (Kind.byID, .empty, text)
    case .byExternalID(let text): (Kind.byExternalID, .empty, text)
    case .chatwoot(let account, let conversation): (Kind.chatwoot, account, conversation)
    }
  }
}

extension KeyBuffer {
  /// The key of a reference.
  fileprivate mutating func write(_ kind: UInt8, _ account: Text, _ name: Text) {
    begin(kind)
    add(account)
    end(name)
  }
}
