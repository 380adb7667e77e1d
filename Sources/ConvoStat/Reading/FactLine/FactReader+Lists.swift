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
