// The kinds of files that are neither NDJSON nor JSON, with a recogniser for each.

/// A kind of file that cannot be read.
///
/// The raw value is the word in `run.json` and in the line of `--json`.
public enum FileKind: String, CaseIterable, Sendable {
  case utf16, utf32, latin1
  case zip, xlsx, tar, parquet, sqlite, lz4
  /// Compressed by `compress`: the name ends with `.Z`.
  case compress
  /// Compressed data inside compressed data.
  case compressedTwice = "compressed_twice"
  case html, xml, csv
  /// A file with the name of a compressed file that is neither compressed nor JSON.
  case misnamed
  /// Bytes of no other kind.
  case binary
}

extension FileHead {
  /// The recogniser of each kind, in the order in which they are tried.
  ///
  /// The first rows look for magic numbers, with which no JSON begins. The other rows describe text and
  /// other bytes; a file with any JSON at the beginning of a line has a different kind, so that a log
  /// line or an error page costs only its own lines. Latin-1 is the exception, because its lines may well
  /// be JSON.
  private static let recognisers: [(kind: FileKind, recognises: @Sendable (FileHead) -> Bool)] = [
    (.xlsx, { $0.isZip && $0.contains("xl/") }),
    (.zip, { $0.isZip }),
    (.tar, { $0.isTar }),
    (.parquet, { $0.begins("PAR1") }),
    (.sqlite, { $0.begins("SQLite format 3\0") }),
    (.lz4, { $0.isLZ4 }),
    (.compress, { $0.begins([0x1F, 0x9D]) }),
    (.compressedTwice, { Compression($0.bytes) != nil }),
    (.utf32, { $0.isUTF32 }),
    (.utf16, { $0.isUTF16 }),
    (.html, { $0.markup == .html }),
    (.xml, { $0.markup == .xml }),
    (.latin1, { $0.isLatin1 }),
    (.csv, { !$0.hasJSON && $0.isCSV }),
    (.misnamed, { $0.isNamedCompressed && !$0.isBlank && !$0.hasJSON }),
    (.binary, { !$0.hasJSON && $0.isBinary }),
  ]

  /// The kind of the file; `nil` if it may be NDJSON or JSON.
  var kind: FileKind? { FileHead.recognisers.first { $0.recognises(self) }?.kind }
}

// MARK: - Archives, databases, compressed data

extension FileHead {
  fileprivate var isZip: Bool { begins("PK\u{3}\u{4}") || begins("PK\u{5}\u{6}") || begins("PK\u{7}\u{8}") }

  /// True if the first block is the header of a tar member, with a correct checksum.
  fileprivate var isTar: Bool {
    guard bytes.count >= 512 else { return false }
    let field = 148..<156
    let digits = bytes[field].drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
    guard let stated = Int(String(decoding: digits, as: UTF8.self), radix: 8) else { return false }
    let sum = (0..<512).reduce(0) { $0 + (field.contains($1) ? 0x20 : Int(bytes[$1])) }
    return stated == sum
  }

  /// True if the file begins with an lz4 frame, with or without skippable frames before it, or with the
  /// magic number of its old format.
  fileprivate var isLZ4: Bool {
    let frame = Compression.bytesAfterSkippableFrames(bytes)
    return frame?.starts(with: Compression.lz4Magic) ?? false || begins([0x02, 0x21, 0x4C, 0x18])
  }
}

// MARK: - Encodings of several bytes

extension FileHead {
  /// True if there is a byte-order mark, or if the first two characters are ASCII in four bytes each.
  fileprivate var isUTF32: Bool {
    begins([0xFF, 0xFE, 0, 0]) || begins([0, 0, 0xFE, 0xFF]) || isASCII(inUnitsOf: 4)
  }

  /// True if there is a byte-order mark, or if the first two characters are ASCII in two bytes each.
  fileprivate var isUTF16: Bool { begins([0xFF, 0xFE]) || begins([0xFE, 0xFF]) || isASCII(inUnitsOf: 2) }

  /// Returns true if the first two characters, or the only one of a shorter file, are a non-zero byte among
  /// zeros, at the same index in each.
  ///
  /// All JSON begins with two characters of ASCII.
  private func isASCII(inUnitsOf width: Int) -> Bool {
    let zeros = bytes.prefix(2 * width).map { $0 == 0 }
    guard zeros.count >= width, let position = zeros.firstIndex(of: false) else { return false }
    guard position == 0 || position == width - 1 else { return false }
    return zeros.indices.allSatisfy { index in
      if index % width != position { return zeros[index] }
      return FileHead.isBlank(bytes[index]) || (0x21...0x7E).contains(bytes[index])
    }
  }
}
