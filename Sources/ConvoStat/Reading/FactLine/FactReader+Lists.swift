// The lists and pairs in fact lines.

extension FactReader {
  /// Reads a list, each element of it by `read`.
  @inline(__always)
  static func list<Value>(
    _ walk: inout ValueWalk, _ read: (inout ValueWalk) throws(WrongKind) -> Value
  ) throws(WrongKind) -> [Value] {
    var values: [Value] = []
    try walk.enter("[")
    while try walk.nextElement() { values.append(try read(&walk)) }
    return values
  }

  static func string(_ walk: inout ValueWalk) throws(WrongKind) -> Text { try walk.string() }

  /// Reads a string, or a null as an empty text.
  static func stringOrNull(_ walk: inout ValueWalk) throws(WrongKind) -> Text {
    if !walk.isAtNull() { return try walk.string() }
    walk.skip()
    return .empty
  }

  static func integer(_ walk: inout ValueWalk) throws(WrongKind) -> Int64 { try walk.integer() }

  static func integerOrNull(_ walk: inout ValueWalk) throws(WrongKind) -> Int64? {
    try walk.integerOrNull()
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

  /// Reads an object as pairs, each value of it by `read`.
  static func pairs(
    _ walk: inout ValueWalk, _ read: (inout ValueWalk) throws(WrongKind) -> Text
  ) throws(WrongKind) -> [(key: Text, value: Text)] {
    var pairs: [(key: Text, value: Text)] = []
    try walk.enter("{")
    while let key = try walk.nextKey() { pairs.append((key, try read(&walk))) }
    return pairs
  }
}
