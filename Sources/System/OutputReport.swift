// The account of an output after it was written.

/// One output.
public struct OutputReport: Sendable, Equatable {
  /// The name of the file in the output directory.
  public var name: String
  /// The number of rows without the header, or of lines of an NDJSON file.
  public var rows: Int
  /// Size in bytes.
  public var bytes: Int
  /// The SHA-256 in hexadecimal; `nil` without `--checksums`.
  public var sha256: String?

  /// Creates the report of an output.
  public init(name: String, rows: Int, bytes: Int, sha256: String? = nil) {
    self.name = name
    self.rows = rows
    self.bytes = bytes
    self.sha256 = sha256
  }
}
