// A strict parser of one value that can restart inside the value, after the outer value was given up.

/// Proves, like `Cursor`, that bytes are JSON (RFC 8259), and records which brackets are open and where
/// they began.
///
/// If a value turns out to be broken far after its beginning, the values inside it that are still open are
/// broken at the same byte, and the closed ones are whole. `restart(at:)` uses this, so that bytes are not
/// proved again for every value inside a broken one. Offsets are those of the input, in bytes from 0.
struct ValueProof {
  /// The result so far.
  enum Verdict {
    /// The value is whole. `end` is exclusive.
    case whole(end: Int)
    /// The window ends within the value.
    case needsMore
    /// The value is not JSON: the byte at this offset is not allowed.
    case broken(JSONError.Problem, at: Int)
  }

  private struct Opening {
    var offset: Int
    var isObject: Bool
  }

  /// The tokens that may come next.
  private enum Expected {
    case value, valueOrEnd, key, keyOrEnd, colon, commaOrEnd
  }

  /// The offset of the next byte to read.
  private(set) var position: Int
  private var openings: [Opening] = []
  private var expected = Expected.value
  private var malformed: Int?

  /// - Parameter start: the offset of the value's first byte, which must be a bracket.
  init(start: Int) { position = start }

  /// Gives up the values around the one that begins at an offset, and continues with that one.
  /// - Returns: false if no open value begins there.
  mutating func restart(at offset: Int) -> Bool {
    let index = openings.partitioningIndex { $0.offset >= offset }
    guard index < openings.count, openings[index].offset == offset else { return false }
    openings.removeSubrange(..<index)
    return true
  }

  /// Continues the proof.
  /// - Parameters:
  ///   - window: bytes of the input, followed by `Block.padding` zeros.
  ///   - offset: the offset of the window's first byte.
  ///   - isAtEnd: true if the input ends with the window.
  mutating func advance(
    _ window: Text, at offset: Int, isAtEnd: Bool
  ) -> Verdict {
    if let malformed { return .broken(.malformed, at: malformed) }
    // SAFETY: the window keeps its bytes during the call. `at` stays between `base` and `end`; a token is read past
    // `end` only as far as the zeros after it, at which every scan stops.
    let (base, end) = (window.start, window.end)
    var at = base + (position - offset)
    defer { position = at - base + offset }
    do throws(JSONError) {
      while at < end {
        let start = at
        let byte = at.pointee
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D: at += 1
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          try open(byte, at, offset + (at - base))
          at += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          try close(byte, at)
          at += 1
          if openings.isEmpty { return .whole(end: at - base + offset) }
        case UInt8(ascii: ","), UInt8(ascii: ":"):
          try separate(byte, at)
          at += 1
        default:
          let next = try expectedAfter(byte, at)
          at = try token(at)
          if at >= end, !isAtEnd {
            at = start  // the token may continue
            return .needsMore
          }
          expected = next
        }
      }
      return .needsMore
    } catch {
      if error.problem == .malformed {
        if !isAtEnd, isCutShort(error.position, end: end) { return .needsMore }
        malformed = error.position - base + offset
      }
      return .broken(error.problem, at: error.position - base + offset)
    }
  }

  private mutating func open(_ byte: UInt8, _ at: UnsafePointer<UInt8>, _ offset: Int) throws(JSONError) {
    guard expected == .value || expected == .valueOrEnd else { throw .malformed(at) }
    guard openings.count < Cursor.deepest else { throw JSONError(problem: .tooDeep, position: at) }
    let isObject = byte == UInt8(ascii: "{")
    openings.append(Opening(offset: offset, isObject: isObject))
    expected = isObject ? .keyOrEnd : .valueOrEnd
  }

  private mutating func close(_ byte: UInt8, _ at: UnsafePointer<UInt8>) throws(JSONError) {
    let isObject = byte == UInt8(ascii: "}")
    let mayEnd = expected == .commaOrEnd || expected == (isObject ? .keyOrEnd : .valueOrEnd)
    guard mayEnd, openings.last?.isObject == isObject else { throw .malformed(at) }
    openings.removeLast()
    expected = .commaOrEnd
  }

  private mutating func separate(_ byte: UInt8, _ at: UnsafePointer<UInt8>) throws(JSONError) {
    if byte == UInt8(ascii: ":") {
      guard expected == .colon else { throw .malformed(at) }
      expected = .value
    } else {
      guard expected == .commaOrEnd else { throw .malformed(at) }
      expected = openings.last?.isObject == true ? .key : .value
    }
  }

  /// Returns the tokens that may follow a string or a scalar that begins with a byte.
  private func expectedAfter(_ byte: UInt8, _ start: UnsafePointer<UInt8>) throws(JSONError) -> Expected {
    switch expected {
    case .value, .valueOrEnd: return .commaOrEnd
    case .key where byte == UInt8(ascii: "\""), .keyOrEnd where byte == UInt8(ascii: "\""): return .colon
    default: throw .malformed(start)
    }
  }

  /// Reads a string or a scalar.
  /// - Returns: its end.
  private func token(_ at: UnsafePointer<UInt8>) throws(JSONError) -> UnsafePointer<UInt8> {
    switch at.pointee {
    case UInt8(ascii: "\""):
      let token = try scanString(at + 1)
      return token.start + token.count + 1
    case UInt8(ascii: "-"), 0x30...0x39: return try scanNumber(at)
    case UInt8(ascii: "t"): return try literal("true", at)
    case UInt8(ascii: "f"): return try literal("false", at)
    case UInt8(ascii: "n"): return try literal("null", at)
    default: throw .malformed(at)
    }
  }

  private func literal(
    _ word: StaticString, _ start: UnsafePointer<UInt8>
  ) throws(JSONError) -> UnsafePointer<UInt8> {
    for index in 0..<word.utf8CodeUnitCount where start[index] != word.utf8Start[index] {
      throw .malformed(start + index)
    }
    return start + word.utf8CodeUnitCount
  }
}
