// All metadata of a conversation, whatever its keys: facts keep it, as any key may be asked for later.

/// What one record has under keys of its own choice.
struct AllMetadata {
  private let unescaped = UnescapedTexts()
  private let keys = TextTable()
  /// By number of the key.
  private var values: [Text] = []

  /// Takes what an object has, where nothing was taken under its keys before; of a key given twice the last value.
  /// - Parameter others: keys that are attributes of their own.
  mutating func absorb(_ object: Text, except others: [StaticString] = []) {
    let own = TextTable()
    var values: [Text] = []
    var walk = ValueWalk(object, unescaped)
    guard object.count > 1, walk.enters("{") else { return }
    while let key = try? walk.nextKey() {
      let value = walk.textOrNothing()
      if others.contains(where: { key == $0 }) { continue }
      let number = Int(own.number(of: key))
      if number == values.count { values.append(value) } else { values[number] = value }
    }
    for (number, value) in values.enumerated() where !value.isEmpty {
      if keys.number(of: own[UInt32(number)]) == values.count { values.append(value) }
    }
  }

  /// Keeps what was taken, as said about a reference.
  func store(about number: UInt32, rank: Rank, in facts: Facts) {
    for (index, value) in values.enumerated() {
      let key = keys[UInt32(index)]
      facts.names.add(.metadata, .reference(number), id: key, name: value, rank: rank)
      facts.metadataBytes += 64 + key.count + value.count
    }
  }
}
