// The few figures that a person asks for first, taken from the summaries.

extension Summaries {
  /// The figures of all conversations together.
  var keyFigures: KeyFigures {
    let (first, waiting) = (whole.firstResponse.created, whole.waiting)
    var figures = KeyFigures()
    figures.responses = whole.response.created.count
    figures.firstResponses = first.count
    figures.shares = zip(optional.levels, whole.levels).map { name, counts in
      let count = counts.firstResponse.created
      return KeyFigures.TargetShare(name: name, within: count.within, decided: count.decided)
    }
    figures.unanswered = waiting.count
    figures.neverAnswered = whole.neverAnswered
    if first.count > 0 { figures.firstResponseMedianMilliseconds = first.median }
    if first.count >= KeyFigures.leastForPercentile { figures.firstResponseP90Milliseconds = first.p90 }
    figures.life = whole.life.map { life in
      KeyFigures.Life(
        resolved: life.resolved, reopens: life.reopens,
        medianMilliseconds: whole.resolution.count > 0 ? whole.resolution.median : nil,
        p90Milliseconds: whole.resolution.count >= KeyFigures.leastForPercentile ? whole.resolution.p90 : nil)
    }
    if waiting.count > 0 { figures.longestWaitMilliseconds = waiting.max }
    return figures
  }
}
