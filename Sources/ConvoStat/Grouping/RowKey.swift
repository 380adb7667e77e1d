// The key of a grouping's row as bytes: the period, the agent, the conversation's texts with their lengths.

/// A row's key. It is read where rows are written, once per row.
struct RowKey {
  let bytes: Text

  /// In place of an agent's number: what no agent did.
  static let noAgent = UInt32.max

  /// The bytes of the period and the agent.
  private static let prefixCount = 12

  /// Begins a key whose period and agent are to be set; texts of the conversation may be added, each with its length.
  @inline(__always)
  static func begin(_ key: inout KeyBuffer) { key.begin(room: prefixCount) }

  /// Sets the period and the agent of a key.
  @inline(__always)
  static func set(_ period: Int64, _ agent: UInt32, in key: inout KeyBuffer) {
    key.set(period, at: 0)
    key.set(agent, at: 8)
  }

  /// The number of the period, or one of `Periods`'s.
  var period: Int64 { load(at: 0) }

  /// The number of the agent, or `RowKey.noAgent`.
  var agent: UInt32 { load(at: 8) }

  /// The conversation's texts, in the order of the grouping's keys. They live as long as the grouping.
  var texts: [Text] {
    var texts: [Text] = []
    var reader = ByteReader(bytes.suffix(from: RowKey.prefixCount))
    while !reader.isAtEnd { texts.append(reader.takeText()) }
    return texts
  }

  private func load<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int) -> Number {
    var reader = ByteReader(bytes.suffix(from: offset))
    return reader.take(Number.self)
  }
}
