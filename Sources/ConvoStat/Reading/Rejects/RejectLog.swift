// The rejects of one block, formatted for rejects.ndjson except for the path and the line number.

/// Rejects in the order of their lines, as chunks of bytes.
///
/// A full log moves its chunks into the store, so that a page with millions of bad elements, or a long
/// record, takes little memory.
struct RejectLog {
  /// Chunks in memory, which follow those in the store.
  private(set) var bytes: [UInt8] = []
  /// Ranges of the store that hold whole chunks, in order.
  private(set) var stored: [Range<Int>] = []
  /// The number of rejects that were added with their record.
  private(set) var count = 0
  /// The first few rejects, for the summary.
  private(set) var examples: [Reject] = []
  /// The first few rejects of each reason among those that were noted with their record.
  private(set) var samples: [Sample] = []
  /// The error of the first failed write into the store.
  private(set) var failure: Failure?
  private let store: RejectStore?
  /// Bytes of all added records, including those in the store.
  private(set) var recordBytes = 0
  /// True if a reject was left out.
  ///
  /// All later ones are then left out as well.
  private var isFull = false

  /// A reject that may be shown with its reason.
  struct Sample {
    /// The number of the reject among those of the log, from 1.
    let number: Int
    let reject: Reject
  }

  /// Maximum number of examples.
  static let examplesKept = 5
  /// Size in bytes at which chunks move into the store.
  private static let storedBytes = 1 << 20
  /// Maximum number of bytes of a record in one chunk.
  private static let sliceBytes = 64 << 10

  /// - Parameter store: takes the chunks of a full log. `nil` if the log may grow without bound.
  init(_ store: RejectStore? = nil) { self.store = store }

  /// True if no reject was added, not even as an example.
  var isEmpty: Bool { examples.isEmpty }

  /// Adds a reject with its record, given as pieces that follow each other.
  ///
  /// Newlines, which only a file that is not NDJSON has, become blanks, so that the record can be fed back as
  /// a line.
  ///
  /// A reject that the limits of the store keep out of the file is not added.
  mutating func add(_ reject: Reject, record: [Text]) {
    if examples.count < RejectLog.examplesKept { examples.append(reject) }
    if let store {
      isFull = isFull || count >= store.maximumRows || recordBytes >= store.maximumBytes || store.isCut
    }
    if isFull { return }
    count += 1
    let kept = samples.count { $0.reject.reason == reject.reason }
    if kept < RejectSamples.perReason { samples.append(Sample(number: count, reject: reject)) }
    let start = beginChunk(line: reject.line)
    addHead(reject)
    let isText = record.allSatisfy(isUTF8)
    bytes.append(literal: isText ? "\",\"record\":\"" : "\",\"record_base64\":\"")
    let recordCount = record.reduce(0) { $0 + $1.count }
    if recordCount <= RejectLog.sliceBytes {
      if isText {
        for piece in record { bytes.append(jsonEscaped: piece, newline: " ") }
      } else {
        bytes.append(base64: record)
      }
      bytes.append(literal: "\"}\n")
      endChunk(start)
      set(total: bytes.count - start - RejectChunk.headBytes, at: start)
    } else {
      // The total must be known before the first chunk leaves memory.
      let written = isText ? record.reduce(0) { $0 + escapedCount($1) } : (recordCount + 2) / 3 * 4
      set(total: bytes.count - start - RejectChunk.headBytes + written + 3, at: start)
      addSlices(of: record, isText: isText, chunk: start)
    }
    if bytes.count >= RejectLog.storedBytes { putAway() }
  }

  /// Moves the chunks in memory into the store.
  mutating func putAway() {
    guard let store, failure == nil, !bytes.isEmpty else { return }
    do throws(Failure) {
      stored.append(try store.append(bytes))
    } catch {
      failure = error
    }
    bytes.removeAll(keepingCapacity: true)
  }

  /// Calls `body` with each chunk in order.
  ///
  /// The chunk is valid during the call only.
  func forEachChunk(_ body: (RejectChunk) throws(Failure) -> Void) throws(Failure) {
    if let store {
      var piece = ByteBuffer()
      for range in stored {
        try store.read(range, into: &piece)
        try RejectChunk.each(of: piece.text, body)
      }
    }
    try bytes.withText { (bytes) throws(Failure) in try RejectChunk.each(of: bytes, body) }
  }

  // MARK: Writing

  private mutating func addHead(_ reject: Reject) {
    bytes.append(literal: ",\"offset\":")
    bytes.append(decimal: reject.offset)
    if reject.index >= 0 {
      bytes.append(literal: ",\"index\":")
      bytes.append(decimal: reject.index)
    }
    bytes.append(literal: ",\"reason\":")
    bytes.append(contentsOf: "\"\(reject.reason.rawValue)\"".utf8)
    bytes.append(literal: ",\"detail\":\"")
    reject.detail.withText { bytes.append(jsonEscaped: $0) }
  }

  /// Writes a long record and the end of its reject, chunk by chunk.
  private mutating func addSlices(of record: [Text], isText: Bool, chunk: Int) {
    var chunk = chunk
    var encoder = Base64Encoder()
    for piece in record {
      var rest = piece
      while !rest.isEmpty {
        var slice = rest.prefix(RejectLog.sliceBytes)
        // U+0080 to U+009F are two bytes, which must be escaped together.
        if slice.count < rest.count, slice[slice.count - 1] == 0xC2 { slice = slice.prefix(slice.count - 1) }
        if isText {
          bytes.append(jsonEscaped: slice, newline: " ")
        } else {
          encoder.append(slice, to: &bytes)
        }
        rest = rest.suffix(from: slice.count)
        endChunk(chunk)
        if bytes.count >= RejectLog.storedBytes { putAway() }
        chunk = beginChunk(line: 0)
      }
    }
    if !isText { encoder.finish(&bytes) }
    bytes.append(literal: "\"}\n")
    endChunk(chunk)
  }

  private mutating func beginChunk(line: Int) -> Int {
    let start = bytes.count
    append(line)
    append(0)
    append(0)
    return start
  }

  private mutating func endChunk(_ start: Int) {
    set(bytes.count - start - RejectChunk.headBytes, at: start + 2 * RejectChunk.numberBytes)
  }

  private mutating func set(total: Int, at start: Int) {
    recordBytes += total
    set(total, at: start + RejectChunk.numberBytes)
  }

  private mutating func append(_ number: Int) {
    withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
  }

  private mutating func set(_ number: Int, at offset: Int) {
    bytes.withUnsafeMutableBytes { $0.storeBytes(of: number, toByteOffset: offset, as: Int.self) }
  }
}

/// A chunk: some bytes of one reject.
struct RejectChunk {
  /// The line of the reject that begins here, from 1 within the block; 0 if the chunk continues the
  /// previous reject.
  let line: Int
  /// The size of the whole reject in bytes, without the path and the line; 0 if the chunk continues a
  /// reject.
  let total: Int
  let bytes: Text

  fileprivate static let numberBytes = MemoryLayout<Int>.size
  /// Bytes of the header: line, total and count.
  fileprivate static let headBytes = 3 * numberBytes

  /// Calls `body` with each chunk of a list.
  fileprivate static func each(
    of list: Text, _ body: (RejectChunk) throws(Failure) -> Void
  ) throws(Failure) {
    var reader = ByteReader(list)
    while !reader.isAtEnd {
      let (line, total, count) = (reader.read(Int.self), reader.read(Int.self), reader.read(Int.self))
      try body(RejectChunk(line: line, total: total, bytes: reader.readText(count)))
    }
  }
}

/// Returns the length in bytes of a text as the inside of a JSON string, each newline as one blank.
private func escapedCount(_ text: Text) -> Int {
  var (count, before) = (0, UInt8(0))
  for byte in text.bytes {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x0D, 0x09: count += 2
    case 0x0A: count += 1
    case ..<0x20, 0x7F: count += 6
    case 0x80..<0xA0 where before == 0xC2: count += 5
    default: count += 1
    }
    before = byte
  }
  return count
}
