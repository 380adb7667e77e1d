// The beginning of a file, inspected to tell JSON from other kinds of files.

/// The first bytes of a file after decompression.
struct FileHead {
  let bytes: [UInt8]
  /// True if these are all bytes of the file.
  let isWhole: Bool
  /// True if the name of the file promises compression and the file is not compressed.
  let isNamedCompressed: Bool
  /// The index of the first byte after a byte-order mark and JSON white space.
  let start: Int

  init(_ bytes: [UInt8], isWhole: Bool, isNamedCompressed: Bool = false) {
    self.bytes = bytes
    self.isWhole = isWhole
    self.isNamedCompressed = isNamedCompressed
    let mark = bytes.starts(with: FileHead.byteOrderMark) ? 3 : 0
    start = bytes[mark...].firstIndex { !FileHead.isBlank($0) } ?? bytes.count
  }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  /// True if there is only white space.
  var isBlank: Bool { start == bytes.count }

  func begins(_ magic: [UInt8]) -> Bool { bytes.starts(with: magic) }

  func begins(_ magic: StaticString) -> Bool { magic.withUTF8Buffer { bytes.starts(with: $0) } }

  /// Returns true if `text`, in lower case, occurs anywhere.
  ///
  /// Ignores the case of the file's letters.
  func contains(_ text: String) -> Bool { index(after: text, from: 0) != nil }

  /// Returns the index after the first occurrence of `text`, in lower case, or `nil`.
  ///
  /// Ignores the case of the file's letters.
  func index(after text: String, from start: Int) -> Int? {
    let wanted = Array(text.utf8)
    return bytes.indices.dropFirst(start).first { has(wanted, at: $0) }.map { $0 + wanted.count }
  }

  /// Returns true if `text`, in lower case, is at an index.
  ///
  /// Ignores the case of the file's letters.
  func has(_ text: [UInt8], at index: Int) -> Bool {
    guard bytes.count - index >= text.count else { return false }
    return text.indices.allSatisfy { FileHead.small(bytes[index + $0]) == text[$0] }
  }

  static func small(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}

// MARK: - JSON

extension FileHead {
  /// True if the file begins with a JSON value, or a later line begins with an object or an array.
  var hasJSON: Bool {
    let first = skipTolerated(from: 0)
    if opensValue(at: first) || isLineOfValues(at: first) { return true }
    return hasLineOfJSON(from: 0)
  }

  /// Returns true if a line after an index begins with an object or an array.
  ///
  /// The first bytes of the line must be text, because in binary data a bracket may follow a newline by
  /// chance.
  func hasLineOfJSON(from index: Int) -> Bool {
    var rest = bytes[index...]
    while let newline = rest.firstIndex(of: 0x0A) {
      let line = skipTolerated(from: newline + 1)
      rest = bytes[line...]
      if opensValue(at: line), !isBinary(bytes[line...].prefix(32).prefix { $0 != 0x0A }) { return true }
    }
    return false
  }

  /// Returns the index after everything that may precede a value: white space, a byte-order mark, U+001E,
  /// commas, and the zeros at the start of a file that was truncated while a program wrote to it.
  func skipTolerated(from index: Int) -> Int {
    var index = index
    while index < bytes.count {
      let byte = bytes[index]
      if FileHead.isBlank(byte) || byte == 0x1E || byte == 0x2C || byte == 0 {
        index += 1
      } else if has(FileHead.byteOrderMark, at: index) {
        index += 3
      } else {
        break
      }
    }
    return index
  }

  /// Returns true if an object or array seems to begin at an index, judged by its first token.
  func opensValue(at index: Int) -> Bool {
    guard index < bytes.count else { return false }
    let next = bytes[(index + 1)...].first { !FileHead.isBlank($0) }
    switch bytes[index] {
    case UInt8(ascii: "{"): return next.map { FileHead.afterBrace.contains($0) } ?? true
    case UInt8(ascii: "["): return next.map { FileHead.afterBracket.contains($0) } ?? true
    default: return false
    }
  }

  private static let afterBrace = Array("\"}".utf8)
  private static let afterBracket = Array("{[\"],-0123456789tfn".utf8)

  /// Returns true if there are whole values from an index to the end of the line, with or without a comma
  /// after the last.
  private func isLineOfValues(at index: Int) -> Bool {
    let line = Block()
    let text = Array(bytes[min(index, bytes.count)...].prefix { $0 != 0x0A })
    text.withText { line.append($0) }
    line.pad()
    let end = line.text.end
    var cursor = Cursor(
      at: line.text.start, fields: Fields(tree: FieldTree(paths: [])), spansLines: false)
    repeat {
      guard (try? cursor.skipValue()) != nil else { return false }
      cursor.skipBlanks()
      if cursor.at < end, cursor.at.pointee == UInt8(ascii: ",") {
        cursor.at += 1
        cursor.skipBlanks()
        return cursor.at >= end
      }
    } while cursor.at < end
    return true
  }
}
