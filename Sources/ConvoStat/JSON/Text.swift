// A stretch of UTF-8 bytes that somebody else owns: what ids, names and cells are inside the program.

/// Borrowed UTF-8 bytes. Valid as long as their owner (a block, a `TextTable`) lives.
///
/// Comparison and equality are bytewise; an empty text stands for an absent one.
struct Text: @unchecked Sendable {
  let start: UnsafePointer<UInt8>
  let count: Int

  /// The absent text.
  static let empty = Text("")

  init(start: UnsafePointer<UInt8>, count: Int) {
    self.start = start
    self.count = count
  }

  /// A text of the program's own.
  init(_ literal: StaticString) {
    self.init(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
  }

  /// The bytes of a buffer, valid as long as it is.
  init(_ buffer: UnsafeBufferPointer<UInt8>) {
    if let start = buffer.baseAddress { self.init(start: start, count: buffer.count) } else { self = .empty }
  }

  var isEmpty: Bool { count == 0 }

  subscript(index: Int) -> UInt8 { start[index] }

  /// The beginning, at most so many bytes, cut between characters.
  func prefix(_ limit: Int) -> Text {
    var length = min(count, limit)
    while length > 0, length < count, start[length] & 0xC0 == 0x80 { length -= 1 }
    return Text(start: start, count: length)
  }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

  /// The text as a string of its own; for the edges, not for the way of a record.
  var string: String { String(decoding: bytes, as: UTF8.self) }
}

extension Text: Comparable {
  static func == (left: Text, right: Text) -> Bool {
    left.count == right.count && compareBytes(left.start, right.start, left.count) == 0
  }

  static func < (left: Text, right: Text) -> Bool {
    let order = compareBytes(left.start, right.start, min(left.count, right.count))
    return order != 0 ? order < 0 : left.count < right.count
  }

  /// Whether this id comes before another: by length in bytes, then bytewise (README 2, order).
  func precedesAsID(_ other: Text) -> Bool {
    count != other.count ? count < other.count : self < other
  }

  static func == (text: Text, literal: StaticString) -> Bool {
    text.count == literal.utf8CodeUnitCount
      && compareBytes(text.start, literal.utf8Start, text.count) == 0
  }
}
