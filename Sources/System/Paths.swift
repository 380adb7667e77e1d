// Paths as the system has them: bytes without NUL, not necessarily UTF-8, stored in a String.

import Foundation

/// A byte of a path that is not UTF-8 is represented by one of the last 128 scalars, U+10FF80 to U+10FFFF, by
/// its low byte. If a path really contains one of these scalars, its four bytes are represented in the same
/// way. So every path has one text, and that text gives its bytes back.
extension String {
  /// Creates the text of a path whose bytes end before a zero, as the system passes arguments.
  ///
  /// SAFETY: the caller guarantees the zero, and keeps the bytes until the call returns.
  package init(pathEndedByZero bytes: UnsafePointer<CChar>) {
    self.init(path: UnsafeRawBufferPointer(start: bytes, count: strlen(bytes)))
  }

  /// Creates the text of a path from the system or the command line.
  package init(path bytes: some Sequence<UInt8>) {
    var text = ""
    var (parser, iterator) = (Unicode.UTF8.ForwardParser(), Bytes(bytes.makeIterator()))
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        let scalar = Unicode.UTF8.decode(encoded)
        if scalar.value < String.firstStandIn {
          text.unicodeScalars.append(scalar)
        } else {
          for byte in encoded { text.unicodeScalars.append(String.standIn(for: byte)) }
        }
        iterator.forget(encoded.count)
      case .error(let length):
        for byte in iterator.given.prefix(length) { text.unicodeScalars.append(String.standIn(for: byte)) }
        iterator.forget(length)
      case .emptyInput:
        self = text
        return
      }
    }
  }

  /// The bytes of the path for the system.
  package var pathBytes: [UInt8] {
    if isUTF8Path { return Array(utf8) }
    return unicodeScalars.flatMap { scalar in
      scalar.value < String.firstStandIn ? Array(String(scalar).utf8) : [UInt8(scalar.value & 0xFF)]
    }
  }

  /// True if the path is UTF-8 throughout.
  package var isUTF8Path: Bool { unicodeScalars.allSatisfy { $0.value < String.firstStandIn } }

  /// The path with `\xNN` for each byte that is not UTF-8, for printing.
  package var printablePath: String {
    if isUTF8Path { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      if let byte = scalar.pathByte {
        text += "\\x" + String(byte, radix: 16)
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }

  /// The bytes of a path that is not UTF-8 in base 64; `nil` for other paths.
  package var base64Path: String? {
    if isUTF8Path { return nil }
    return Data(pathBytes).base64EncodedString()
  }

  /// Calls a function with the path as a C string.
  package func withPath<Result>(_ call: (UnsafePointer<CChar>) -> Result) -> Result {
    // SAFETY: the array lives during the call and ends with a zero. `CChar` has the layout of `UInt8`.
    (pathBytes + [0]).withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        characters.baseAddress.map(call) ?? "".withCString(call)
      }
    }
  }

  fileprivate static let firstStandIn: UInt32 = 0x10_FF80

  private static func standIn(for byte: UInt8) -> Unicode.Scalar {
    Unicode.Scalar(0x10_FF00 + UInt32(byte)) ?? "\u{FFFD}"
  }
}

extension Unicode.Scalar {
  /// The byte of a path that this scalar represents; `nil` for an ordinary scalar.
  package var pathByte: UInt8? { value < String.firstStandIn ? nil : UInt8(value & 0xFF) }
}

/// An iterator that remembers the bytes it gave, because the UTF-8 parser does not report which bytes were
/// wrong.
private struct Bytes<Base: IteratorProtocol<UInt8>>: IteratorProtocol {
  private var base: Base
  private(set) var given: [UInt8] = []

  init(_ base: Base) { self.base = base }

  mutating func next() -> UInt8? {
    let byte = base.next()
    if let byte { given.append(byte) }
    return byte
  }

  mutating func forget(_ count: Int) { given.removeFirst(count) }
}
