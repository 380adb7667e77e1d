// What was read of an input.

/// One input.
public struct InputReport: Sendable, Equatable {
  /// The path as given or found, `-` for standard input.
  public var path: String
  /// The numbers of bytes, lines and records of the decompressed stream.
  public var bytes: Int
  /// Physical lines.
  public var lines: Int
  /// Usable records.
  public var records: Int
  /// The SHA-256 of the file before decompression, in hexadecimal; `nil` without `--checksums`.
  public var sha256: String?

  /// Creates the report of an input.
  public init(path: String, bytes: Int, lines: Int, records: Int, sha256: String? = nil) {
    self.path = path
    self.bytes = bytes
    self.lines = lines
    self.records = records
    self.sha256 = sha256
  }
}
