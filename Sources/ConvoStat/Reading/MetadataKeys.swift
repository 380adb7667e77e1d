// The keys of metadata in the records of a dump, whether or not an option asks for them.

/// Keys whose values are texts or numbers, with the number of records that have each.
///
/// Each worker owns one.
final class MetadataKeys {
  private let tally = ContentTally()
  private let unescaped = UnescapedTexts()

  /// Counts the keys of an object that was proved to be JSON.
  func note(_ object: Text) {
    var walk = ValueWalk(object, unescaped)
    guard object.count > 1, walk.enters("{") else { return }
    while let key = try? walk.nextKey() {
      if walk.isAtTextOrNumber() { tally.add(key) }
      walk.skip()
    }
    unescaped.forget()
  }

  /// Counts the keys that a fact line holds for a conversation record.
  func note(_ observation: FactLine.Observation, of platform: Platform) {
    // A map may take metadata from messages too.
    if !observation.isRecord, platform != .mapped { return }
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

  /// Returns the keys of all workers, the most frequent first.
  static func joined(_ workers: [MetadataKeys]) -> [InputContents.Entry] {
    let all = ContentTally()
    for worker in workers { all.merge(worker.tally) }
    return all.entries
  }
}
