// Bytes of a test, padded like a block.

@testable import ConvoStat

/// Bytes at a fixed address followed by zeros, as the cursor requires.
final class PaddedBytes {
  let start: UnsafePointer<UInt8>
  let count: Int
  private let memory: UnsafeMutablePointer<UInt8>

  /// - Parameter alignment: the number of bytes before the first one, to shift it within a word.
  init(_ bytes: [UInt8], alignment: Int = 0) {
    count = bytes.count
    memory = .allocate(capacity: alignment + bytes.count + Block.padding)
    memory.initialize(repeating: 0, count: alignment + bytes.count + Block.padding)
    for (index, byte) in bytes.enumerated() { memory[alignment + index] = byte }
    start = UnsafePointer(memory + alignment)
  }

  convenience init(_ string: String) { self.init(Array(string.utf8)) }

  deinit { memory.deallocate() }

  /// All bytes as a text, valid as long as this object lives.
  var text: Text { Text(start: start, count: count) }
}

/// Calls `body` with a string as a text.
func withText<Result>(_ string: String, _ body: (Text) throws -> Result) rethrows -> Result {
  let bytes = PaddedBytes(string)
  return try withExtendedLifetime(bytes) { try body(bytes.text) }
}

extension Twin.Reader {
  /// Returns whether bytes are one value, or else the error.
  static func whole(_ bytes: [UInt8]) -> (value: Twin.JSON?, reason: String?) {
    var reader = Twin.Reader(bytes: bytes, position: 0, end: bytes.count)
    do {
      let value = try reader.value()
      reader.skipSpace()
      return reader.here == nil ? (value, nil) : (nil, "bad_json")
    } catch {
      return (nil, error.reason)
    }
  }
}

/// Reads bytes with the cursor.
/// - Returns: `nil` if they are one value, or else the error.
func cursorReason(_ bytes: [UInt8], _ fields: Fields? = nil, spansLines: Bool = true) -> String? {
  let padded = PaddedBytes(bytes)
  return withExtendedLifetime(padded) { cursorReason(padded, fields, spansLines: spansLines) }
}

/// Reads bytes that outlive the call, so that the fields can be inspected.
func cursorReason(_ padded: PaddedBytes, _ fields: Fields?, spansLines: Bool = true) -> String? {
  let fields = fields ?? Fields(tree: FieldTree(paths: []))
  var cursor = Cursor(at: padded.start, fields: fields, spansLines: spansLines)
  cursor.skipBlanks()
  do throws(JSONError) {
    try cursor.record()
    cursor.skipBlanks()
    return cursor.at == padded.start + padded.count ? nil : "bad_json"
  } catch {
    return error.problem == .tooDeep ? "too_deep" : "bad_json"
  }
}
