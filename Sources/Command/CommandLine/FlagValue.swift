// The value of an option, converted to the type that the option needs.

import ConvoStat
import Foundation

/// A value as typed, with its option.
///
/// Every conversion throws if the value does not fit.
struct FlagValue {
  /// The option's name without dashes.
  let flag: String
  let text: String
  /// True if the option was typed by its letter.
  var isShort = false

  /// Returns the text.
  ///
  /// Throws if it is empty.
  func notEmpty() throws(UsageError) -> String {
    guard !text.isEmpty else { throw refused("a non-empty value") }
    guard text.isUTF8Path else { throw refused("UTF-8 text") }
    return text
  }

  /// Returns names of columns, separated by commas.
  func columns() throws(UsageError) -> ColumnSelection {
    let names = try notEmpty().split(separator: ",", omittingEmptySubsequences: false)
      .map { String($0.drop { $0 == " " }) }
    if names.contains("") { throw refused("names of columns, separated by commas") }
    return ColumnSelection(names)
  }

  /// Returns the path of a file or a directory, which may have any bytes.
  func path() throws(UsageError) -> String {
    guard !text.isEmpty else { throw refused("a non-empty value") }
    if text.urlScheme != nil { throw refused("a path, not a URL") }
    return text
  }

  /// Returns a whole number.
  func number(in range: ClosedRange<Int>) throws(UsageError) -> Int {
    guard let number = FlagValue.digits(text), range.contains(number) else {
      let bounds = range.upperBound == .max ? "of at least \(range.lowerBound)" : range.sentence
      throw refused("a whole number \(bounds)")
    }
    return number
  }

  /// Returns a number of bytes from 1 to `limit`; `K`, `M`, `G` and `T` are powers of 1024.
  func bytes(upTo limit: Int = Int(Int32.max)) throws(UsageError) -> Int {
    let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40]
    let unit = text.last.flatMap { units[Character($0.uppercased())] }
    let digits = unit == nil ? text[...] : text.dropLast()
    guard let number = FlagValue.digits(digits), number <= limit / (unit ?? 1), number > 0 else {
      throw refused("a number of bytes from 1 to \(limit), such as 64M")
    }
    return number * (unit ?? 1)
  }

  /// Returns a share from 0 to 1, such as `5%` or `0.05`, in millionths.
  func shareMillionths() throws(UsageError) -> Int {
    let isPercent = text.hasSuffix("%")
    let decimal = isPercent ? text.dropLast() : text[...]
    let value = FlagValue.decimal(decimal, places: isPercent ? 4 : 6)
    guard let value, value <= 1_000_000 else {
      let isMissingSign = value.map { $0 <= 100_000_000 } ?? false
      throw refused(
        "a share such as 5% or 0.05, with at most 6 decimals (4 in percent)",
        hint: isMissingSign && !isPercent ? "did you mean \(text)%?" : nil)
    }
    return value
  }

  /// Returns a duration, such as `90s`, `30m`, `26h` or `2d`, in milliseconds.
  func durationMilliseconds() throws(UsageError) -> Int64 {
    guard let duration = FlagValue.duration(text) else {
      throw refused("a duration such as 90s, 30m, 26h or 2d")
    }
    return duration
  }

  /// Returns what begins a session: `resolved`, or a duration of silence such as `24h`.
  func sessionBreak() throws(UsageError) -> SessionBreak {
    if text == "resolved" { return .resolution }
    guard let silence = FlagValue.duration(text), silence > 0 else {
      throw refused("resolved, or a duration such as 12h, 24h or 7d")
    }
    return .silence(silence)
  }

  /// Returns ascending durations separated by commas, or `default`.
  func buckets() throws(UsageError) -> Buckets {
    if text == "default" { return .standard }
    let times = text.split(separator: ",", omittingEmptySubsequences: false).map(FlagValue.duration)
    let bounds = times.compactMap { $0 }
    guard bounds.count == times.count, bounds.count <= 1000, let buckets = Buckets(bounds: bounds) else {
      throw refused("increasing durations such as 30s,5m,1h, or default")
    }
    return buckets
  }

  /// Returns ascending durations separated by commas, each with its spelling.
  func levels() throws(UsageError) -> ServiceLevels {
    let levels = text.split(separator: ",", omittingEmptySubsequences: false).map { word in
      FlagValue.duration(word).map { ServiceLevels.Level(name: String(word), milliseconds: $0) }
    }
    let known = levels.compactMap { $0 }
    guard known.count == levels.count, known.count <= 100, let promised = ServiceLevels(known) else {
      throw refused("increasing durations such as 30s,1m,5m")
    }
    return promised
  }

  /// Returns the hours in a file, or in the value itself if it is a JSON object, or those of inboxes.
  func hours() throws(UsageError) -> BusinessHours {
    if text == BusinessHours.inboxesWord { return .ofInboxes }
    return try settings(BusinessHours.init(json:), BusinessHours.init(path:))
  }

  /// Returns the activity texts in a file, or in the value itself if it is a JSON object.
  func activities() throws(UsageError) -> ActivityTexts {
    try settings(ActivityTexts.init(json:), ActivityTexts.init(path:))
  }

  private func settings<Settings>(
    _ fromJSON: (Data) throws(SettingsMistake) -> Settings,
    _ fromFile: (String) throws(SettingsMistake) -> Settings
  ) throws(UsageError) -> Settings {
    let path = try path()
    do throws(SettingsMistake) {
      return try path.hasPrefix("{") ? fromJSON(Data(path.utf8)) : fromFile(path)
    } catch {
      throw .badFile(flag: flag, path: path, key: error.key, problem: error.problem)
    }
  }

  /// Returns tables by keys with one more, whose keys are separated by commas.
  ///
  /// A table that exists already is not added again.
  func added(to tables: [Breakdown]) throws(UsageError) -> [Breakdown] {
    let table = try breakdown()
    let others = Breakdown.always + tables
    if others.contains(table) { return tables }
    if let other = others.first(where: { $0.fileName.lowercased() == table.fileName.lowercased() }) {
      if other.fileName == table.fileName {
        throw refused("keys that give a table another name than \(table.fileName)")
      }
      // Excel, macOS and Windows do not distinguish the two names.
      throw refused("keys that give a table another name than \(other.fileName), ignoring case")
    }
    return tables + [table]
  }

  private func breakdown() throws(UsageError) -> Breakdown {
    var keys: [Key] = []
    let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    for word in words {
      guard let key = Key(word), word.isUTF8Path else { throw unknownKey(word) }
      keys.append(key)
    }
    return Breakdown(keys)
  }

  /// Returns the condition of `KEY=VALUE` or `KEY!=VALUE`; the first `=` ends the key.
  func condition() throws(UsageError) -> Condition {
    guard text.isUTF8Path, let sign = text.firstIndex(of: "=") else {
      throw refused("KEY=VALUE or KEY!=VALUE")
    }
    let isNegated = text[..<sign].hasSuffix("!")
    let name = String(text[..<sign].dropLast(isNegated ? 1 : 0))
    guard let key = Key(name) else { throw unknownKey(name) }
    let value = String(text[text.index(after: sign)...])
    guard let condition = Condition(key, value, isNegated: isNegated) else {
      throw refused(
        "a value as written in the table of --by \(name)",
        hint: value.isEmpty ? "\(name)=(none) is for conversations without one" : FlagValue.example(of: key))
    }
    return condition
  }

  /// Returns an example of a valid condition, for a key with restricted values.
  private static func example(of key: Key) -> String? {
    let value =
      switch key {
      case .day: "2026-01-05"
      case .week: "2026-W02"
      case .month: "2026-01"
      case .quarter: "2026-Q1"
      case .year: "2026"
      case .hour: "09"
      case .weekday: "1 for Monday"
      default: ""
      }
    return value.isEmpty ? nil : "such as \(key.name)=\(value)"
  }

  /// Returns the map of `FILE` or `FILE=GLOB`, with the path and the pattern.
  ///
  /// A file may have `=` in its name: the first `=` that follows the name of a file ends it.
  func map() throws(UsageError) -> (map: PlatformMap, path: String, pattern: PathPattern?) {
    let whole = try path()
    var (path, glob) = (whole, String?.none)
    let signs = whole.indices.filter { whole[$0] == "=" }
    if let first = signs.first, access(whole, F_OK) != 0 {
      let sign = signs.first { access(String(whole[..<$0]), F_OK) == 0 } ?? first
      (path, glob) = (String(whole[..<sign]), String(whole[whole.index(after: sign)...]))
    }
    let pattern = glob.flatMap(PathPattern.init)
    if path.isEmpty || glob != nil && pattern == nil { throw refused("FILE or FILE=GLOB") }
    do throws(MapProblem) { return (try PlatformMap(path: path), path, pattern) } catch {
      throw .badMap(path: path, error)
    }
  }

  /// Returns a boundary: a date, a period, a time in any format of timestamps, or a time relative to `now`.
  func boundary(now: Int64) throws(UsageError) -> Boundary {
    guard text.isUTF8Path, let boundary = Boundary(text, now: now) else {
      throw refused(
        "a date (2026-01-05), a period (2026-11, 2026-W47, 2026-Q3, 2026), a time (2026-01-05T09:00:00Z), "
          + "today, yesterday, now, or a span back from now (7d)")
    }
    return boundary
  }

  /// Returns a period of the calendar.
  func period() throws(UsageError) -> CalendarPeriod {
    if FlagValue.duration(text) != nil || text.last == "w" {
      throw refused(
        CalendarPeriod.allCases.map(\.rawValue).joined(separator: " or "),
        hint: "did you mean --since \(text)?")
    }
    return try choice()
  }

  /// Returns a share of the conversations, such as `0/4`.
  func shard() throws(UsageError) -> ConversationShard {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(FlagValue.digits)
    guard parts.count == 2, let number = parts[0], let count = parts[1], count <= 1_000_000,
      let shard = ConversationShard(number, of: count)
    else { throw refused("a share I/N, with I from 0 to N-1") }
    return shard
  }

  /// Returns a zone of the IANA time zone database.
  func zone() throws(UsageError) -> Zone {
    guard text.isUTF8Path, let zone = Zone(text) else {
      throw refused("a time zone such as Europe/Berlin")
    }
    return zone
  }

  private func unknownKey(_ word: String) -> UsageError {
    let names = Key.named.map(\.name)
    return refused(
      "one or more of \(names.joined(separator: ", ")) and metadata.K",
      hint: nearest(to: word, among: names).map { "did you mean \($0)?" })
  }

  /// Returns one of the words of a type.
  func choice<Choice>() throws(UsageError) -> Choice
  where Choice: CaseIterable & RawRepresentable, Choice.RawValue == String {
    if let choice = Choice(rawValue: text) { return choice }
    let words = Choice.allCases.map(\.rawValue)
    throw refused(
      words.joined(separator: " or "), hint: nearest(to: text, among: words).map { "did you mean \($0)?" })
  }

  func refused(_ expected: String, hint: String? = nil) -> UsageError {
    .badValue(flag: flag, text: text, expected: expected, hint: hint)
  }

  /// Returns a number with a unit, in milliseconds.
  private static func duration(_ text: some StringProtocol) -> Int64? {
    let units: [Character: Int64] = ["s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]
    guard let unit = text.last.flatMap({ units[$0] }), text.count > 1,
      let number = digits(text.dropLast()), number <= 1_000_000
    else { return nil }
    return Int64(number) * unit
  }

  /// Returns the value of decimal digits; `nil` for any other text.
  private static func digits(_ text: some StringProtocol) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }

  /// Returns a decimal times ten to the power of `places`; `nil` if it has more decimals.
  private static func decimal(_ text: Substring, places: Int) -> Int? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? parts[1] : ""
    guard parts.count == 1 || !fraction.isEmpty, fraction.count <= places, parts[0].count <= 9,
      !parts[0].isEmpty
    else { return nil }
    return digits(parts[0] + fraction + String(repeating: "0", count: places - fraction.count))
  }
}

extension ClosedRange<Int> {
  fileprivate var sentence: String { "from \(lowerBound) to \(upperBound)" }
}
