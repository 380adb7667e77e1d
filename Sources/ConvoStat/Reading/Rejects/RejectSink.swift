// The destination of rejects.

/// What takes the lines of rejects as they come.
protocol RejectSink: Sendable {
  /// Appends bytes, so many rows.
  func write(_ bytes: UnsafeRawBufferPointer, rows: Int) throws(Failure)
  /// Begins anew: what was written is dropped.
  func restart() throws(Failure)
}

extension StagedFile: RejectSink {}
extension ReplacedFile: RejectSink {}
