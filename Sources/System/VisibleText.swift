// Names of files and pieces of data made safe for a terminal: they cannot move the cursor or hide text.

extension String {
  /// The text with every control and direction character escaped, as `\n` or `\u{1b}`, and bytes of a path
  /// that are not UTF-8 as `\xff`.
  package var visible: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.pathByte != nil: text += String(scalar).printablePath
      case _ where scalar.isUnseen: text += "\\u{\(String(scalar.value, radix: 16))}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

extension Unicode.Scalar {
  /// True for controls, formats (zero-width, bidirectional) and separators of lines and paragraphs.
  fileprivate var isUnseen: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
