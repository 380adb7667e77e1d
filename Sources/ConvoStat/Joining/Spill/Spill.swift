// The facts of a run that do not fit into memory, partition by partition in a file.

import Synchronization

/// Takes facts that memory has no room for.
protocol FactShelter: Sendable {
  /// Puts all facts of a worker away.
  func put(_ facts: Facts, of worker: Int) throws(Failure)
}

/// Takes the facts of workers, and knows where those of each partition lie.
final class Spill: FactShelter {
  let hash: PartitionHash
  private let file: SpillFile
  private let segments: Mutex<[[Segment]]>

  /// More partitions hold less each, but take more and smaller writes.
  private static let partitionCount = 64

  private let progress: RunProgress?

  init(in directory: String, progress: RunProgress? = nil) throws(Failure) {
    self.progress = progress
    file = try SpillFile(in: directory)
    hash = PartitionHash(count: Spill.partitionCount)
    segments = Mutex(Array(repeating: [], count: Spill.partitionCount))
  }

  /// Puts all facts of a worker away.
  func put(_ facts: Facts, of worker: Int) throws(Failure) {
    var partitioner = Partitioner(facts, hash)
    var writer = ByteBuffer(capacity: 64 << 10)
    for partition in 0..<hash.count {
      writer.removeAll()
      guard let (headCount, latest) = partitioner.write(partition, to: &writer) else { continue }
      let offset = try file.append(writer.text)
      let segment = Segment(
        worker: worker, range: offset..<offset + writer.count, headCount: headCount, latest: latest)
      segments.withLock { $0[partition].append(segment) }
      progress?.putAway(bytes: writer.count)
    }
  }

  /// The segments of each partition, so far.
  var allSegments: [[Segment]] { segments.withLock { $0 } }

  /// Calls `body` with the bytes of a segment, or of its head alone.
  func read(_ segment: Segment, headOnly: Bool, _ body: (Text) -> Void) throws(Failure) {
    let count = headOnly ? segment.headCount : segment.range.count
    var bytes = ByteBuffer(capacity: count + Block.padding)
    try file.read(
      segment.range.lowerBound..<segment.range.lowerBound + count, into: &bytes, padding: Block.padding)
    body(bytes.text)
  }
}

/// Options of a run that puts facts away.
struct SpillOptions: Sendable {
  /// Number of workers.
  var jobs: Int
  /// Memory that the run takes by `--memory`, in bytes; `nil` if any amount.
  var memoryBytes: Int?
  /// The same, but never less than a run needs to read a block.
  var boundBytes: Int?
  /// Directory of the temporary files.
  var directory: String
  /// Whether all facts must stay in memory.
  var holdsFacts: Bool
  /// Whether facts are put away as the lines of a file of facts.
  var keepsLines: Bool
}

/// Watches how much the workers hold, and puts their facts away where it becomes too much.
final class SpillWatch: Sendable {
  private let bytesPerWorker: Int
  private let shelters: @Sendable () throws(Failure) -> any FactShelter
  private let state = Mutex<(any FactShelter)?>(nil)

  /// Of the memory allowed, so much is for facts; the rest for pools, blocks, and a partition being measured.
  private static let partForFacts = 2

  /// What agents and names may take, which are not put away.
  private let lastingBytesPerWorker: Int

  init(_ options: SpillOptions, _ progress: RunProgress?) {
    lastingBytesPerWorker = options.boundBytes.map { $0 / options.jobs } ?? .max
    if options.holdsFacts {
      let allowed = options.boundBytes ?? .max
      bytesPerWorker = options.boundBytes.map { $0 / options.jobs } ?? .max
      shelters = { () throws(Failure) in
        throw .tooLittleMemory(
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

  /// Where facts were put, if any were.
  var shelter: (any FactShelter)? { state.withLock { $0 } }

  /// Puts a worker's facts away if they are too many.
  /// - Returns: whether it did.
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
