// The number of columns that a text takes on a terminal.

extension String {
  /// The columns that the text takes: two for wide characters, none for marks on other characters.
  var displayWidth: Int { unicodeScalars.reduce(0) { $0 + $1.displayWidth } }

  /// Returns the text if it fits into a number of columns, else its beginning with a dot leader.
  func cut(to width: Int) -> String {
    if displayWidth <= width { return self }
    var text = ""
    var used = 0
    for character in self {
      let next = String(character).displayWidth
      if used + next > width - 1 { break }
      text.append(character)
      used += next
    }
    return text + "…"
  }

  /// Returns the text with blanks around it so that it takes a number of columns.
  func set(in width: Int, isRight: Bool) -> String {
    let blanks = String(repeating: " ", count: max(0, width - displayWidth))
    return isRight ? blanks + self : self + blanks
  }
}

extension Unicode.Scalar {
  /// East Asian wide characters and emoji, as ranges of code points.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
    0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]

  fileprivate var displayWidth: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: return Unicode.Scalar.wide.contains { $0.contains(value) } ? 2 : 1
    }
  }
}
