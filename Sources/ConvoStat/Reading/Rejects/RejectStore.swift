// The limits of rejects.ndjson, and a temporary file for rejects that wait for those of earlier inputs.

import Synchronization

/// Options that limit the file of rejects.
struct RejectLimits: Sendable {
  /// Maximum size of the file in bytes.
  var maxBytes = 1 << 30
  /// Number of rejects above which the run fails; `nil` if there is no limit.
  var maxRejects: Int?
  /// Memory that the run may take, in bytes; `nil` if it is not limited.
  var memoryBytes: Int?
  /// Directory of the temporary file.
  var temporaryDirectory = SystemLimits.temporaryDirectory
}

/// Stores rejects that do not fit into memory, and knows how many may be written.
final class RejectStore: Sendable {
  /// True if the run writes rejects at all.
  let isWritten: Bool
  /// Maximum size of rejects.ndjson in bytes.
  let maximumBytes: Int
  /// Maximum number of lines of rejects.ndjson.
  let maximumRows: Int
  /// Maximum number of bytes of rejects that wait in memory for their turn.
  let maximumHeldBytes: Int
  private let directory: String
  private let file = Mutex<SpillFile?>(nil)
  private let cut = Atomic<Bool>(false)

  /// Lines that are written beyond `--max-rejects`, so that the file shows what is wrong.
  static let rowsBeyondLimit = 100
  /// Upper bound of `maximumHeldBytes`.
  private static let heldBytes = 64 << 20
  /// Waiting rejects may take one `heldParts`-th of the memory.
  private static let heldParts = 16

  init(_ limits: RejectLimits = RejectLimits(), isWritten: Bool = true) {
    self.isWritten = isWritten
    maximumBytes = isWritten ? limits.maxBytes : 0
    maximumRows =
      limits.maxRejects.map { $0.addingReportingOverflow(RejectStore.rowsBeyondLimit) }
      .map { $0.overflow ? .max : $0.partialValue } ?? .max
    maximumHeldBytes = min(
      limits.memoryBytes.map { $0 / RejectStore.heldParts } ?? .max, RejectStore.heldBytes)
    directory = limits.temporaryDirectory
  }

  /// True if a reject was left out of the file.
  ///
  /// All later ones are then left out as well.
  var isCut: Bool { cut.load(ordering: .relaxed) }

  /// Records that a reject was left out.
  func setCut() { cut.store(true, ordering: .relaxed) }

  /// Appends bytes to the temporary file, and creates the file if necessary.
  /// - Returns: the range of the bytes in the file.
  func append(_ bytes: [UInt8]) throws(Failure) -> Range<Int> {
    let file = try file.withLock { (file) throws(Failure) -> SpillFile in
      if let file { return file }
      let made = try SpillFile(in: directory)
      file = made
      return made
    }
    return try bytes.withText { (bytes) throws(Failure) in try file.append(bytes) }
  }

  /// Replaces the content of `buffer` by a range that `append` returned.
  func read(_ range: Range<Int>, into buffer: inout ByteBuffer) throws(Failure) {
    buffer.removeAll()
    try file.withLock({ $0 })?.read(range, into: &buffer)
  }
}
