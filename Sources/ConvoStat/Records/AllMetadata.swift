// All metadata of a conversation, whatever its keys: facts keep it, as any key may be asked for later.

/// What one record has under keys of its own choice.
struct AllMetadata {
  private let unescaped = UnescapedTexts()
  private var said: [(key: Text, value: Text)] = []

  /// Takes what an object has, where nothing was taken under its keys before; of a key given twice the last value.
  /// - Parameter others: keys that are attributes of their own.
  mutating func take(_ object: Text, except others: [StaticString] = []) {
    var own: [(key: Text, value: Text)] = []
    var walk = ValueWalk(object, unescaped)
    guard object.count > 1, walk.enter("{") else { return }
    while let key = walk.nextKey() {
      let value = walk.textOrNothing()
      if others.contains(where: { key == $0 }) { continue }
      if let before = own.firstIndex(where: { $0.key == key }) {
        own[before].value = value
      } else {
        own.append((key, value))
      }
    }
    for pair in own where !pair.value.isEmpty && !said.contains(where: { $0.key == pair.key }) {
      said.append(pair)
    }
  }

  /// Keeps what was taken, as said about a reference.
  func keep(about number: UInt32, rank: Rank, in facts: Facts) {
    for (key, value) in said {
      facts.names.add(.metadata, .reference(number), id: key, name: value, rank: rank)
      facts.metadataBytes += 64 + key.count + value.count
    }
  }
}
