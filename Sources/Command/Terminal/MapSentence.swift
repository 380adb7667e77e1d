// The result of a map's pointer, for people.

import ConvoStat

extension MapMatch {
  /// The result in words: `messages[0].created /created_at: found in 12 of 12`; for a pointer that found
  /// nothing, the nearest existing keys.
  var sentence: String {
    let name =
      (source.isEmpty ? "" : source.visible + " ")
      + "\(key) \(pointer.isEmpty ? "(the record)" : pointer)".visible
    if tried == 0 { return "\(name): not looked for" }
    if found > 0 { return "\(name): found in \(Quantity.count(found)) of \(Quantity.count(tried))" }
    return "\(name): found in none of \(Quantity.count(tried)); \(instead)"
  }

  /// The words for what is there instead.
  private var instead: String {
    if reached == pointer { return "it is null or of another type" }
    let place = reached.isEmpty ? "there" : reached.visible
    if keys.isEmpty { return "\(place) has no keys" }
    return
      "nearest keys\(reached.isEmpty ? " there" : " of \(place)"): \(nearest.joined(separator: ", ").visible)"
  }

  /// The keys nearest to the missing one, at most three.
  private var nearest: [String] {
    let wanted = pointer.dropFirst(reached.count + 1).prefix { $0 != "/" }.lowercased()
    return keys.map { (key: $0, distance: editDistance(wanted, $0.lowercased())) }
      .sorted { ($0.distance, $0.key) < ($1.distance, $1.key) }.prefix(3).map(\.key)
  }
}
