// The options as run.json shows them, made of the table of options.

import ConvoStat

extension Flag {
  /// The options that run.json shows, in its order.
  private static let allReported: [(flag: Flag, reported: Reported)] =
    all.compactMap { flag in flag.reported.map { (flag, $0) } }.sorted {
      $0.reported.place < $1.reported.place
    }

  /// The name in run.json.
  private var reportedName: String { name.replacing("-", with: "_") }

  /// Returns the options as run.json shows them.
  static func report(_ options: Options) -> JSONValue { report(options) { _ in true } }

  /// Returns the options in which parts of one merge must agree, with their values.
  static func reportOfTables(_ options: Options) -> JSONValue { report(options, where: \.isOfTables) }

  private static func report(_ options: Options, where isMeant: (Effect) -> Bool) -> JSONValue {
    .object(
      allReported.filter { isMeant($0.flag.effect) }
        .map { (name: $0.flag.reportedName, value: $0.reported.value(options)) })
  }

  /// Returns the options that differ from their default and decide figures, in the order of the table.
  static func state(_ options: Options) -> [StatedOption] {
    let usual = Options()
    return all.compactMap { flag in
      guard flag.effect.hindersComparison || momentNames.contains(flag.name), let reported = flag.reported,
        reported.value(options).line != reported.value(usual).line
      else { return nil }
      return StatedOption(
        name: "--" + flag.name, value: flag.value == nil ? "" : reported.value(options).typed,
        changesMeaning: flag.changesMeaning)
    }
  }

  /// The options about moments, which are not the same in two runs that are compared, and decide figures nevertheless.
  private static let momentNames = ["since", "until", "as-of"]

  /// The names in run.json of the options that do not make two runs hard to compare.
  static var harmlessToComparison: Set<String> {
    Set(allReported.map(\.flag).filter { !$0.effect.hindersComparison }.map(\.reportedName))
  }

  /// Returns the value as run.json shows it, if that is a text.
  func shownText(_ options: Options) -> String? {
    if case .string(let text)? = reported?.value(options) { text } else { nil }
  }
}

extension JSONValue {
  /// The value as it may be typed: `yes`, `24h` for milliseconds, `a, b`.
  fileprivate var typed: String {
    switch self {
    case .bool(let value): (value ? YesOrNo.yes : .no).rawValue
    case .string(let text): text
    case .array(let elements): elements.map(\.typed).joined(separator: ", ")
    case .decimal(let milliseconds, _):
      [(3_600_000, "h"), (60_000, "m")].first { milliseconds % $0.0 == 0 }
        .map { "\(milliseconds / $0.0)\($0.1)" } ?? String(decimal: milliseconds, places: 3) + "s"
    case .null, .number, .object: line
    }
  }

  /// Returns a moment given in milliseconds since 1970, or null for `nil`.
  static func moment(_ milliseconds: Int64?) -> JSONValue { .string(orNull: milliseconds.map(formatMoment)) }

  /// Returns an array, or null for `nil`.
  static func array(orNull elements: [JSONValue]?) -> JSONValue { elements.map(JSONValue.array) ?? .null }

  /// Returns a number in units of its last decimal, or null for `nil`.
  static func decimal(orNull value: Int64?, places: Int) -> JSONValue {
    value.map { .decimal($0, places: places) } ?? .null
  }
}

extension InputMaps {
  /// The platforms of the maps, each with the pattern of its inputs; null without maps.
  var reported: JSONValue {
    let maps = entries.map { $0.map.source + ($0.pattern.map { "=" + $0.text.printablePath } ?? "") }
    return maps.isEmpty ? .null : .string(maps.joined(separator: ", "))
  }
}

extension SessionBreak {
  /// The value in run.json: seconds of silence, or a word.
  var reported: JSONValue {
    switch self {
    case .silence(let milliseconds): .decimal(milliseconds, places: 3)
    case .resolution: .string("resolved")
    }
  }
}
