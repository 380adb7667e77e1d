// The number of times that each pointer of a map found a value, and the keys at which a pointer without a
// match ended.

/// The result of one pointer of a map in a run.
public struct MapMatch: Sendable, Equatable {
  /// The platform of the map; empty if the run has only one map.
  public let source: String
  /// The key in the map, such as `messages[0].created`.
  public let key: String
  /// The pointer as written in the map.
  public let pointer: String
  /// The number of lookups, and of lookups that found a value.
  public fileprivate(set) var tried = 0
  /// Number of lookups that found a value.
  public fileprivate(set) var found = 0
  /// For a pointer that never found a value: the longest matched part, as a pointer, and the sorted keys of
  /// the object there.
  public fileprivate(set) var reached = ""
  /// Sorted keys of the object at the end of `reached`.
  public fileprivate(set) var keys: [String] = []
  /// True if the pointer was tried, and no record has its last key, not even with null.
  fileprivate(set) var isUnmet = false

  fileprivate init(_ slot: MapSlot, source: String) {
    self.source = source
    key = slot.name
    pointer = slot.pointer.text
  }
}

extension MapMatch {
  /// The value to which the pointer belongs, such as `messages[0].created`, and the number of the way to it.
  var way: (value: String, number: String) {
    var name = key[...]
    for end in [".in", ".key", ".take"] where name.hasSuffix(end) { name = name.dropLast(end.count) }
    guard name.hasSuffix("]"), let bracket = name.lastIndex(of: "[") else { return (String(name), "") }
    return (String(name[..<bracket]), String(name[bracket...]))
  }

  /// True for elements, conditions, roles and statuses: records that lack them are read by other entries or rules.
  var isOptional: Bool {
    let value = way.value
    return key.hasSuffix(".each") || value.hasSuffix(".if") || value.hasSuffix(".if.at")
      || key.contains(".role") || key.hasPrefix("statuses[") && key.contains("].status")
  }
}

/// The counts of one worker.
struct MapTally {
  private var counts: [Count]
  /// Maximum number of keys that are remembered for a pointer.
  static let maximumKeys = 100

  private struct Count {
    var tried = 0
    var found = 0
    /// The furthest step at which a lookup failed; -1 if none failed.
    var stopped = -1
    var keys: Set<String> = []
  }

  init(slots: Int) { counts = Array(repeating: Count(), count: slots) }

  /// Counts a lookup that found a value.
  mutating func found(_ slot: Int) {
    counts[slot].tried += 1
    counts[slot].found += 1
  }

  /// Counts a lookup that found nothing.
  /// - Parameters:
  ///   - step: the step for which there was no value.
  ///   - keys: returns the keys of the object there. It is called only while the pointer has found nothing at
  ///     all.
  mutating func missed(_ slot: Int, at step: Int, keys: () -> [Text]) {
    counts[slot].tried += 1
    if counts[slot].found > 0 || step < counts[slot].stopped { return }
    if step > counts[slot].stopped { (counts[slot].stopped, counts[slot].keys) = (step, []) }
    if counts[slot].keys.count >= MapTally.maximumKeys { return }
    for key in keys().prefix(MapTally.maximumKeys) { counts[slot].keys.insert(key.string) }
  }

  /// Returns the summed counts of all workers.
  /// - Parameter isOneOfSeveral: true if the run has other maps too.
  static func matches(
    of map: PlatformMap, _ tallies: [MapTally], isOneOfSeveral: Bool = false
  ) -> [MapMatch] {
    map.slots.indices.map { slot in
      var match = MapMatch(map.slots[slot], source: isOneOfSeveral ? map.source : "")
      let counts = tallies.map { $0.counts[slot] }
      match.tried = counts.reduce(0) { $0 + $1.tried }
      match.found = counts.reduce(0) { $0 + $1.found }
      if match.found == 0, let step = counts.map(\.stopped).max(), step >= 0 {
        match.isUnmet = step < map.slots[slot].pointer.steps.count
        match.reached = map.slots[slot].pointer.text(before: step)
        match.keys = counts.filter { $0.stopped == step }.reduce(into: Set()) { $0.formUnion($1.keys) }
          .sorted()
      }
      return match
    }
  }
}
