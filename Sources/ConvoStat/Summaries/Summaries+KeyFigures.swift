// The few figures that a person asks for first, out of the summaries.

extension Summaries {
  /// The figures of all conversations together.
  var keyFigures: KeyFigures {
    let whole = tallies
    var selection = PoolSelection()
    let first = selection.statistics(of: whole.map { $0.pointee.pool(.firstResponseCreated) })
    let waiting = selection.statistics(of: whole.map { $0.pointee.pool(.waiting) })
    var figures = KeyFigures()
    figures.responses = whole.reduce(0) { $0 + $1.pointee.pool(.responseCreated).pointee.count }
    figures.unanswered = waiting.count
    figures.neverAnswered = whole.reduce(0) { $0 + $1.pointee.neverAnswered }
    if first.count > 0 {
      figures.firstResponseMedianMilliseconds = first.median
      figures.firstResponseP90Milliseconds = first.p90
    }
    if waiting.count > 0 { figures.longestWaitMilliseconds = waiting.max }
    return figures
  }
}
