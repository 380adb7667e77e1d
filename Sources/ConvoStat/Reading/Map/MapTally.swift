// How often the pointers of a map found something, and what stood there where they did not.

/// What became of one pointer of a map in a run.
public struct MapMatch: Sendable, Equatable {
  /// The key in the map, such as `messages[0].created`.
  public let key: String
  /// The pointer as it stands there.
  public let pointer: String
  /// How often a value was looked for, and how often there was one.
  public fileprivate(set) var tried = 0
  public fileprivate(set) var found = 0
  /// Where it never found anything: how far it came, as a pointer, and the keys that stood there, sorted.
  public fileprivate(set) var reached = ""
  public fileprivate(set) var keys: [String] = []

  fileprivate init(_ slot: MapSlot) {
    key = slot.name
    pointer = slot.pointer.text
  }
}

/// The counts of one worker.
struct MapTally {
  private var counts: [Count]
  /// So many keys are remembered of where a pointer stops.
  static let maximumKeys = 100

  private struct Count {
    var tried = 0
    var found = 0
    /// The step at which it stopped, the furthest of all times; -1: it never did.
    var stopped = -1
    var keys: Set<String> = []
  }

  init(slots: Int) { counts = Array(repeating: Count(), count: slots) }

  /// Counts a pointer that found something.
  mutating func found(_ slot: Int) {
    counts[slot].tried += 1
    counts[slot].found += 1
  }

  /// Counts a pointer that found nothing.
  /// - Parameters:
  ///   - step: the step for which there was no value.
  ///   - keys: gives the keys that are there instead; only asked while the pointer has found nothing at all.
  mutating func missed(_ slot: Int, at step: Int, keys: () -> [Text]) {
    counts[slot].tried += 1
    if counts[slot].found > 0 || step < counts[slot].stopped { return }
    if step > counts[slot].stopped { (counts[slot].stopped, counts[slot].keys) = (step, []) }
    if counts[slot].keys.count >= MapTally.maximumKeys { return }
    for key in keys().prefix(MapTally.maximumKeys) { counts[slot].keys.insert(key.string) }
  }

  /// What all workers counted.
  static func matches(of map: PlatformMap, _ tallies: [MapTally]) -> [MapMatch] {
    map.slots.indices.map { slot in
      var match = MapMatch(map.slots[slot])
      let counts = tallies.map { $0.counts[slot] }
      match.tried = counts.reduce(0) { $0 + $1.tried }
      match.found = counts.reduce(0) { $0 + $1.found }
      if match.found == 0, let step = counts.map(\.stopped).max(), step >= 0 {
        match.reached = map.slots[slot].pointer.text(before: step)
        match.keys = counts.filter { $0.stopped == step }.reduce(into: Set()) { $0.formUnion($1.keys) }
          .sorted()
      }
      return match
    }
  }
}
