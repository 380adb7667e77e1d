// Lines of a run with a map: proved to be JSON like all lines, then read by the map alone.

extension RecordReader {
  /// Reads the record of a line by a map, and counts its outcome.
  func finish(_ value: Text, by mapped: MapReader, _ position: RecordPosition, record: Text) {
    let usableBefore = facts.counts.usable
    var isShown = false
    let findings = mapped.read(value, position, into: facts) { refusal, index, element in
      var position = position
      position.index = index
      // The meaning of an element depends on the record around it, so the first reject shows the whole
      // record.
      reject(refusal, position, record: [isShown ? element : record])
      isShown = true
    }
    counts.elements += findings.elements
    if let refusal = findings.refusal {
      reject(refusal, position, record: [record])
    } else if findings.isKnown {
      counts.records += 1
      if findings.elements == 0, facts.counts.usable == usableBefore { facts.counts.usable += 1 }
    } else {
      reject(Refusal(unknownShapeOf: value), position, record: [record])
    }
  }
}
