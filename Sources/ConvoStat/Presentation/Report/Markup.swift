// HTML as it may be written: every text escaped, every name set apart so that its direction stays its own.

/// Pieces of HTML.
enum Markup {
  /// A text as content or as a quoted attribute; controls, which HTML has no place for, and what turns the
  /// direction of text as U+FFFD.
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

  /// A name from the data: cut in the middle where it is long, as the end may tell names apart, and there
  /// rather
  /// between words; whole (within reason) on hover.
  static func name(_ text: String) -> String {
    if text.isEmpty { return "<span class=\"none\">(empty)</span>" }
    let whole = prefix(text, hoverLength)
    if text.unicodeScalars.count <= nameLength { return "<bdi>\(escape(text))</bdi>" }
    var end = text.unicodeScalars.suffix(nameLength / 3)
    if let space = end.prefix(nameLength / 8).lastIndex(of: " ") { end = end[end.index(after: space)...] }
    let start = prefix(text, nameLength - nameLength / 3)
    return "<bdi title=\"\(escape(whole))\">\(escape(start))…\(escape(String(end)))</bdi>"
  }

  private static let nameLength = 48
  private static let hoverLength = 240

  private static func prefix(_ text: String, _ length: Int) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(length) { kept.append(scalar) }
    return kept.count == text.unicodeScalars.count ? text : String(kept)
  }

  /// A part of a whole in percent with one decimal; a dash of nothing.
  static func percent(_ part: Int, _ whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let tenths = Int((Double(part) / Double(whole) * 1000).rounded())
    if part > 0 && tenths == 0 { return "&lt; 0.1 %" }
    return "\(tenths / 10).\(tenths % 10) %"
  }

  /// Milliseconds for people; a dash of nothing.
  static func duration(_ milliseconds: Int64?) -> String {
    guard let milliseconds else { return "–" }
    return Quantity.duration(milliseconds: milliseconds).replacing(" ", with: "\u{A0}")
      .replacing("-", with: "\u{2212}")
  }

  /// A length in an SVG, with a decimal at most.
  static func length(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    return sign
      + (tenths % 10 == 0 ? "\(tenths.magnitude / 10)" : "\(tenths.magnitude / 10).\(tenths.magnitude % 10)")
  }
}
