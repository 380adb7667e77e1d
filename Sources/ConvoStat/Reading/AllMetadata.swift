// All metadata of a conversation record. Facts keep every key, because a later run may ask for any of them.

/// The keys and values of the metadata of one record.
struct AllMetadata {
  private let unescaped = UnescapedTexts()
  private let keys = TextTable()
  /// The value of each key, by the key's number in `keys`; empty if the record removes it.
  private var values: [Text] = []
  /// True if a key without a value removes the metadata.
  private let removes: Bool

  /// - Parameter removes: true for a conversation record, false for a message.
  init(removes: Bool = true) { self.removes = removes }

  /// Adds the members of an object.
  ///
  /// A key that was absorbed before keeps its first value; if the object has a key twice, its last value
  /// counts.
  ///
  /// - Parameters:
  ///   - object: an object that was proved to be JSON.
  ///   - others: keys that are attributes of their own, which are left out.
  mutating func absorb(_ object: Text, except others: [StaticString] = []) {
    let own = TextTable()
    // `nil` says nothing.
    var ownValues: [Text?] = []
    var walk = ValueWalk(object, unescaped)
    guard object.count > 1, walk.enters("{") else { return }
    while let key = try? walk.nextKey() {
      let isCleared = removes && walk.isAtCleared()
      let text = walk.textOrNothing()
      let value = text.isEmpty && !isCleared ? nil : text
      if others.contains(where: { key == $0 }) { continue }
      let number = Int(own.number(of: key))
      if number == ownValues.count { ownValues.append(value) } else { ownValues[number] = value }
    }
    for (number, value) in ownValues.enumerated() {
      guard let value else { continue }
      let key = Int(keys.number(of: own[UInt32(number)]))
      if key == values.count { values.append(value) } else if values[key].isEmpty { values[key] = value }
    }
  }

  /// Adds the metadata to the names of a worker's facts.
  /// - Parameter number: the number of the reference that the record describes.
  func store(about number: UInt32, rank: Rank, in facts: Facts) {
    for (index, value) in values.enumerated() {
      let key = keys[UInt32(index)]
      facts.names.add(.metadata, .reference(number), id: key, name: value, rank: rank)
      facts.metadataBytes += 64 + key.count + value.count
    }
  }
}
