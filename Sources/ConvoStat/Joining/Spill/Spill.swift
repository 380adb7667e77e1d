// The facts of a run that do not fit into memory, stored by partition in a file.

import Synchronization

/// A store for facts that do not fit into memory.
protocol FactShelter: Sendable {
  /// Stores all facts of a worker.
  func put(_ facts: Facts, of worker: Int) throws(Failure)
}

/// Stores the facts of workers by partition, and knows the segments of each partition.
final class Spill: FactShelter {
  let hash: PartitionHash
  private let file: SpillFile
  private let segments: Mutex<[[Segment]]>

  /// The number of partitions.
  ///
  /// More of them hold less each, but need more and smaller writes.
  private static let partitionCount = 64

  private let progress: RunProgress?

  init(in directory: String, progress: RunProgress? = nil) throws(Failure) {
    self.progress = progress
    file = try SpillFile(in: directory)
    hash = PartitionHash(count: Spill.partitionCount)
    segments = Mutex(Array(repeating: [], count: Spill.partitionCount))
  }

  /// Stores all facts of a worker.
  func put(_ facts: Facts, of worker: Int) throws(Failure) {
    var partitioner = Partitioner(facts, hash)
    var writer = ByteBuffer(capacity: 64 << 10)
    for partition in 0..<hash.count {
      guard let (headCount, latest) = partitioner.write(partition, to: &writer),
        let range = try file.move(&writer)
      else { continue }
      let segment = Segment(worker: worker, range: range, headCount: headCount, latest: latest)
      segments.withLock { $0[partition].append(segment) }
      progress?.putAway(bytes: range.count)
    }
  }

  /// The segments of each partition so far.
  var allSegments: [[Segment]] { segments.withLock { $0 } }

  /// Calls `body` with the bytes of a segment, or of its head only.
  ///
  /// The bytes are valid during the call.
  func read(_ segment: Segment, headOnly: Bool, _ body: (Text) -> Void) throws(Failure) {
    let count = headOnly ? segment.headCount : segment.range.count
    var bytes = ByteBuffer(capacity: count + Block.padding)
    try file.read(
      segment.range.lowerBound..<segment.range.lowerBound + count, into: &bytes, padding: Block.padding)
    body(bytes.text)
  }
}

/// Options of a run that may spill facts.
struct SpillOptions: Sendable {
  /// Number of workers.
  var jobs: Int
  /// Memory that the run may take by `--memory`, in bytes; `nil` if it is not limited.
  var memoryBytes: Int?
  /// The memory of `memoryBytes`, but at least what a run needs to read a block; `nil` if it is not limited.
  var boundBytes: Int?
  /// Directory of the temporary files.
  var directory: String
  /// True if all facts must stay in memory.
  var holdsFacts: Bool
  /// True if facts are spilled as fact lines.
  var keepsLines: Bool
}

/// Watches how much memory the workers hold, and spills their facts if it is too much.
final class SpillWatch: Sendable {
  private let bytesPerWorker: Int
  private let shelters: @Sendable () throws(Failure) -> any FactShelter
  private let state = Mutex<(any FactShelter)?>(nil)

  /// Facts may take one `partForFacts`-th of the memory.
  ///
  /// The rest is for pools, blocks, and the partition being measured.
  private static let partForFacts = 2

  /// Maximum memory in bytes of a worker's agents and names, which are not spilled.
  private let lastingBytesPerWorker: Int

  init(_ options: SpillOptions, _ progress: RunProgress?) {
    lastingBytesPerWorker = options.boundBytes.map { $0 / options.jobs } ?? .max
    if options.holdsFacts {
      let allowed = options.boundBytes ?? .max
      bytesPerWorker = options.boundBytes.map { $0 / options.jobs } ?? .max
      shelters = { () throws(Failure) in
        throw .memory(
          MemoryShortage(kind: .part, count: 0, neededBytes: allowed, allowedBytes: allowed))
      }
      return
    }
    let (directory, keepsLines) = (options.directory, options.keepsLines)
    shelters = { () throws(Failure) in
      if keepsLines { return try FactRuns(in: directory, progress: progress) }
      return try Spill(in: directory, progress: progress)
    }
    bytesPerWorker = options.memoryBytes.map { $0 / SpillWatch.partForFacts / options.jobs } ?? .max
  }

  /// The store with the spilled facts; `nil` if nothing was spilled.
  var shelter: (any FactShelter)? { state.withLock { $0 } }

  /// Spills the facts of a worker if they take too much memory.
  /// - Returns: true if the facts were spilled.
  /// - Throws: `Failure` if agents and names take too much memory, or if the store cannot be written.
  func relieve(_ facts: Facts, of worker: Int) throws(Failure) -> Bool {
    let lasting = facts.lastingBytes
    if lasting > lastingBytesPerWorker {
      try MemoryShortage.check(.agents, facts.agents.count, needs: lasting, of: lastingBytesPerWorker)
    }
    if facts.bytesHeld <= bytesPerWorker { return false }
    let shelter = try state.withLock { (state) throws(Failure) in
      if let shelter = state { return shelter }
      let shelter = try shelters()
      state = shelter
      return shelter
    }
    try shelter.put(facts, of: worker)
    return true
  }
}
