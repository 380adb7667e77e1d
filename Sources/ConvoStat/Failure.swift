// Everything that stops a run; rejected records do not, and the sentences for people are made at the edge.

/// Why a run stopped before its outputs were in place. What was there before is still there.
public indirect enum Failure: Error, Sendable {
  /// An input cannot be opened, with the `errno` of the attempt.
  case cannotOpen(path: String, errno: Int32)
  /// An input ended before its time; the detail is, for instance, the decompressor's own message.
  case brokeOff(path: String, detail: String)
  /// An input is UTF-16, which is no encoding of NDJSON.
  case utf16(path: String)
  /// An input is compressed, and the tool that reads it (`zstd`, say) is not installed.
  case noDecompressor(path: String, tool: String)
  /// The output directory does not exist and cannot be made, or is none, with the `errno` of the attempt.
  case cannotMakeDirectory(path: String, errno: Int32)
  /// Reading failed after the input had been opened.
  case cannotRead(path: String, errno: Int32)
  /// Writing an output failed: the disk is full, most likely.
  case cannotWrite(path: String, errno: Int32)
  /// What does not fit into memory cannot be kept in the temporary directory: its disk is full, most likely.
  case cannotSpill(directory: String, errno: Int32)
  /// Another run writes into the output directory.
  case directoryHeld(path: String)
  /// More records were rejected than `--max-rejects` or `--max-reject-share` allow.
  case tooManyRejects(RunReport)
  /// There were lines, but not one usable record among them.
  case noUsableRecord(RunReport)
}
