// Text set for a terminal of 80 columns.

extension String {
  /// The text broken between words into lines, each indented and ended by a newline.
  ///
  /// Words with a no-break space between them stay together; it is written as a space.
  func wrapped(indent: Int, width: Int = 80) -> String {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ") {
      if !line.isEmpty && indent + line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    lines.append(line)
    return lines.map { margin + $0.replacing("\u{A0}", with: " ") + "\n" }.joined()
  }
}
