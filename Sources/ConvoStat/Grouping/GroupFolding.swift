// The groups that `--max-groups` sums up in rows named (others).

/// A group into which others are folded.
private struct FoldTarget {
  let cells: [Text]
  var rows: [Int] = []
  var tally = Tally()
}

extension Grouping {
  /// Keeps the `limit` groups with the most conversations, the first ones of equal groups, and the groups without
  /// any key; folds all others into `(others)`.
  ///
  /// A key that a group does not have stays `(none)`. A row of combined labels is in no group until it is folded.
  /// - Parameter combinations: the rows of combined labels.
  func fold(
    _ groups: [SortedGroups.Group], to limit: Int, combinations: [(cells: [Text], row: Int)]
  ) -> [SortedGroups.Group] {
    let isNamed = groups.map { hasKey($0.cells) }
    let named = groups.indices.filter { isNamed[$0] }
    guard named.count > limit else { return groups }
    let sizes = groups.map(\.tally.conversations)
    let largest = Set(named.sorted { (sizes[$1], $0) < (sizes[$0], $1) }.prefix(limit))
    let isKept = groups.indices.map { index in
      !isNamed[index] || (largest.contains(index) && groups[index].cells != foldedCells(groups[index].cells))
    }

    var targets: [FoldTarget] = []
    var targetOfRow = [Int?](repeating: nil, count: count)
    func fold(_ row: Int, _ cells: [Text]) {
      let cells = foldedCells(cells)
      let target = targets.firstIndex { $0.cells == cells } ?? targets.count
      if target == targets.count { targets.append(FoldTarget(cells: cells)) }
      targets[target].rows.append(row)
      targets[target].tally.merge(tally(row))
      targetOfRow[row] = target
    }
    for (index, group) in groups.enumerated() where !isKept[index] {
      for row in group.rows where labelKind(row) == .alone { fold(row, group.cells) }
    }
    for (cells, row) in combinations {
      let own = labelCells(cells).first { cells in
        groups.sortedIndex(of: cells).map { !isKept[$0] } ?? false
      }
      if let own { fold(row, own) }
    }
    countOnce(&targets, targetOfRow)
    let kept = groups.indices.filter { isKept[$0] }.map { groups[$0] }
    let folded = targets.map { SortedGroups.Group(cells: $0.cells, rows: $0.rows, tally: $0.tally) }
    return (kept + folded).sorted { $0.cells.lexicographicallyPrecedes($1.cells) }
  }

  /// Takes away the conversations that count in several rows of a target, except once.
  private func countOnce(_ targets: inout [FoldTarget], _ targetOfRow: [Int?]) {
    shared?.forEachSet { rows, counts in
      var seen = [Int](repeating: 0, count: targets.count)
      for row in rows {
        guard let target = targetOfRow[row] else { continue }
        if seen[target] > 0 {
          targets[target].tally.conversations -= counts.conversations
          targets[target].tally.ratings.subtract(counts.ratings)
        }
        seen[target] += 1
      }
    }
  }

  /// Returns true if a group has one of the keys that were asked for.
  private func hasKey(_ cells: [Text]) -> Bool {
    zip(cells, isAsked).contains { cell, isAsked in isAsked && cell != .withoutKey }
  }

  /// Returns the cells of the row into which a group is folded.
  private func foldedCells(_ cells: [Text]) -> [Text] {
    zip(cells, isAsked).map { cell, isAsked in isAsked && cell == .withoutKey ? .withoutKey : .others }
  }

  /// Returns the cells of the groups of a row of combined labels.
  private func labelCells(_ cells: [Text]) -> [[Text]] {
    guard let place = keys.firstIndex(of: .label) else { return [] }
    return Labels(cells[place]).map { label in
      var cells = cells
      cells[place] = label
      return cells
    }
  }
}

extension [SortedGroups.Group] {
  /// Returns the index of the group with these cells; `nil` if no group has them.
  fileprivate func sortedIndex(of cells: [Text]) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].cells.lexicographicallyPrecedes(cells) { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low].cells == cells ? low : nil
  }
}
