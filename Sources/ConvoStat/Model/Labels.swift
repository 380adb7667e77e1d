// The labels of a conversation: a set of texts that is stored as one text.

/// Labels, each once, in bytewise order, separated by U+0000, which no stored label contains.
struct Labels: Sequence {
  private let text: Text

  private static let separator: UInt8 = 0

  /// - Parameter text: a result of `joined`; empty if there are no labels.
  init(_ text: Text) { self.text = text }

  /// Returns labels as the bytes of one text.
  static func joined(_ labels: [Text]) -> [UInt8] {
    var bytes: [UInt8] = []
    var last: Text?
    for label in labels.sorted() where last.map({ $0 != label }) ?? true {
      if last != nil { bytes.append(separator) }
      for byte in label.bytes {
        if byte == separator { bytes += Array("\u{FFFD}".utf8) } else { bytes.append(byte) }
      }
      last = label
    }
    return bytes
  }

  var isEmpty: Bool { text.isEmpty }

  /// The labels separated by `;`, as in a cell.
  var cell: [UInt8] { text.bytes.map { $0 == Labels.separator ? UInt8(ascii: ";") : $0 } }

  struct Iterator: IteratorProtocol {
    fileprivate var rest: Text

    mutating func next() -> Text? {
      if rest.isEmpty { return nil }
      var count = 0
      while count < rest.count, rest[count] != Labels.separator { count += 1 }
      let label = Text(start: rest.start, count: count)
      let taken = Swift.min(count + 1, rest.count)
      rest = Text(start: rest.start + taken, count: rest.count - taken)
      return label
    }
  }

  func makeIterator() -> Iterator { Iterator(rest: text) }
}
