// Patterns of paths: which inputs an option is for.

/// A pattern of paths.
///
/// `*` is any number of bytes except slashes, `**` any number of bytes, and `?` one character except a slash. A
/// pattern describes the end of a path from a slash on, or the whole path if it begins with a slash. A pattern
/// that ends with a slash means everything below that directory.
public struct PathPattern: Sendable, Equatable {
  /// The pattern as given.
  public let text: String
  private let parts: [Part]
  private let isWhole: Bool

  private enum Part: Sendable, Equatable {
    case byte(UInt8)
    case character
    case name
    case anything
  }

  /// Creates a pattern; `nil` if the text is empty.
  public init?(_ text: String) {
    if text.isEmpty { return nil }
    self.text = text
    var rest = text.pathBytes[...]
    while rest.starts(with: "./".utf8) { rest = rest.dropFirst(2) }
    isWhole = rest.first == UInt8(ascii: "/")
    var parts: [Part] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "?"): parts.append(.character)
      case UInt8(ascii: "*"):
        let isLong = rest.first == byte
        while rest.first == byte { rest.removeFirst() }
        parts.append(isLong ? .anything : .name)
      default: parts.append(.byte(byte))
      }
    }
    if parts.last == .byte(UInt8(ascii: "/")) { parts.append(.anything) }
    self.parts = parts
  }

  /// Returns true if the pattern describes a path.
  public func matches(_ path: String) -> Bool {
    let slash = UInt8(ascii: "/")
    let bytes = path.pathBytes
    if matches(bytes[...]) { return true }
    if isWhole { return false }
    return bytes.indices.contains { bytes[$0] == slash && matches(bytes[($0 + 1)...]) }
  }

  /// Returns true if the parts describe all of the bytes.
  ///
  /// After a mismatch, it goes on at the last star with one byte more in it, and if that star cannot take the byte,
  /// at the last double star.
  private func matches(_ bytes: ArraySlice<UInt8>) -> Bool {
    var (part, at) = (0, bytes.startIndex)
    var stars: [(part: Int, at: Int)] = []
    while true {
      if part == parts.count, at == bytes.endIndex { return true }
      if part < parts.count, parts[part] == .name || parts[part] == .anything {
        if parts[part] == .anything {
          stars.removeAll()
        } else if stars.last.map({ parts[$0.part] == .name }) ?? false {
          stars.removeLast()
        }
        stars.append((part, at))
        part += 1
        continue
      }
      if part < parts.count, at < bytes.endIndex, let next = step(parts[part], bytes, at) {
        (part, at) = (part + 1, next)
        continue
      }
      while let star = stars.last {
        let isBlocked =
          star.at == bytes.endIndex || parts[star.part] == .name && bytes[star.at] == UInt8(ascii: "/")
        if !isBlocked { break }
        stars.removeLast()
      }
      guard !stars.isEmpty else { return false }
      stars[stars.count - 1].at += 1
      (part, at) = (stars[stars.count - 1].part + 1, stars[stars.count - 1].at)
    }
  }

  /// Returns the position after what a part takes; `nil` if it does not take the byte.
  private func step(_ part: Part, _ bytes: ArraySlice<UInt8>, _ at: Int) -> Int? {
    switch part {
    case .byte(let byte): return bytes[at] == byte ? at + 1 : nil
    case .character:
      if bytes[at] == UInt8(ascii: "/") { return nil }
      var next = at + 1
      while next < bytes.endIndex, bytes[next] & 0xC0 == 0x80 { next += 1 }
      return next
    case .name, .anything: return nil
    }
  }
}
