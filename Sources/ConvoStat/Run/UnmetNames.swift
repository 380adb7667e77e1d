// Names in options that the inputs do not have, each with the nearest name that exists.

/// Warnings about names that are probably mistyped.
struct UnmetNames {
  /// The maximum number of names in one warning.
  private static let maximumShown = 5

  /// Warns of metadata keys that no record has.
  /// - Parameter known: the keys that records have.
  static func metadata(_ options: Options, known: [InputContents.Entry]) -> [String] {
    var asked: [(key: String, flag: String)] = options.metadataKeys.map { ($0, "--metadata") }
    for (keys, flag) in [(options.by.flatMap(\.keys), "--by"), (options.conditions.map(\.key), "--where")] {
      for case .metadata(let key) in keys where !asked.contains(where: { $0.key == key }) {
        asked.append((key, flag))
      }
    }
    for case .metadata(let key) in options.link?.extras ?? [] where !asked.contains(where: { $0.key == key })
    {
      asked.append((key, "--link"))
    }
    let names = known.map(\.name)
    return asked.filter { !names.contains($0.key) }.map { key, flag in
      "\(flag): no conversation has metadata \"\(key)\"; "
        + (suggestion(for: key, among: names) ?? "no conversation has metadata")
    }
  }

  /// Warns of sources in conditions that no platform of the run has, for a run in which no conversation counts.
  ///
  /// Facts may have others, so such a condition is not refused.
  static func sources(_ options: Options) -> [String] {
    let conditions = options.conditions.filter { $0.key == .source && !$0.isNegated }
    return conditions.filter { !options.sources.contains($0.value) }.map { condition in
      "--where: no conversation has the source \"\(condition.value)\"; "
        + "records of this run are of \(options.sources.joined(separator: ", "))"
    }
  }

  /// Warns of values of a map that no record has.
  ///
  /// Elements, conditions and roles are left out: they may be for records that this input does not have. A value that
  /// has several ways is met if one of them finds it.
  static func places(_ matches: [MapMatch]) -> [String] {
    let tried = matches.filter { $0.tried > 0 && !$0.isOptional }
    let unmet = Dictionary(grouping: tried, by: { [$0.source, $0.way.value] }).values.compactMap {
      value -> MapMatch? in
      let ways = Dictionary(grouping: value, by: \.way.number).values
      return ways.contains { $0.allSatisfy { $0.found > 0 } } ? nil : value.first(where: \.isUnmet)
    }
    guard !unmet.isEmpty else { return [] }
    let names = unmet.map { ($0.source.isEmpty ? "" : $0.source + " ") + "\($0.key) \($0.pointer)" }.sorted()
    let rest = names.count > maximumShown ? " and \(names.count - maximumShown) more" : ""
    return ["--map: no record has a value at \(names.prefix(maximumShown).joined(separator: ", "))\(rest)"]
  }

  /// Warns of queues in `--hours` that no conversation has.
  static func queues(_ hours: BusinessHours, known: [String]) -> [String] {
    let unmet = hours.queues.filter { !known.contains($0) }
    guard !unmet.isEmpty else { return [] }
    let real = known.filter { $0 != "(none)" }
    let shown = unmet.prefix(maximumShown).map { queue in
      "\"\(queue)\"" + (nearest(to: queue, among: real).map { " (did you mean \($0)?)" } ?? "")
    }
    let rest = unmet.count > maximumShown ? " and \(unmet.count - maximumShown) more" : ""
    let has = real.isEmpty ? "; none has a queue" : ""
    return ["--hours: no conversation has the queue \(shown.joined(separator: ", "))\(rest)\(has)"]
  }

  /// Warns of inboxes whose hours are unknown or impossible.
  /// - Parameter conversations: the number of conversations of inboxes without known hours.
  static func inboxHours(without conversations: Int, impossible inboxes: [String]) -> [String] {
    var warnings: [String] = []
    if conversations > 0 {
      warnings.append(
        "--hours inboxes: \(Quantity.counted(conversations, "conversation")) of no inbox whose record states hours: "
          + "they count around the clock")
    }
    if inboxes.isEmpty { return warnings }
    let shown = inboxes.prefix(maximumShown).joined(separator: ", ")
    let rest = inboxes.count > maximumShown ? " and \(inboxes.count - maximumShown) more" : ""
    return warnings + [
      "--hours inboxes: impossible hours of inbox \(shown)\(rest): it counts around the clock"
    ]
  }

  private static func suggestion(for word: String, among names: [String]) -> String? {
    if names.isEmpty { return nil }
    if let near = nearest(to: word, among: names) { return "did you mean \(near)?" }
    let shown = names.prefix(maximumShown).joined(separator: ", ")
    return "there are \(shown)"
      + (names.count > maximumShown ? " and \(names.count - maximumShown) more" : "")
  }
}
