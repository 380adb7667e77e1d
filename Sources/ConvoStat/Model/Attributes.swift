// What records say about a conversation, and which of them holds.

/// The attributes of a conversation, each a text (README 1.5); the `--metadata` keys follow them.
enum Attribute: Int, CaseIterable {
  case externalID, status, queue, organizationalGroup, subdivision
  case assignedAgentID, assignedAgentName, customerID

  /// Whether hardly any two conversations have the same.
  var isRare: Bool { self == .externalID || self == .customerID }
}

/// Rows of attributes, each said by one record about one reference, linked in lists by reference.
///
/// A list holds no row that later ones cover whole, so a conversation that is mentioned a million times with the
/// same attributes has one row.
struct AttributeRows: ~Copyable {
  /// Where a list ends.
  static let none = UInt32.max

  /// A row without its values.
  struct Row {
    var rank: Rank
    var next: UInt32
  }

  let width: Int
  private var rows = Chunked<Row>()
  private var values = Chunked<UInt32>()
  private var freed: [UInt32] = []
  /// The first row of each reference's list, or `none`.
  private var heads = Chunked<UInt32>()

  /// - Parameter width: the number of attributes with those of `--metadata`.
  init(width: Int) { self.width = width }

  /// Adds what a record says.
  /// - Parameter said: `width` numbers of texts, `none` where the record says nothing.
  /// - Returns: whether it was kept; false if later rows say all of it.
  @discardableResult
  mutating func add(_ reference: UInt32, _ said: BorrowedArray<UInt32>, rank: Rank) -> Bool {
    while heads.count <= Int(reference) { heads.append(AttributeRows.none) }
    var before = AttributeRows.none
    var row = heads[Int(reference)]
    if row != AttributeRows.none, isSame(said, as: Int(row)) {
      // The usual: what the last record said. The same at a later rank holds wherever it held before.
      if rows[Int(row)].rank < rank { rows[Int(row)] = Row(rank: rank, next: rows[Int(row)].next) }
      return false
    }
    while row != AttributeRows.none {
      let next = rows[Int(row)].next
      if rows[Int(row)].rank < rank {
        if covers(said, Int(row)) {  // the row says nothing any more: it leaves the list
          if before == AttributeRows.none { heads[Int(reference)] = next } else { link(before, to: next) }
          freed.append(row)
          row = next
          continue
        }
      } else if isCovered(said, by: Int(row)) {
        return false
      }
      before = row
      row = next
    }
    insert(reference, said, rank)
    return true
  }

  @inline(__always)
  private func isSame(_ said: BorrowedArray<UInt32>, as row: Int) -> Bool {
    let first = row * width
    // All of them, but for a few rows that end in the next chunk.
    let beside = values.piece(of: first..<first + width)
    for index in 0..<beside.count where beside[index] != said[index] { return false }
    for index in beside.count..<width where values[first + index] != said[index] { return false }
    return true
  }

  private func link(_ row: UInt32, to next: UInt32) {
    rows[Int(row)] = Row(rank: rows[Int(row)].rank, next: next)
  }

  /// Whether all that a row says was said again.
  private func covers(_ said: BorrowedArray<UInt32>, _ row: Int) -> Bool {
    for index in 0..<width where said[index] == AttributeRows.none {
      if values[row * width + index] != AttributeRows.none { return false }
    }
    return true
  }

  private func isCovered(_ said: BorrowedArray<UInt32>, by row: Int) -> Bool {
    for index in 0..<width where said[index] != AttributeRows.none {
      if values[row * width + index] == AttributeRows.none { return false }
    }
    return true
  }

  /// Puts a row in front of a reference's list, in the place of one that has left its list if there is any.
  private mutating func insert(_ reference: UInt32, _ said: BorrowedArray<UInt32>, _ rank: Rank) {
    let row = Row(rank: rank, next: heads[Int(reference)])
    if let free = freed.popLast() {
      heads[Int(reference)] = free
      rows[Int(free)] = row
      for index in 0..<width { values[Int(free) * width + index] = said[index] }
    } else {
      heads[Int(reference)] = UInt32(rows.count)
      rows.append(row)
      for index in 0..<width { values.append(said[index]) }
    }
  }

  /// Calls `body` with the rank of each row of a reference and the place of its values.
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

  /// A value by its place.
  @inline(__always)
  subscript(place: Int) -> UInt32 { values[place] }
}
