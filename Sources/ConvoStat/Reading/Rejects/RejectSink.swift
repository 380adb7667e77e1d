// The destination of rejects.

/// A receiver of lines of rejects.
protocol RejectSink: Sendable {
  /// Appends bytes with a number of rows.
  func write(_ bytes: UnsafeRawBufferPointer, rows: Int) throws(Failure)
  /// Begins again and drops everything written so far.
  func restart() throws(Failure)
}

extension StagedFile: RejectSink {}
extension ReplacedFile: RejectSink {}
