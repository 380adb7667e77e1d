// The place at which a small JSON file stops being JSON.

/// The line and the column of the first byte that is not allowed where it is.
struct BrokenPlace: Equatable {
  /// From 1.
  let line: Int
  /// In characters, from 1.
  let column: Int

  /// The place as messages print it.
  var text: String { "line \(line), column \(column)" }

  /// Searches bytes that should be one JSON value, perhaps after a byte order mark; `nil` if they are one.
  init?(in bytes: [UInt8]) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let json = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
    // The cursor needs zeros after the bytes, as many as a block has.
    let padded = json + [UInt8](repeating: 0, count: 64)
    let offset = padded.withUnsafeBufferPointer { bytes -> Int? in
      guard let start = bytes.baseAddress else { return nil }
      // SAFETY: the bytes are padded with zeros and valid during the call.
      var cursor = Cursor(at: start, fields: Fields(tree: FieldTree(paths: [])), spansLines: true)
      do throws(JSONError) {
        cursor.skipBlanks()
        try cursor.skipValue()
        cursor.skipBlanks()
        let end = cursor.at - start
        return end < json.count ? end : nil
      } catch {
        return min(error.position - start, json.count)
      }
    }
    guard let offset else { return nil }
    let before = json.prefix(offset)
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    line = before.count { $0 == 0x0A } + 1
    column = String(decoding: before[lineStart...], as: UTF8.self).count + 1
  }
}
