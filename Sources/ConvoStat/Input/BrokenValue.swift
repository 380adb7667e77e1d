// The end of a value that is broken or too long, after which reading continues (Inputs: forms of a file).

/// Follows a broken value, byte by byte, to the nearest offset at which reading can continue.
///
/// Brackets and strings are counted through the fault, so the scan needs no valid JSON. It costs one pass
/// over the bytes that are skipped, and a bounded amount of memory.
struct BrokenValue {
  /// The reason why a value ends.
  enum End: Equatable {
    /// The value's own end: its bracket or string is closed, or a scalar meets a comma, a `]` or a line
    /// end.
    case own
    /// A later line begins with `{` or `[`.
    case line
    /// A `]` closes the array around the value.
    case array
  }

  /// The kind of the value, by its first byte.
  private enum Kind {
    case bracket, string, scalar
  }

  /// The number of bytes followed so far; after the end, the whole length.
  private(set) var count = 0
  /// The length without trailing white space.
  private(set) var solidCount = 0

  private var kind = Kind.scalar
  private let isInArray: Bool
  private var open = OpenBrackets()
  private var strings = StringTracker()
  private var isAtLineStart = false

  /// - Parameter isInArray: true if the value is an element of a file that is one array.
  init(isInArray: Bool) { self.isInArray = isInArray }

  /// Follows the value through the next bytes of the input.
  ///
  /// The first call begins with the value's first byte, and each later call continues where the last one
  /// stopped: at `count`, which may be a few bytes before the end of `bytes` if the decision needs more of
  /// them.
  /// - Parameter isAtEnd: true if the input ends with `bytes`.
  /// - Returns: the reason why the value ends, or `nil` if it continues. `count` is then the offset of the
  ///   end.
  mutating func follow(_ bytes: Text, isAtEnd: Bool) -> End? {
    for (index, byte) in bytes.bytes.enumerated() {
      if isAtLineStart {
        let rest = bytes.suffix(from: index)
        if byte == 0x1E || byte == 0xEF, rest.count < 4, !isAtEnd { return nil }
        if BrokenValue.opensLine(rest) { return .line }
      }
      if count > 0, let end = endBefore(byte) { return end }
      if count == 0 { begin(byte) }
      count += 1
      isAtLineStart = byte == 0x0A
      let isBlank = byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
      if !isBlank { solidCount = count }
      if read(byte) { return .own }
    }
    return nil
  }

  /// Returns true if a line begins with a bracket, with or without a mark before it.
  private static func opensLine(_ line: Text) -> Bool {
    if line[0].opensBracket { return true }
    let mark = line[0] == 0x1E ? 1 : line.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    return mark > 0 && mark < line.count && line[mark].opensBracket
  }

  private mutating func begin(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["): kind = .bracket
    case UInt8(ascii: "\""): kind = .string
    default: kind = .scalar
    }
  }

  /// Returns the reason why the value ends just before `byte`, or `nil` if the byte belongs to it.
  private func endBefore(_ byte: UInt8) -> End? {
    switch kind {
    case .string: nil
    case .scalar:
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == 0x0A ? .own : nil
    case .bracket:
      isInArray && !strings.isInside && byte == UInt8(ascii: "]") && open.arrays == 0 ? .array : nil
    }
  }

  /// Reads a byte of the value.
  /// - Returns: true if the byte is the value's last.
  private mutating func read(_ byte: UInt8) -> Bool {
    if kind == .scalar { return false }
    if strings.read(byte) { return kind == .string && !strings.isInside }
    switch byte {
    case UInt8(ascii: "{"): open.push(.object)
    case UInt8(ascii: "["): open.push(.array)
    case UInt8(ascii: "}"): return open.close(.object)
    case UInt8(ascii: "]"): return open.close(.array)
    default: break
    }
    return false
  }
}

/// A scanner that tells which bytes of JSON, valid or not, belong to strings.
struct StringTracker {
  /// True if the bytes so far end inside a string.
  private(set) var isInside = false
  private var isEscaped = false

  /// Reads the next byte.
  /// - Returns: true if it belongs to a string, including its quotes.
  mutating func read(_ byte: UInt8) -> Bool {
    if !isInside {
      isInside = byte == UInt8(ascii: "\"")
      return isInside
    }
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\\") {
      isEscaped = true
    } else if byte == UInt8(ascii: "\"") {
      isInside = false
    }
    return true
  }
}

/// The open brackets of a broken value, innermost last, one bit each.
private struct OpenBrackets {
  enum Kind { case object, array }

  private(set) var objects = 0
  private(set) var arrays = 0
  /// One bit per bracket, 1 for an array.
  ///
  /// The first bracket is the lowest bit of the first word.
  private var words: [UInt64] = []
  /// The number of brackets beyond `maximumDepth`.
  ///
  /// Their kinds are unknown: any bracket closes one of them.
  private var beyond = 0

  private var depth: Int { objects + arrays }

  /// Maximum number of brackets whose kinds are stored, so that a file of nothing but brackets takes at
  /// most a megabyte.
  private static let maximumDepth = 1 << 23

  mutating func push(_ kind: Kind) {
    if depth == OpenBrackets.maximumDepth {
      beyond += 1
      return
    }
    let (word, bit) = (depth / 64, UInt64(1) << UInt64(depth % 64))
    if word == words.count { words.append(0) }
    if kind == .array { words[word] |= bit } else { words[word] &= ~bit }
    add(1, to: kind)
  }

  /// Closes the innermost open bracket of a kind and everything open inside it.
  ///
  /// Ignores a bracket that closes nothing.
  ///
  /// - Returns: true if no bracket remains open.
  mutating func close(_ kind: Kind) -> Bool {
    if beyond > 0 {
      beyond -= 1
      return false
    }
    guard (kind == .array ? arrays : objects) > 0 else { return false }
    while true {
      let last = depth - 1
      let top: Kind = words[last / 64] >> UInt64(last % 64) & 1 == 1 ? .array : .object
      add(-1, to: top)
      if top == kind { return depth == 0 }
    }
  }

  private mutating func add(_ change: Int, to kind: Kind) {
    if kind == .array { arrays += change } else { objects += change }
  }
}
