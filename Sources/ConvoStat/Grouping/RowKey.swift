// The key of a row of a grouping as bytes: the period, the agent, then the texts of the conversation with
// their lengths.

/// The key of a row.
///
/// It is decoded once per row, when the rows are written.
struct RowKey {
  let bytes: Text

  /// The number that represents no agent.
  static let noAgent = UInt32.max

  /// The number of bytes of the period and the agent.
  private static let prefixCount = 12

  /// Begins a key with an unset period and agent.
  ///
  /// The texts of the conversation are added after it, each with its length.
  @inline(__always)
  static func begin(_ key: inout KeyBuffer) { key.begin(room: prefixCount) }

  /// Sets the period and the agent of a key.
  @inline(__always)
  static func set(_ period: Int64, _ agent: UInt32, in key: inout KeyBuffer) {
    key.set(period, at: 0)
    key.set(agent, at: 8)
  }

  /// The number of the period, as defined by `Periods`.
  var period: Int64 { load(at: 0) }

  /// The number of the agent, or `RowKey.noAgent`.
  var agent: UInt32 { load(at: 8) }

  /// The texts of the conversation, in the order of the keys.
  ///
  /// They live as long as the grouping.
  var texts: [Text] {
    var texts: [Text] = []
    var reader = ByteReader(bytes.suffix(from: RowKey.prefixCount))
    while !reader.isAtEnd { texts.append(reader.readText()) }
    return texts
  }

  private func load<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int) -> Number {
    var reader = ByteReader(bytes.suffix(from: offset))
    return reader.read(Number.self)
  }
}
