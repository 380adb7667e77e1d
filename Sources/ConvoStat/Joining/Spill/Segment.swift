// The share of a worker's facts that belongs to one partition, as it lies in the spill file.

/// Where a segment lies, and what it takes to use it.
struct Segment {
  /// Whose facts they are: agents keep the numbers of that worker.
  let worker: Int
  let range: Range<Int>
  /// How many bytes of it say what the references are; the facts follow.
  let headCount: Int
  /// When its last message was created; negative without messages.
  let latest: Int64
}

/// What of a segment tells which conversations its references mean.
///
/// It stands first, so that references that mean conversations of other partitions are found without a look at the
/// facts.
struct SegmentHead {
  /// The references, in the order of their numbers in the segment.
  var references: [Reference] = []
  /// The numbers of references whose id a record bears.
  var bearers: [UInt32] = []
  /// Ids that records of any partition link with an external id that belongs to this one.
  var links: [(externalID: Text, id: Text)] = []

  /// A name that was met in the account of a conversation that names none itself.
  struct ScopedName {
    var named: Named
    var reference: UInt32
    var rank: Rank
    var id: Text
    var name: Text
  }

  var names: [ScopedName] = []

  init(_ reader: inout ByteReader) {
    for _ in 0..<reader.take(UInt32.self) {
      let kind = Reference.Kind(rawValue: reader.take(UInt8.self)) ?? .byID
      let account = reader.takeText()
      references.append(Reference(kind, account: account, name: reader.takeText()))
    }
    for _ in 0..<reader.take(UInt32.self) { bearers.append(reader.take(UInt32.self)) }
    for _ in 0..<reader.take(UInt32.self) {
      let externalID = reader.takeText()
      links.append((externalID, reader.takeText()))
    }
    for _ in 0..<reader.take(UInt32.self) {
      let named = Named(rawValue: reader.take(UInt8.self)) ?? .inbox
      let (reference, rank) = (reader.take(UInt32.self), reader.take(Rank.self))
      let id = reader.takeText()
      names.append(
        ScopedName(named: named, reference: reference, rank: rank, id: id, name: reader.takeText()))
    }
  }
}
