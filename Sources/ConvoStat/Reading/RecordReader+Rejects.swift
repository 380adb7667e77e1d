// Records that cannot be used: counted, and noted with their position.

extension RecordReader {
  /// Maximum number of bytes of a long line that go into the rejects.
  private static let excerptBytes = 1024

  /// Rejects a line that is longer than allowed.
  func rejectLongLine(_ text: Text, line: Int, inputBytes: Int, limit: Int, _ position: RecordPosition) {
    if lineMarkLength(text) > 0 { tolerate(line) }
    rejectTooLong(text, line: line, inputBytes: inputBytes, limit: limit, position)
  }

  /// Rejects a line or value that is longer than allowed.
  /// - Parameters:
  ///   - text: the beginning of the record, or all of it.
  ///   - inputBytes: the length in the input, as far as it is known.
  ///   - limit: the maximum length in bytes.
  func rejectTooLong(_ text: Text, line: Int, inputBytes: Int, limit: Int, _ position: RecordPosition) {
    self.line = line
    counts.lines += 1
    let refusal = Refusal(.lineTooLong, detail: "longer than \(limit) bytes; the record is cut")
    reject(refusal, position, record: [text.prefix(RecordReader.excerptBytes)], inputBytes: inputBytes)
  }

  /// Rejects bytes that are no value.
  /// - Parameters:
  ///   - text: the bytes, or only their beginning.
  ///   - inputBytes: the length in the input.
  ///   - byte: the offset of the wrong byte, from the beginning of the value.
  func rejectBroken(
    _ text: Text, line: Int, inputBytes: Int, _ problem: JSONError.Problem, at byte: Int,
    _ position: RecordPosition
  ) {
    self.line = line
    counts.lines += 1
    reject(Refusal(problem, at: byte), position, record: [text], inputBytes: inputBytes)
  }

  /// Rejects an array that is still open at the end of the file.
  func rejectOpenArray(line: Int, _ position: RecordPosition) {
    self.line = line
    counts.lines += 1
    let refusal = Refusal(.badJSON, detail: "the array is not closed at the end of the file")
    reject(refusal, position, record: [], inputBytes: 0)
  }

  /// Rejects a line or an element.
  /// - Parameters:
  ///   - record: the pieces that together are the record.
  ///   - inputBytes: the length in the input. `nil` if the record is a line.
  func reject(_ refusal: Refusal, _ position: RecordPosition, record: [Text], inputBytes: Int? = nil) {
    rejects[refusal.reason, default: 0] += 1
    if position.index < 0 {
      counts.rejected += 1
      counts.rejectedBytes += inputBytes ?? record.reduce(0) { $0 + $1.solid.count }
    } else {
      counts.rejectedElements += 1
    }
    log.add(
      Reject(
        reason: refusal.reason, detail: refusal.detail, line: line, offset: position.offset,
        index: position.index),
      record: record)
  }
}
