// Text wrapped for a terminal of 80 columns.

extension String {
  /// Returns the text wrapped between words into lines, each indented and ended by a newline.
  ///
  /// Words with a no-break space between them stay together; the no-break space is written as a space. A word
  /// that is too long for any line stays on the line of the word before it.
  ///
  /// - Parameter first: the indent of the first line; `nil` uses `indent`.
  func wrapped(indent: Int, first: Int? = nil, width: Int = 80) -> String {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = String(repeating: " ", count: first ?? indent)
    var isEmpty = true
    for word in split(separator: " ", omittingEmptySubsequences: false) {
      if !isEmpty && line.count + 1 + word.count > width && indent + word.count <= width {
        lines.append(line)
        line = margin
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = isEmpty && word.isEmpty && !lines.isEmpty
    }
    lines.append(line)
    return lines.map { $0.replacing("\u{A0}", with: " ") + "\n" }.joined()
  }

  /// The text with no-break spaces.
  var unbroken: String { replacing(" ", with: "\u{A0}") }
}
