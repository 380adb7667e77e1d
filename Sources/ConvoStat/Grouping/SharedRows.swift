// The rows of a table by agent in which the same conversations count, for the row `(others)`.

/// What the conversations of a set of rows count in each of them.
struct SharedCounts: BitwiseCopyable {
  var conversations = 0
  var ratings = RatingSum()
}

/// Sets of two or more rows, each with the counts of the conversations that count in all of its rows.
///
/// `--max-groups` needs them: a row that takes several rows of a set counts its conversations once. Most
/// conversations have the same few agents, so there are far fewer sets than conversations.
final class SharedRows {
  private let sets = TextTable()
  /// The counts of each set.
  @exclusivity(unchecked) private var counts = ReusableArray<SharedCounts>()
  /// The rows of the conversation that is being counted.
  @exclusivity(unchecked) private var rows = ReusableArray<UInt32>()
  @exclusivity(unchecked) private var key = KeyBuffer()

  /// The approximate memory of the sets, in bytes.
  var bytesHeld: Int { sets.bytesHeld + counts.bytesHeld }

  /// Adds a row of the conversation that is being counted.
  func add(_ row: Int) { rows.append(UInt32(truncatingIfNeeded: row)) }

  /// Counts the conversation whose rows were added.
  func end(_ ratings: RatingSum) { end(SharedCounts(conversations: 1, ratings: ratings)) }

  private func end(_ added: SharedCounts) {
    defer { rows.removeAll() }
    guard rows.count > 1 else { return }
    rows.sort()
    key.begin(room: 0)
    for row in rows.elements { key.add(row) }
    let set = Int(key.withText { sets.number(of: $0) })
    if set == counts.count { counts.append(SharedCounts()) }
    counts[set].conversations += added.conversations
    counts[set].ratings.merge(added.ratings)
  }

  /// Adds the sets of another worker.
  /// - Parameter mapped: for each row of `other`, the row of `self`.
  func merge(_ other: SharedRows, _ mapped: [UInt32]) {
    other.forEachSet { rows, counts in
      for row in rows { self.rows.append(mapped[row]) }
      end(counts)
    }
  }

  /// Calls `body` with the rows of each set and its counts.
  func forEachSet(_ body: (_ rows: [Int], SharedCounts) -> Void) {
    for set in 0..<counts.count {
      var reader = ByteReader(sets[UInt32(set)])
      var rows: [Int] = []
      while !reader.isAtEnd { rows.append(Int(reader.read(UInt32.self))) }
      body(rows, counts[set])
    }
  }
}
