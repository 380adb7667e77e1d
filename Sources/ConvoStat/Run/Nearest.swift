// The probably intended word for a mistyped one.

/// Returns the candidate that is nearest to a word; `nil` if none is near enough.
public func nearest(to word: String, among candidates: [String]) -> String? {
  allNearest(to: word, among: candidates).first
}

/// Returns the candidates that are nearest to a word, at most three; empty if none is near enough.
///
/// A candidate is near enough with at most one change (a letter inserted, deleted, replaced, or two
/// neighbours swapped) for every three letters, or if one word is a prefix of the other.
public func allNearest(to word: String, among candidates: [String]) -> [String] {
  let word = word.lowercased()
  let ranked = candidates.map { (candidate: $0, distance: editDistance(word, $0.lowercased())) }
    .sorted { $0.distance < $1.distance }
  guard let best = ranked.first else { return [] }
  if best.distance <= max(1, word.count / 3) {
    return ranked.prefix(3).filter { $0.distance == best.distance }.map(\.candidate)
  }
  let continued = ranked.first { pair in
    let candidate = pair.candidate.lowercased()
    let stem = min(candidate.count, word.count)
    return stem >= 4 && (word.hasPrefix(candidate) || candidate.hasPrefix(word))
  }
  return continued.map { [$0.candidate] } ?? []
}

/// Returns the number of insertions, deletions, replacements and swaps of neighbours that make one word the
/// other.
public func editDistance(_ left: String, _ right: String) -> Int {
  let (left, right) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
  var rows = [Array(0...right.count)]
  for i in left.indices {
    var row = [i + 1]
    for j in right.indices {
      let replaced = rows[i][j] + (left[i] == right[j] ? 0 : 1)
      var smallest = min(replaced, rows[i][j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
        smallest = min(smallest, rows[i - 1][j - 1] + 1)
      }
      row.append(smallest)
    }
    rows.append(row)
  }
  return rows[left.count][right.count]
}
