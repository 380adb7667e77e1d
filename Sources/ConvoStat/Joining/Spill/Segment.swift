// A segment: the facts of one worker that belong to one partition, as stored in the spill file.

/// The position of a segment, with what a reader needs to use it.
struct Segment {
  /// The worker whose facts these are.
  ///
  /// Agents keep the numbers of that worker.
  let worker: Int
  let range: Range<Int>
  /// Length in bytes of the head, which describes the references.
  ///
  /// The facts follow.
  let headCount: Int
  /// The latest creation time of a message; negative without messages.
  let latest: Int64
}

/// The part of a segment that tells which conversations its references mean.
///
/// The head comes first, so that references to conversations in other partitions are found without reading
/// the facts.
struct SegmentHead {
  /// The references, in the order of their numbers in the segment.
  var references: [Reference] = []
  /// The numbers of references whose id has a conversation record.
  var bearers: [UInt32] = []
  /// Links that records of any partition make between an id and an external id of this partition.
  var links: [(externalID: Text, id: Text)] = []

  /// A name in the account of a conversation that names no account itself.
  struct ScopedName {
    var named: Named
    var reference: UInt32
    var rank: Rank
    var id: Text
    var name: Text
  }

  var names: [ScopedName] = []

  init(_ reader: inout ByteReader) {
    for _ in 0..<reader.read(UInt32.self) {
      let kind = Reference.Kind(rawValue: reader.read(UInt8.self)) ?? .byID
      let qualifier = reader.readText()
      references.append(Reference(kind, qualifier: qualifier, name: reader.readText()))
    }
    for _ in 0..<reader.read(UInt32.self) { bearers.append(reader.read(UInt32.self)) }
    for _ in 0..<reader.read(UInt32.self) {
      let externalID = reader.readText()
      links.append((externalID, reader.readText()))
    }
    for _ in 0..<reader.read(UInt32.self) {
      let named = Named(rawValue: reader.read(UInt8.self)) ?? .inbox
      let (reference, rank) = (reader.read(UInt32.self), reader.read(Rank.self))
      let id = reader.readText()
      names.append(
        ScopedName(named: named, reference: reference, rank: rank, id: id, name: reader.readText()))
    }
  }
}
