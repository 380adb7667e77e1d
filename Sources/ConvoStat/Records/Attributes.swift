// What records say about a conversation, and which of them holds.

/// The attributes of a conversation, each a text (README 1.5); the `--metadata` keys follow them.
enum Attribute: Int, CaseIterable {
  case externalID, status, queue, organizationalGroup, subdivision
  case assignedAgentID, assignedAgentName, customerID
}

/// Rows of attributes, each said by one record about one reference, linked in lists by reference.
///
/// A list holds no row that later ones cover whole, so a conversation that is mentioned a million times with the
/// same attributes has one row.
struct AttributeRows {
  /// Where a list ends.
  static let none = UInt32.max

  private struct Row {
    var rank: Rank
    var next: UInt32
  }

  let width: Int
  private var rows: [Row] = []
  private var values: [UInt32] = []
  /// The first row of each reference's list, or `none`.
  private(set) var heads: [UInt32] = []

  /// - Parameter width: the number of attributes with those of `--metadata`.
  init(width: Int) { self.width = width }

  /// Adds what a record says.
  /// - Parameter said: `width` numbers of texts, `none` where the record says nothing.
  mutating func add(_ reference: UInt32, _ said: UnsafePointer<UInt32>, rank: Rank) {
    while heads.count <= Int(reference) { heads.append(AttributeRows.none) }
    var row = heads[Int(reference)]
    while row != AttributeRows.none {
      if merge(Int(row), said, rank) { return }
      row = rows[Int(row)].next
    }
    rows.append(Row(rank: rank, next: heads[Int(reference)]))
    for index in 0..<width { values.append(said[index]) }
    heads[Int(reference)] = UInt32(rows.count - 1)
  }

  /// Lets a row and what was said become one, if one of them covers the other.
  private mutating func merge(_ row: Int, _ said: UnsafePointer<UInt32>, _ rank: Rank) -> Bool {
    let base = row * width
    let isLater = rows[row].rank < rank
    for index in 0..<width {
      let (old, new) = (values[base + index], said[index])
      let (winner, loser) = isLater ? (new, old) : (old, new)
      if winner == AttributeRows.none && loser != AttributeRows.none { return false }
    }
    if isLater {
      for index in 0..<width { values[base + index] = said[index] }
      rows[row].rank = rank
    }
    return true
  }

  /// Calls `body` with the rank and the values of each row of a reference.
  func forEachRow(_ reference: UInt32, _ body: (Rank, UnsafePointer<UInt32>) -> Void) {
    guard Int(reference) < heads.count else { return }
    values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      var row = heads[Int(reference)]
      while row != AttributeRows.none {
        body(rows[Int(row)].rank, base + Int(row) * width)
        row = rows[Int(row)].next
      }
    }
  }
}
