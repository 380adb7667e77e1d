// The keys of metadata that records have, whether an option asks for them or not.

/// Keys whose values are texts or numbers, and how many records had each. A worker has its own.
final class MetadataKeys {
  private let tally = ContentTally()
  private let unescaped = UnescapedTexts()

  /// Counts the keys of an object, which was proved to be JSON.
  func note(_ object: Text) {
    var walk = ValueWalk(object, unescaped)
    guard object.count > 1, walk.enters("{") else { return }
    while let key = try? walk.nextKey() {
      if walk.isAtTextOrNumber() { tally.add(key) }
      walk.skip()
    }
    unescaped.forget()
  }

  /// Counts the keys that a line of facts has for a record of a conversation.
  func note(_ observation: FactLine.Observation, of platform: Platform) {
    if !observation.isRecord { return }
    for (key, _) in observation.metadata { tally.add(key) }
    guard platform == .asapp else { return }
    for (attribute, _) in observation.attributes {
      switch attribute {
      case .queue: tally.add("queue")
      case .organizationalGroup: tally.add("organizationalGroup")
      case .subdivision: tally.add("subdivision")
      default: break
      }
    }
  }

  /// The keys of all workers, the most frequent first.
  static func joined(_ workers: [MetadataKeys]) -> [InputContents.Entry] {
    let all = ContentTally()
    for worker in workers { all.merge(worker.tally) }
    return all.entries
  }
}
