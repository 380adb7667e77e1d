// Fact lines that memory has no room for: sorted runs of them in a file, merged at the end.

import Synchronization

/// Takes the facts of workers as lines, each time a run in the order of references.
final class FactRuns: FactShelter {
  private let file: SpillFile
  private let progress: RunProgress?
  private let runs = Mutex<[[Range<Int>]]>([])

  private static let pieceBytes = 64 << 10

  init(in directory: String, progress: RunProgress? = nil) throws(Failure) {
    file = try SpillFile(in: directory)
    self.progress = progress
  }

  /// Puts all facts of a worker away, but for the names whose account is known.
  func put(_ facts: Facts, of worker: Int) throws(Failure) {
    let set = FactSet([facts])
    var scribe = FactScribe(set)
    var pieces: [Range<Int>] = []
    var writer = ByteBuffer(capacity: 64 << 10)
    var lines: [UInt8] = []
    for place in 0..<set.references.count {
      lines.removeAll(keepingCapacity: true)
      scribe.append(place, to: &lines)
      let reference = set.references[UInt32(place)]
      writer.append(bytesOf: reference.kind.rawValue)
      writer.append(counted: reference.account)
      writer.append(counted: reference.name)
      lines.withText { writer.append(counted: $0) }
      if writer.count >= FactRuns.pieceBytes { try flush(&writer, &pieces) }
    }
    try flush(&writer, &pieces)
    runs.withLock { [pieces] in $0.append(pieces) }
  }

  private func flush(_ writer: inout ByteBuffer, _ pieces: inout [Range<Int>]) throws(Failure) {
    if writer.count == 0 { return }
    let offset = try file.append(writer.text)
    pieces.append(offset..<offset + writer.count)
    progress?.putAway(bytes: writer.count)
    writer.removeAll()
  }

  /// Gives the lines of each reference to a function, in order; those of several runs are made one.
  ///
  /// - Parameter horizon: messages that were created later lie ahead of the clock.
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
      let (lines, totals) = joiner.joined(horizon: horizon)
      try lines.withText { lines throws(Failure) in try sink(lines, totals) }
      for run in same { try waiting.goOn(run) }
    }
  }
}

/// The lines of a reference.
struct KeyedLines: RunEntry {
  let reference: Reference
  let lines: Text

  init(_ reader: inout ByteReader) {
    let kind = Reference.Kind(rawValue: reader.take(UInt8.self)) ?? .byID
    let account = reader.takeText()
    reference = Reference(kind, account: account, name: reader.takeText())
    lines = reader.takeText()
  }

  func precedes(_ other: KeyedLines) -> Bool { ConvoStat.precedes(reference, other.reference) }
}

/// What a stretch of fact lines holds.
struct FactTotals {
  var references = 0
  var messages = 0
  var duplicates = 0
  /// When the message that was created last was, negative without messages.
  var newest: Int64 = -1
  /// The same of the messages that do not lie ahead of the clock by more than a guard allows.
  var newestInTime: Int64 = -1

  /// Adds those of other lines.
  mutating func merge(_ other: FactTotals) {
    references += other.references
    messages += other.messages
    duplicates += other.duplicates
    newest = max(newest, other.newest)
    newestInTime = max(newestInTime, other.newestInTime)
  }
}

/// Makes the lines of one reference out of those of several runs.
private struct FactJoiner {
  private var padded: [UInt8] = []
  private var ends: [Int] = []

  mutating func begin() {
    padded.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  mutating func add(_ lines: Text) {
    for byte in lines.bytes {
      padded.append(byte)
      if byte == 0x0A { ends.append(padded.count) }
    }
  }

  mutating func joined(horizon: Int64) -> ([UInt8], FactTotals) {
    padded.append(contentsOf: [UInt8](repeating: 0, count: Block.padding))
    let facts = Facts(extras: ExtraAttribute.kept.count)
    let reader = FactReader(
      ReadingOptions(extras: ExtraAttribute.kept, account: .empty, keepsMetadata: true))
    padded.withText { lines in
      var start = 0
      for end in ends {
        // These are lines of our own: none is damaged.
        try? reader.read(lines[start..<end - 1], into: facts)
        start = end
      }
    }
    let set = FactSet([facts])
    var scribe = FactScribe(set, horizon: horizon)
    var lines: [UInt8] = []
    for place in 0..<set.references.count { scribe.append(place, to: &lines) }
    return (lines, scribe.totals(of: set.references.count))
  }
}

extension FactScribe {
  /// What was written so far, of so many references.
  func totals(of references: Int) -> FactTotals {
    FactTotals(
      references: references, messages: messages, duplicates: duplicates, newest: newest,
      newestInTime: newestInTime)
  }
}
