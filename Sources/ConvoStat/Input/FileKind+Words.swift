// Files of another kind, for people: their names, and the commands that convert them to NDJSON.

extension FileKind {
  /// Returns the noun for a file of this kind, after "is".
  /// - Parameter compression: the compression of the file, or `nil`.
  func noun(inside compression: String?) -> String {
    let (noun, wanted) = words
    return noun + (compression.map { " inside \($0)" } ?? "") + (wanted.map { ", not \($0)" } ?? "")
  }

  /// The noun, and the kind that was expected.
  private var words: (noun: String, wanted: String?) {
    switch self {
    case .utf16: ("UTF-16", "UTF-8")
    case .utf32: ("UTF-32", "UTF-8")
    case .latin1: ("Latin-1 or another encoding of one byte per character", "UTF-8")
    case .zip: ("a zip archive", "NDJSON")
    case .xlsx: ("an Excel workbook", "NDJSON")
    case .tar: ("a tar archive", "NDJSON")
    case .parquet: ("a Parquet file", "NDJSON")
    case .sqlite: ("an SQLite database", "NDJSON")
    case .lz4: ("compressed by lz4", nil)
    case .compress: ("compressed by compress (.Z)", nil)
    case .compressedTwice: ("compressed data", "NDJSON")
    case .html: ("an HTML page", "NDJSON")
    case .xml: ("XML", "NDJSON")
    case .csv: ("CSV", "NDJSON")
    case .misnamed: ("named as a compressed file, but is neither compressed nor JSON", nil)
    case .binary: ("a binary file", "NDJSON")
    }
  }

  /// Returns a hint: a command, or what to check.
  /// - Parameter compression: the tool that undoes the compression of the file, or `nil`.
  func hint(for path: String, compression: String?) -> String {
    let file = path == "-" ? ShellFile.placeholder : ShellFile(path)
    let unpack = compression.map { $0 == "gzip" ? "gunzip -c" : "\($0) -dc" }
    if let filter {
      if path == "-" {
        return "pipe it through \([unpack, filter].compactMap(\.self).joined(separator: " | ")) first"
      }
      let source = unpack.map { "\($0) \(file.word) | \(filter)" } ?? "\(filter) \(file.word)"
      return "\(source) > utf8.ndjson"
    }
    let isSaved = path == "-" ? "save it as \(ShellFile.placeholder.word), then: " : ""
    if self == .tar { return isSaved + "tar xf \(file.word) unpacks it; read the files that come out" }
    if self == .compressedTwice {
      let unpack = unpack ?? "gunzip -c"
      return path == "-" ? "pipe it through \(unpack) first" : "\(unpack) \(file.word) > unpacked; read that"
    }
    if self == .html || self == .xml { return advice(file) }
    guard let unpack else { return isSaved + advice(file) }
    return isSaved + "\(unpack) \(file.word) > unpacked; " + advice(ShellFile("unpacked"))
  }

  /// The command that converts its standard input to NDJSON; `nil` if there is none.
  private var filter: String? {
    switch self {
    case .utf16: "iconv -f UTF-16 -t UTF-8"
    case .utf32: "iconv -f UTF-32 -t UTF-8"
    case .latin1: "iconv -f ISO-8859-1 -t UTF-8"
    case .lz4: "lz4 -dc"
    case .compress: "gunzip -c"
    default: nil
    }
  }

  /// Returns the advice about a file on the disk.
  private func advice(_ file: ShellFile) -> String {
    switch self {
    case .zip: "unzip \(file.word) unpacks it; read the files that come out"
    case .parquet: file.copied(by: "read_parquet")
    case .xlsx: file.copied(by: "read_xlsx")
    case .csv: file.copied(by: "read_csv")
    case .sqlite:
      "sqlite3 \(file.word) .tables names its tables; sqlite3 -json \(file.word) 'SELECT * FROM messages' > dump.json"
    case .html: "usually an error or login page instead of the data: open it, then fetch the dump again"
    case .xml: "perhaps an error of a storage service or proxy: open it, then export the data as JSON"
    default: "file \(file.word) says what it is; fetch it again, or export the data as NDJSON"
    }
  }
}

/// A file name for a command that people copy into a shell.
private struct ShellFile {
  let path: String

  /// The placeholder for a file whose name is unknown or would be unsafe in a command.
  static let placeholder = ShellFile("FILE")

  init(_ path: String) {
    let unsafe = "\"'`$\\!*?"
    let isSafe = path.visible == path && !path.contains { unsafe.contains($0) }
    self.path = isSafe ? (path.hasPrefix("-") ? "./" + path : path) : "FILE"
  }

  /// The path, quoted if a shell would split it.
  var word: String {
    let isPlain = path.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || "0123456789._-/+@%=:,".unicodeScalars.contains($0)
    }
    return isPlain ? path : "'\(path)'"
  }

  /// Returns the DuckDB command that copies a table into NDJSON.
  func copied(by reader: String) -> String {
    "duckdb -c \"COPY (FROM \(reader)('\(path)')) TO 'dump.ndjson' (FORMAT json)\""
  }
}
