// The limits of rejects.ndjson, and a temporary file for rejects that wait for the inputs before theirs.

import Synchronization

/// Options that limit the file of rejects.
struct RejectLimits: Sendable {
  /// Maximum size of the file in bytes.
  var maxBytes = 1 << 30
  /// Number of rejects above which the run fails; `nil` if any number is fine.
  var maxRejects: Int?
  /// Memory that the run takes, in bytes; `nil` if any amount.
  var memoryBytes: Int?
  /// Directory of the temporary file.
  var temporaryDirectory = SystemLimits.temporaryDirectory
}

/// Takes rejects that memory has no room for, and knows how many may be written.
final class RejectStore: Sendable {
  /// Whether the run writes rejects at all.
  let isWritten: Bool
  /// The largest size of rejects.ndjson in bytes.
  let mostBytes: Int
  /// The largest number of its lines.
  let mostRows: Int
  /// Bytes of rejects that may wait in memory for their turn.
  let mostHeldBytes: Int
  private let directory: String
  private let file = Mutex<SpillFile?>(nil)
  private let cut = Atomic<Bool>(false)

  /// Lines that are written beyond `--max-rejects`, so that the file shows what is wrong.
  static let rowsBeyondLimit = 100
  /// Upper bound of `mostHeldBytes`.
  private static let heldBytes = 64 << 20
  /// The share of the memory that waiting rejects may take is one of so many parts.
  private static let heldParts = 16

  init(_ limits: RejectLimits = RejectLimits(), isWritten: Bool = true) {
    self.isWritten = isWritten
    mostBytes = isWritten ? limits.maxBytes : 0
    mostRows =
      limits.maxRejects.map { $0.addingReportingOverflow(RejectStore.rowsBeyondLimit) }
      .map { $0.overflow ? .max : $0.partialValue } ?? .max
    mostHeldBytes = min(
      limits.memoryBytes.map { $0 / RejectStore.heldParts } ?? .max, RejectStore.heldBytes)
    directory = limits.temporaryDirectory
  }

  /// Whether a reject was left out of the file: all that come after it are left out too.
  var isCut: Bool { cut.load(ordering: .relaxed) }

  /// Notes that a reject was left out.
  func setCut() { cut.store(true, ordering: .relaxed) }

  /// Appends bytes to the temporary file, which is made if it is needed.
  /// - Returns: where they lie.
  func append(_ bytes: [UInt8]) throws(Failure) -> Range<Int> {
    let file = try file.withLock { (file) throws(Failure) -> SpillFile in
      if let file { return file }
      let made = try SpillFile(in: directory)
      file = made
      return made
    }
    let start = try bytes.withText { (bytes) throws(Failure) in try file.append(bytes) }
    return start..<start + bytes.count
  }

  /// Replaces the content of `buffer` by bytes that were appended.
  func read(_ range: Range<Int>, into buffer: inout ByteBuffer) throws(Failure) {
    buffer.removeAll()
    try file.withLock({ $0 })?.read(range, into: &buffer)
  }
}
