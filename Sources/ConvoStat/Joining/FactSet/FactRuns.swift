// Fact lines that do not fit into memory: sorted runs in a file, merged at the end.

import Synchronization

/// Spills the facts of workers as lines.
///
/// Each spill writes one run, in the order of references.
final class FactRuns: FactShelter {
  private let file: SpillFile
  private let progress: RunProgress?
  private let runs = Mutex<[[Range<Int>]]>([])
  private let drops = Mutex(0)

  /// The number of copies of messages that no run keeps.
  var dropped: Int { drops.withLock(\.self) }

  private static let pieceBytes = 64 << 10

  init(in directory: String, progress: RunProgress? = nil) throws(Failure) {
    file = try SpillFile(in: directory)
    self.progress = progress
  }

  /// Spills all facts of a worker, except names whose account is known.
  func put(_ facts: Facts, of worker: Int) throws(Failure) {
    let set = FactSet([facts])
    var scribe = FactScribe(set)
    var pieces: [Range<Int>] = []
    var writer = ByteBuffer(capacity: 64 << 10)
    var lines = ByteBuffer()
    for index in 0..<set.references.count {
      lines.removeAll()
      scribe.append(index, to: &lines)
      let reference = set.references[UInt32(index)]
      writer.append(bytesOf: reference.kind.rawValue)
      writer.append(counted: reference.qualifier)
      writer.append(counted: reference.name)
      writer.append(counted: lines.text)
      if writer.count >= FactRuns.pieceBytes { try flush(&writer, &pieces) }
    }
    try flush(&writer, &pieces)
    runs.withLock { [pieces] in $0.append(pieces) }
    drops.withLock { [dropped = scribe.dropped] in $0 += dropped }
  }

  private func flush(_ writer: inout ByteBuffer, _ pieces: inout [Range<Int>]) throws(Failure) {
    guard let piece = try file.move(&writer) else { return }
    pieces.append(piece)
    progress?.putAway(bytes: piece.count)
  }

  /// Calls `sink` with the lines of each reference in order.
  ///
  /// Lines of one reference in several runs are merged.
  ///
  /// - Parameter horizon: the time in milliseconds since 1970 after which messages count as ahead of the
  ///   clock.
  func merge(
    horizon: Int64, into sink: (_ lines: Text, FactTotals) throws(Failure) -> Void
  ) throws(Failure) {
    var waiting = try WaitingRuns<KeyedLines>(runs.withLock { $0 }, in: file)
    var joiner = FactJoiner()
    while let first = waiting.popFirst() {
      joiner.begin()
      joiner.add(first.entry.lines)
      var same = [first]
      while let next = waiting.first, !first.entry.precedes(next), let run = waiting.popFirst() {
        joiner.add(next.lines)
        same.append(run)
      }
      let totals = joiner.join(horizon: horizon)
      try sink(joiner.lines.text, totals)
      for run in same { try waiting.goOn(run) }
    }
  }
}

/// The lines of a reference.
struct KeyedLines: RunEntry {
  let reference: Reference
  let lines: Text

  init(_ reader: inout ByteReader) {
    let kind = Reference.Kind(rawValue: reader.read(UInt8.self)) ?? .byID
    let qualifier = reader.readText()
    reference = Reference(kind, qualifier: qualifier, name: reader.readText())
    lines = reader.readText()
  }

  func precedes(_ other: KeyedLines) -> Bool { ConvoStat.precedes(reference, other.reference) }
}

/// Totals of some fact lines.
struct FactTotals {
  var references = 0
  var messages = 0
  var duplicates = 0
  /// The latest creation time of a message, in milliseconds since 1970; negative without messages.
  var newest: Int64 = -1
  /// The latest creation time of the messages that are not ahead of the clock by more than a guard allows;
  /// negative without such messages.
  var newestInTime: Int64 = -1

  /// Adds the totals of other lines.
  mutating func merge(_ other: FactTotals) {
    references += other.references
    messages += other.messages
    duplicates += other.duplicates
    newest = max(newest, other.newest)
    newestInTime = max(newestInTime, other.newestInTime)
  }
}

/// Merges the lines of one reference from several runs.
private struct FactJoiner: ~Copyable {
  private let reader = FactReader(
    ReadingOptions(extras: ExtraAttribute.kept, account: .empty, keepsMetadata: true))
  /// The merged lines, valid until the next merge.
  private(set) var lines = ByteBuffer()
  private var padded: [UInt8] = []
  private var ends: [Int] = []

  mutating func begin() {
    padded.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  mutating func add(_ lines: Text) {
    let first = padded.count
    padded.append(lines)
    var end = 0
    while let newline = lines.offset(of: 0x0A, from: end) {
      end = newline + 1
      ends.append(first + end)
    }
  }

  /// Merges the lines that were added.
  mutating func join(horizon: Int64) -> FactTotals {
    padded.append(contentsOf: [UInt8](repeating: 0, count: Block.padding))
    let facts = Facts(extras: ExtraAttribute.kept.count)
    padded.withText { lines in
      var start = 0
      for end in ends {
        // The program wrote these lines itself, so none is damaged.
        try? reader.read(lines[start..<end - 1], into: facts)
        start = end
      }
    }
    let set = FactSet([facts])
    var scribe = FactScribe(set, horizon: horizon)
    lines.removeAll()
    for index in 0..<set.references.count { scribe.append(index, to: &lines) }
    return scribe.totals(of: set.references.count)
  }
}

extension FactScribe {
  /// Returns the totals so far, for a number of references.
  func totals(of references: Int) -> FactTotals {
    FactTotals(
      references: references, messages: messages, duplicates: duplicates, newest: newest,
      newestInTime: newestInTime)
  }
}
