// The word that was meant, for a word that was mistyped.

/// The candidate that is nearest to a word, if any is near enough to be meant.
public func nearest(to word: String, among candidates: [String]) -> String? {
  allNearest(to: word, among: candidates).first
}

/// The candidates that are nearest to a word, three at most; none where none is near enough to be meant.
///
/// Near is one change (a letter put in, left out, replaced, or two swapped) for every three letters; a word
/// that only goes on where a candidate ends, or the other way round, is near too.
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

/// How many letters must be put in, left out, replaced or swapped with a neighbour to make one word the
/// other.
public func editDistance(_ left: String, _ right: String) -> Int {
  let (left, right) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
  var rows = [Array(0...right.count)]
  for i in left.indices {
    var row = [i + 1]
    for j in right.indices {
      let replaced = rows[i][j] + (left[i] == right[j] ? 0 : 1)
      var least = min(replaced, rows[i][j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
        least = min(least, rows[i - 1][j - 1] + 1)
      }
      row.append(least)
    }
    rows.append(row)
  }
  return rows[left.count][right.count]
}
