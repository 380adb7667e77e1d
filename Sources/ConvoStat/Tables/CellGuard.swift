// Guards of text cells that a spreadsheet would run (Outputs: guards): adding and removing the `'`.

extension Text {
  /// Returns true if a cell could begin at an index and a spreadsheet would run it, or if it looks guarded
  /// already.
  ///
  /// A cell begins at the beginning of the text, and after a character that is a separator in other CSV
  /// dialects. The text from there must match `'*[=+\-@＝＋－＠]`, at the beginning also `'*[\t\r\n]`.
  func wouldRun(from start: Int) -> Bool {
    var index = start
    while index < count, self[index] == UInt8(ascii: "'") { index += 1 }
    guard index < count else { return false }
    switch self[index] {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): return true
    case 0x09, 0x0A, 0x0D: return start == 0
    case 0xEF where index + 2 < count:  // the full-width forms
      let last = self[index + 2]
      return self[index + 1] == 0xBC && (last == 0x9D || last == 0x8B || last == 0x8D || last == 0xA0)
    default: return false
    }
  }

  /// Returns true if a byte separates cells in a spreadsheet that reads the file with another separator.
  static func separatesCells(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ";"), UInt8(ascii: ","), 0x09, 0x0A, 0x0D: true
    default: false
    }
  }

  /// True if a cell of the text gets a guard anywhere.
  var needsGuard: Bool {
    if count == 0 { return false }
    if wouldRun(from: 0) { return true }
    return bytes.indices.dropFirst().contains { Text.separatesCells(self[$0 - 1]) && wouldRun(from: $0) }
  }

  /// Calls `body` with the text without its guards.
  ///
  /// The text is valid during the call.
  func withUnguarded<Result>(_ body: (Text) -> Result) -> Result {
    guard bytes.contains(UInt8(ascii: "'")) else { return body(self) }
    var plain: [UInt8] = []
    plain.reserveCapacity(count)
    for (index, byte) in bytes.enumerated() {
      let isGuard =
        byte == UInt8(ascii: "'") && (index == 0 || Text.separatesCells(self[index - 1]))
        && wouldRun(from: index)
      if !isGuard { plain.append(byte) }
    }
    return plain.withText(body)
  }

  /// The text without its guards.
  var unguardedString: String { withUnguarded(\.string) }
}

extension String {
  /// The cell as it was before it was guarded.
  package var unguarded: String {
    withText(\.unguardedString)
  }

  /// Returns the text as a cell without quotes, for example a column name as in the header line.
  package func cellText(_ mode: CSVText) -> String {
    var text = self
    return text.withUTF8 { bytes in
      bytes.isEmpty ? "" : String(decoding: Text(bytes).cellBytes(isRaw: mode == .raw), as: UTF8.self)
    }
  }
}
