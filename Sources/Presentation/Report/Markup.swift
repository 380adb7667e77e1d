// Safe HTML: every text is escaped, and every name is isolated so that its text direction does not leak.

import ConvoStat

/// Pieces of HTML.
enum Markup {
  /// Returns a text as content or as a quoted attribute.
  ///
  /// Control characters and direction marks become U+FFFD.
  static func escape(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\t", "\n", "\r": escaped += " "
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}",
        "\u{FFFE}", "\u{FFFF}":
        escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// Returns a name from the data.
  ///
  /// A long name is cut in its middle, between words if possible, because the end may distinguish it; the
  /// title attribute has more of it. A name of invisible characters only is shown by their codes: `\u{200b}`.
  static func name(_ text: String) -> String {
    if text.isEmpty { return "<span class=\"none\">(empty)</span>" }
    if text.unicodeScalars.allSatisfy(isInvisible) {
      return "<span class=\"none\">\(codes(text))</span>"
    }
    let whole = prefix(text, hoverLength)
    if text.unicodeScalars.count <= nameLength { return "<bdi>\(escape(text))</bdi>" }
    var end = text.unicodeScalars.suffix(nameLength / 3)
    if let space = end.prefix(nameLength / 8).lastIndex(of: " ") { end = end[end.index(after: space)...] }
    let start = prefix(text, nameLength - nameLength / 3)
    return "<bdi title=\"\(escape(whole))\">\(escape(start))…\(escape(String(end)))</bdi>"
  }

  /// Returns a name as plain text of a limited length, for charts; not escaped.
  static func plain(_ text: String, _ length: Int) -> String {
    if text.isEmpty { return "(empty)" }
    if text.unicodeScalars.allSatisfy(isInvisible) { return codes(text) }
    let start = prefix(text, length)
    return start.unicodeScalars.count == text.unicodeScalars.count ? text : prefix(text, length - 1) + "…"
  }

  /// Returns true for a character without ink: a space, a control or format character, or one that is ignored by default.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint || properties.isWhitespace { return true }
    return [.control, .format].contains(properties.generalCategory)
  }

  private static func codes(_ text: String) -> String {
    text.unicodeScalars.prefix(6).map { "\\u{\(String($0.value, radix: 16))}" }.joined()
      + (text.unicodeScalars.count > 6 ? "…" : "")
  }

  private static let nameLength = 48
  private static let hoverLength = 240

  private static func prefix(_ text: String, _ length: Int) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(length) { kept.append(scalar) }
    return kept.count == text.unicodeScalars.count ? text : String(kept)
  }

  /// Returns a part of a whole in percent with one decimal; a dash if the whole is 0.
  static func percent(_ part: Int, _ whole: Int) -> String {
    guard whole > 0 else { return "–" }
    return percent(Double(part) / Double(whole))
  }

  /// Returns a share between 0 and 1 in percent with one decimal; a dash for `nil`.
  static func percent(_ share: Double?) -> String {
    guard let share else { return "–" }
    let tenths = Int((share * 1000).rounded())
    if share > 0 && tenths == 0 { return "&lt; 0.1 %" }
    return "\(tenths / 10).\(tenths % 10) %"
  }

  /// Returns a moment for people, `5 Jan 2026, 10:03`, with the exact one for programs.
  static func moment(_ time: Int64, in zone: Zone?) -> String {
    "<time datetime=\"\(formatMoment(time, in: zone))\">\(CalendarText.moment(time, in: zone))</time>"
  }

  /// Returns milliseconds for people; a dash for `nil`.
  static func duration(_ milliseconds: Int64?) -> String {
    guard let milliseconds else { return "–" }
    return Quantity.duration(milliseconds: milliseconds).replacing(" ", with: "\u{A0}")
      .replacing("-", with: "\u{2212}")
  }

  /// Returns a target for people: `1 min`, without a second unit of zero.
  static func target(_ level: ServiceLevels.Level) -> String {
    let parts = duration(level.milliseconds).split(separator: "\u{A0}")
    return (parts.count == 4 && parts[2] == "0" ? parts.prefix(2) : parts[...]).joined(separator: "\u{A0}")
  }

  /// Returns a median or percentile for people: grey, with the number of values, if these are too few.
  static func percentile(_ milliseconds: Int64?, _ statistic: Statistic, of count: Int) -> String {
    few(duration(milliseconds), milliseconds, statistic, of: count)
  }

  /// Returns the text of a median or percentile, grey if it is of too few values.
  static func few(_ text: String, _ milliseconds: Int64?, _ statistic: Statistic, of count: Int) -> String {
    let least = statistic == .median ? KeyFigures.leastForMedian : KeyFigures.leastForPercentile
    if milliseconds == nil || count >= least { return text }
    return "<span class=\"few\" title=\"of \(Quantity.counted(count, "value")) only\">\(text)</span>"
  }

  /// Returns a length for SVG, with at most one decimal.
  static func length(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    return sign
      + (tenths % 10 == 0 ? "\(tenths.magnitude / 10)" : "\(tenths.magnitude / 10).\(tenths.magnitude % 10)")
  }
}
