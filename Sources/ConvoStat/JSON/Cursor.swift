// A strict JSON parser over bytes: proves that a value is JSON and notes the requested fields.

/// Reads one value after another from padded bytes (RFC 8259, nothing more).
///
/// It never checks for an end: a line ends with a newline and a block with zeros, and neither is allowed
/// inside a value. If values may span lines, newlines are white space.
struct Cursor {
  // SAFETY: the owner of the bytes keeps them alive while the cursor is used, with 64 zeros after the last one. So the
  // cursor stops at a zero before it leaves them, and a scan may read 64 bytes ahead.
  /// The next byte to read.
  var at: UnsafePointer<UInt8>
  private let fields: Fields
  private let tree: FieldTree
  private let spansLines: Bool
  /// The elements of arrays that need no proof by the cursor; `nil` if it proves all.
  private let known: KnownValues?
  /// The end of the line or value.
  private let limit: UnsafePointer<UInt8>

  /// Maximum nesting of a value (Limits).
  static let deepest = 512

  /// Creates a cursor.
  /// - Parameter known: the elements of arrays that need no proof by the cursor, and the end of the line or value.
  init(
    at: UnsafePointer<UInt8>, fields: Fields, spansLines: Bool,
    known: (values: KnownValues, limit: UnsafePointer<UInt8>)? = nil
  ) {
    self.at = at
    (self.known, limit) = (known?.values, known?.limit ?? at)
    self.fields = fields
    self.tree = fields.tree
    self.spansLines = spansLines
  }

  /// Skips JSON white space.
  ///
  /// Skips a newline only if values may span lines.
  @inline(__always)
  mutating func skipBlanks() {
    while at.pointee <= 0x20 {
      let byte = at.pointee
      guard byte == 0x20 || byte == 0x09 || byte == 0x0D || (byte == 0x0A && spansLines) else { return }
      at += 1
    }
  }

  /// Reads a record: the value at `at`, with its fields noted as the tree asks.
  mutating func record() throws(JSONError) {
    fields.clear()
    try value(nil, FieldTree.root, depth: 0)
  }

  /// Reads the value at `at` as the value of a key of the record whose fields were noted before, which keeps all its other
  /// values.
  mutating func value(of key: String) throws(JSONError) {
    // The look-up reads eight bytes.
    let entry = (key + String(repeating: " ", count: 8)).withText {
      tree.entry(FieldTree.root, $0.prefix(key.utf8.count))
    }
    guard let entry else { return }
    fields.begin(entry)
    try value(entry, entry.value.child, depth: 0)
  }

  /// Reads a value without noting any field.
  mutating func skipValue() throws(JSONError) {
    try value(nil, FieldTree.none, depth: 0)
  }

  /// Reads a value without noting any field.
  ///
  /// Another value may follow it.
  ///
  /// White space, punctuation or `end` must follow a number or literal: `01` and `nullx` are broken, not
  /// two values.
  mutating func skipSeparateValue(before end: UnsafePointer<UInt8>) throws(JSONError) {
    let first = at.pointee
    try skipValue()
    if at >= end || first == UInt8(ascii: "\"") || first.opensBracket { return }
    switch at.pointee {
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"),
      UInt8(ascii: "{"),
      UInt8(ascii: "["), UInt8(ascii: "\""):
      return
    default: throw .malformed(at)
    }
  }

  private mutating func value(
    _ entry: InPlace<FieldTree.Entry>?, _ node: FieldTree.Node, depth: Int
  ) throws(JSONError) {
    let start = at
    let kind: ValueKind
    switch at.pointee {
    case UInt8(ascii: "\""):
      let token = try scanString(at + 1)
      at = token.start + token.count + 1
      if let entry {
        fields.set(
          entry.value.slot, token.isEscaped ? .escapedString : .string, token.start, token.count)
      }
      return
    case UInt8(ascii: "{"):
      try object(node, depth: depth + 1)
      kind = .object
    case UInt8(ascii: "["):
      try array(node, depth: depth + 1)
      kind = .array
    case UInt8(ascii: "-"), 0x30...0x39:
      at = try scanNumber(at)
      kind = .number
    case UInt8(ascii: "t"):
      try literal("true")
      kind = .yes
    case UInt8(ascii: "f"):
      try literal("false")
      kind = .no
    case UInt8(ascii: "n"):
      try literal("null")
      kind = .null
    default:
      throw .malformed(at)
    }
    if let entry { fields.set(entry.value.slot, kind, start, at - start) }
  }

  private mutating func object(_ node: FieldTree.Node, depth: Int) throws(JSONError) {
    guard depth <= Cursor.deepest else { throw JSONError(problem: .tooDeep, position: at) }
    at += 1
    skipBlanks()
    if at.pointee == UInt8(ascii: "}") {
      at += 1
      return
    }
    while true {
      guard at.pointee == UInt8(ascii: "\"") else { throw .malformed(at) }
      let key = try scanString(at + 1)
      at = key.start + key.count + 1
      let entry = node == FieldTree.none ? nil : find(key, node)
      skipBlanks()
      guard at.pointee == UInt8(ascii: ":") else { throw .malformed(at) }
      at += 1
      skipBlanks()
      if let entry {
        fields.begin(entry)
        try value(entry, entry.value.child, depth: depth)
      } else {
        try value(nil, FieldTree.none, depth: depth)
      }
      if try !another(before: UInt8(ascii: "}")) { return }
    }
  }

  @inline(__always)
  private func find(_ key: StringToken, _ node: FieldTree.Node) -> InPlace<FieldTree.Entry>? {
    tree.entry(node, key.isEscaped ? fields.unescapedKey(key) : Text(start: key.start, count: key.count))
  }

  private mutating func array(_ node: FieldTree.Node, depth: Int) throws(JSONError) {
    guard depth <= Cursor.deepest else { throw JSONError(problem: .tooDeep, position: at) }
    at += 1
    skipBlanks()
    if at.pointee == UInt8(ascii: "]") {
      at += 1
      return
    }
    var first = node == FieldTree.none ? nil : tree.firstElement(node)
    while true {
      if let entry = first {
        fields.begin(entry)
        try value(entry, entry.value.child, depth: depth)
        first = nil
      } else if let known, depth <= Cursor.deepest - Skeleton.deepest,
        let end = known.end(of: at, before: limit)
      {
        at = end
      } else {
        try value(nil, FieldTree.none, depth: depth)
      }
      if try !another(before: UInt8(ascii: "]")) { return }
    }
  }

  /// Steps over the comma after an element, or over the closing bracket.
  /// - Returns: true if another element follows.
  @inline(__always)
  private mutating func another(before bracket: UInt8) throws(JSONError) -> Bool {
    skipBlanks()
    let byte = at.pointee
    guard byte == UInt8(ascii: ",") || byte == bracket else { throw .malformed(at) }
    at += 1
    if byte == bracket { return false }
    skipBlanks()
    return true
  }

  private mutating func literal(_ word: StaticString) throws(JSONError) {
    var expected = word.utf8Start
    let end = expected + word.utf8CodeUnitCount
    while expected < end {
      guard at.pointee == expected.pointee else { throw .malformed(at) }
      at += 1
      expected += 1
    }
  }
}

extension UInt8 {
  /// True if the byte begins an object or an array.
  @inline(__always)
  var opensBracket: Bool { self == UInt8(ascii: "{") || self == UInt8(ascii: "[") }
}
