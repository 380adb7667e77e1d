// The life of a conversation in fact lines: its status observations, and what reporting events are compared with.

extension FactReader {
  /// Stores what a line tells of a conversation's life.
  func storeLife(_ line: borrowing FactLine, of reference: UInt32, _ facts: Facts) {
    for status in line.statuses.elements { facts.observe(status, of: reference) }
    for inbox in line.inboxes.elements { facts.traits.note(inbox: inbox, of: reference) }
    for start in line.starts.elements { facts.traits.note(start: start, of: reference) }
    if line.isRow { facts.traits.noteRow(reference) }
  }

  /// Reads a second since 1970.
  static func second(_ walk: inout ValueWalk) throws(WrongKind) -> Int64 {
    let second = try walk.integer()
    guard 0..<Timestamp.end / 1000 ~= second else { throw WrongKind() }
    return second
  }

  /// Reads a status observation: the status, its origin and, if it is known, the moment.
  static func status(_ walk: inout ValueWalk) throws(WrongKind) -> StatusObservation {
    try walk.enter("[")
    guard try walk.nextElement() else { throw WrongKind() }
    let word = try walk.string()
    guard let told = StatusObservation.Told.allCases.first(where: { word == $0.name }),
      try walk.nextElement()
    else { throw WrongKind() }
    let name = try walk.string()
    guard let origin = StatusObservation.Origin.allCases.first(where: { name == $0.name }),
      origin != .activity
    else { throw WrongKind() }
    guard try walk.nextElement() else {
      guard told != .handover else { throw WrongKind() }
      return StatusObservation(moment: StatusObservation.noMoment, told: told, origin: origin)
    }
    let moment = try walk.integer()
    guard 0..<Timestamp.end ~= moment, try !walk.nextElement() else { throw WrongKind() }
    return StatusObservation(moment: moment, told: told, origin: origin)
  }
}
