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

  /// Counts the keys that a fact line holds for a record.
  func note(_ statements: BorrowedArray<FactLine.Statement>, ofRecord isRecord: Bool, of platform: Platform) {
    // A map may take metadata from messages too.
    if !isRecord, platform != .mapped { return }
    for statement in statements where !statement.value.isEmpty {
      switch statement.about {
      case .metadata: tally.add(statement.key)
      case .queue where platform == .asapp: tally.add("queue")
      case .group where platform == .asapp: tally.add("organizationalGroup")
      case .subdivision where platform == .asapp: tally.add("subdivision")
      default: break
      }
    }
  }

  /// Returns the keys of all workers, the most frequent first.
  static func joined(_ workers: [MetadataKeys]) -> [InputContents.Entry] {
    ContentTally.joined(workers.map(\.tally))
  }
}
