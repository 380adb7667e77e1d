// The attributes that records state about a conversation, and the choice between them by rank.

/// The attributes of a conversation, each a text (Inputs: attributes).
///
/// The `--metadata` keys follow them.
enum Attribute: Int, CaseIterable {
  case externalID, status, queue, organizationalGroup, subdivision
  case assignedAgentID, assignedAgentName, customerID

  /// True if hardly any two conversations share a value.
  var isRare: Bool { self == .externalID || self == .customerID }
}

/// Rows of attributes, each stated by one record about one reference, linked in lists by reference.
///
/// A list holds no row that later ones cover completely, so a conversation that is mentioned a million
/// times with the same attributes has one row.
struct AttributeRows: ~Copyable {
  /// The end of a list, and the number of an absent value.
  static let none = UInt32.max

  /// The number of a value that the record removed (Inputs: the same thing twice).
  ///
  /// It wins like any other value, and its text is empty.
  static let removed = UInt32.max - 1

  /// A row without its values.
  struct Row {
    var rank: Rank
    var next: UInt32
  }

  /// The outcome of adding an observation.
  enum Addition {
    /// The first row of the reference has the same values.
    case repeated
    /// Other rows cover the observation.
    case covered
    /// The observation was stored.
    case stored
  }

  let width: Int
  private var rows = Chunked<Row>()
  private var values = Chunked<UInt32>()
  private var freed: [UInt32] = []
  /// The first row of each reference's list, or `none`.
  private var heads = Chunked<UInt32>()

  /// - Parameter width: the number of attributes, including those of `--metadata`.
  init(width: Int) { self.width = width }

  /// Adds the observation of a record.
  /// - Parameter observed: `width` numbers of texts, `none` for an attribute that the record does not
  ///   state, `removed` for one that it removes.
  @discardableResult
  mutating func add(_ reference: UInt32, _ observed: BorrowedArray<UInt32>, rank: Rank) -> Addition {
    while heads.count <= Int(reference) { heads.append(AttributeRows.none) }
    var before = AttributeRows.none
    var row = heads[Int(reference)]
    if row != AttributeRows.none, isSame(observed, as: Int(row)) {
      // The usual case: the same values as in the first row. With a later rank they win wherever they won
      // before.
      if rows[Int(row)].rank < rank { rows[Int(row)] = Row(rank: rank, next: rows[Int(row)].next) }
      return .repeated
    }
    while row != AttributeRows.none {
      let next = rows[Int(row)].next
      if rows[Int(row)].rank < rank {
        if covers(observed, Int(row)) {  // every value of the row was replaced: unlink it
          if before == AttributeRows.none { heads[Int(reference)] = next } else { link(before, to: next) }
          freed.append(row)
          row = next
          continue
        }
      } else if isCovered(observed, by: Int(row)) {
        return .covered
      }
      before = row
      row = next
    }
    insert(reference, observed, rank)
    return .stored
  }

  @inline(__always)
  private func isSame(_ observed: BorrowedArray<UInt32>, as row: Int) -> Bool {
    let first = row * width
    // All values, except for the few rows that continue in the next chunk.
    let piece = values.piece(of: first..<first + width)
    for index in 0..<piece.count where piece[index] != observed[index] { return false }
    for index in piece.count..<width where values[first + index] != observed[index] { return false }
    return true
  }

  private func link(_ row: UInt32, to next: UInt32) {
    rows[Int(row)] = Row(rank: rows[Int(row)].rank, next: next)
  }

  /// Returns true if `observed` states every attribute that a row states.
  private func covers(_ observed: BorrowedArray<UInt32>, _ row: Int) -> Bool {
    for index in 0..<width where observed[index] == AttributeRows.none {
      if values[row * width + index] != AttributeRows.none { return false }
    }
    return true
  }

  private func isCovered(_ observed: BorrowedArray<UInt32>, by row: Int) -> Bool {
    for index in 0..<width where observed[index] != AttributeRows.none {
      if values[row * width + index] == AttributeRows.none { return false }
    }
    return true
  }

  /// Inserts a row at the front of a reference's list, in a freed row if there is one.
  private mutating func insert(_ reference: UInt32, _ observed: BorrowedArray<UInt32>, _ rank: Rank) {
    let row = Row(rank: rank, next: heads[Int(reference)])
    if let free = freed.popLast() {
      heads[Int(reference)] = free
      rows[Int(free)] = row
      for index in 0..<width { values[Int(free) * width + index] = observed[index] }
    } else {
      heads[Int(reference)] = UInt32(rows.count)
      rows.append(row)
      for index in 0..<width { values.append(observed[index]) }
    }
  }

  /// Calls `body` with the rank of each row of a reference and the index of its first value.
  @inline(__always)
  func forEachRow(_ reference: UInt32, _ body: (Rank, _ first: Int) -> Void) {
    guard Int(reference) < heads.count else { return }
    var row = heads[Int(reference)]
    while row != AttributeRows.none {
      body(rows[Int(row)].rank, Int(row) * width)
      row = rows[Int(row)].next
    }
  }

  var bytesHeld: Int { rows.bytesHeld + values.bytesHeld + heads.bytesHeld }

  /// Returns the value at an index that `forEachRow` gave, plus the number of the attribute.
  @inline(__always)
  subscript(index: Int) -> UInt32 { values[index] }
}
