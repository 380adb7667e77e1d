// The value at which a scanner is: whole, broken or too long.

extension ValueScanner {
  /// Reads the value at `at`.
  mutating func value() -> Step {
    if proof?.restart(at: offset + at) == true { return prove(from: at) }
    let start = at
    // SAFETY: `next` has padded the window, which does not change during this step.
    let (windowStart, windowEnd) = (window.text.start, window.text.end)
    if let end = known.end(of: windowStart + at, before: windowEnd) {
      return found(start, end: end - windowStart)
    }
    var cursor = Cursor(at: windowStart + at, fields: fields, spansLines: true)
    do throws(JSONError) {
      try cursor.skipSeparateValue(before: windowEnd)
      if cursor.at >= windowEnd, !isAtEnd { return tooLong(start) ?? .needsMore }  // a number may continue
      if byte(start) == UInt8(ascii: "{") {
        known.learn(window.text[start..<cursor.at - windowStart], fields, tag: 0)
      }
      return found(start, end: cursor.at - windowStart)
    } catch {
      if !isAtEnd, isCutShort(error.position, end: windowEnd) { return tooLong(start) ?? .needsMore }
      if byte(start).opensBracket { return proveAnew(from: start) }
      return skip(from: start, error.problem, at: min(error.position - windowStart, window.count))
    }
  }

  private mutating func found(_ start: Int, end: Int) -> Step {
    if end - start > maxLineBytes { return skip(from: start, nil, at: end) }
    let piece = Block.Piece(
      start: start, count: end - start, line: line, state: .whole, inputBytes: end - start)
    line += newlines(start, end)
    at = end
    isAfterValue = true
    comma = nil
    forgetProof()
    return .found(piece)
  }

  /// Parses a value that is broken or too long once more, so that the values inside it are known.
  private mutating func proveAnew(from start: Int) -> Step {
    proof = ValueProof(start: offset + start)
    return prove(from: start)
  }

  /// Continues the proof of the value that begins at an index.
  private mutating func prove(from start: Int) -> Step {
    guard var proof else { return .moved }
    let verdict = proof.advance(window.text, at: offset, isAtEnd: isAtEnd)
    self.proof = proof
    switch verdict {
    case .whole(let end): return found(start, end: end - offset)
    case .broken(let problem, let error): return skip(from: start, problem, at: error - offset)
    case .needsMore:
      if isAtEnd { return skip(from: start, .malformed, at: window.count) }
      if window.count - start > maxLineBytes { return skip(from: start, nil, at: window.count) }
      return .needsMore
    }
  }

  /// Stops waiting for the end of a value that is longer than allowed; `nil` if it is not.
  private mutating func tooLong(_ start: Int) -> Step? {
    guard window.count - start > maxLineBytes else { return nil }
    return byte(start).opensBracket ? proveAnew(from: start) : skip(from: start, nil, at: window.count)
  }

  /// Begins to skip a value.
  /// - Parameters:
  ///   - problem: the problem. `nil` if the value is only too long.
  ///   - error: the index of the wrong byte.
  private mutating func skip(from start: Int, _ problem: JSONError.Problem?, at error: Int) -> Step {
    let isSeen = error - start <= maxLineBytes
    skipped = Skipped(
      start: start, offset: offset + start, line: line, problem: isSeen ? problem : nil,
      errorIndex: error - start,
      value: BrokenValue(isInArray: isInArray))
    at = start
    comma = nil
    return resume()
  }

  /// Continues to skip.
  mutating func resume() -> Step {
    guard var skipped else { return .moved }
    let before = skipped.value.count
    let end = skipped.value.follow(window.text.suffix(from: at), isAtEnd: isAtEnd)
    let followed = skipped.value.count - before
    line += newlines(at, at + followed)
    at += followed
    self.skipped = skipped
    forgetProof()
    if end != nil || isAtEnd {
      // The skipped value reaches the end of the file, so the missing end of its array is not reported as
      // well.
      if end == nil { isInArray = false }
      return .found(finishSkip(skipped))
    }
    if at == window.count, at - skipped.start > maxLineBytes + Block.target { cutSkipped(skipped.start) }
    return .needsMore
  }

  private mutating func finishSkip(_ skipped: Skipped) -> Block.Piece {
    self.skipped = nil
    isAfterValue = true
    let length = skipped.value.solidCount
    let state = skipped.problem.map { Block.Piece.State.broken($0, at: min(skipped.errorIndex, length)) }
    return Block.Piece(
      start: skipped.start, count: min(length, at - skipped.start), line: skipped.line, state: state ?? .cut,
      inputBytes: length)
  }

  /// Keeps only the beginning of a skipped value, so that the window does not grow.
  private mutating func cutSkipped(_ start: Int) {
    let kept = start + Block.target
    guard kept < at else { return }
    offset += at - kept  // indexes after the cut count from here
    window.keep(0..<kept)
    at = kept
  }

  /// Drops the proof when the scan has passed the bytes that it covers.
  private mutating func forgetProof() {
    if let proof, proof.position <= offset + at { self.proof = nil }
  }

  private func newlines(_ start: Int, _ end: Int) -> Int {
    let text = window.text[start..<end]
    var (count, from) = (0, 0)
    while let newline = text.offset(of: 0x0A, from: from) {
      count += 1
      from = newline + 1
    }
    return count
  }
}
