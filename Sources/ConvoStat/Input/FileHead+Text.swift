// Recognition of other text formats and of binary data, by the beginning of a file.

extension FileHead {
  /// True if the bytes are not text.
  var isBinary: Bool { isBinary(bytes[...]) }

  /// Returns true if some bytes have a NUL, or more than one control character per 32 bytes.
  func isBinary(_ bytes: ArraySlice<UInt8>) -> Bool {
    var controls = 0
    for byte in bytes where byte < 0x20 && !FileHead.controlsOfText.contains(byte) {
      if byte == 0 { return true }
      controls += 1
    }
    return controls * 32 > bytes.count
  }

  /// Backspace to carriage return, the end of a DOS file, escape, and record separator.
  private static let controlsOfText: Set<UInt8> = [0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1B, 0x1E]
}

// MARK: - Markup

extension FileHead {
  /// The kind of a file that begins with markup: HTML or XML; `nil` if it does not, or if JSON follows: after
  /// the end of an HTML page, or anywhere after other markup.
  var markup: FileKind? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "<"), let kind = firstTag else { return nil }
    if kind.isPage {
      guard let end = index(after: "</html>", from: start) else { return .html }
      return opensValue(at: skipTolerated(from: end)) || hasLineOfJSON(from: end) ? nil : .html
    }
    return hasLineOfJSON(from: start) ? nil : kind.kind
  }

  /// The kind that the first tag shows, and true if the tag begins a whole HTML page.
  ///
  /// Skips comments and instructions before it.
  private var firstTag: (kind: FileKind, isPage: Bool)? {
    var (index, isXML) = (start, false)
    while index < bytes.count {
      if has(Array("<?".utf8), at: index) {
        guard let end = self.index(after: "?>", from: index) else { return (.xml, false) }
        (index, isXML) = (end, true)
      } else if has(Array("<!--".utf8), at: index) {
        guard let end = self.index(after: "-->", from: index) else { return (.xml, false) }
        index = end
      } else if FileHead.isBlank(bytes[index]) {
        index += 1
      } else {
        break
      }
    }
    if ["<!doctype html", "<html"].contains(where: { has(Array($0.utf8), at: index) }) {
      return (.html, true)
    }
    if has(Array("<!doctype".utf8), at: index) { return (.xml, false) }
    guard index < bytes.count, bytes[index] == UInt8(ascii: "<") else { return isXML ? (.xml, false) : nil }
    let name = bytes[(index + 1)...].prefix { FileHead.isOfName($0) }.map(FileHead.small)
    let end = index + 1 + name.count
    guard let first = name.first, FileHead.isLetter(first), end < bytes.count,
      FileHead.isBlank(bytes[end]) || bytes[end] == UInt8(ascii: ">") || bytes[end] == UInt8(ascii: "/")
    else { return isXML ? (.xml, false) : nil }
    return (FileHead.tagsOfHTML.contains(String(decoding: name, as: UTF8.self)) ? .html : .xml, false)
  }

  /// Tags with which a page without `<html>` may begin.
  private static let tagsOfHTML: Set<String> = [
    "head", "title", "meta", "link", "script", "style", "body", "center", "div", "h1", "h2", "p", "pre",
    "table",
  ]

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(small(byte)) || byte >= 0x80 }

  private static func isOfName(_ byte: UInt8) -> Bool {
    isLetter(byte) || (0x30...0x3A).contains(byte) || [0x2D, 0x2E, 0x5F].contains(byte)
  }
}

// MARK: - CSV

extension FileHead {
  /// True if the file begins with a line of column names, and the following lines have the same number of
  /// cells.
  var isCSV: Bool {
    guard start < bytes.count, ![UInt8(ascii: "{"), UInt8(ascii: "[")].contains(bytes[start]) else {
      return false
    }
    return Array(",;\t|".utf8).contains { separator in
      let rows = firstRows(by: separator)
      guard rows.count > 1, rows[0].count > 1, rows.allSatisfy({ $0.count == rows[0].count }) else {
        return false
      }
      return rows[0].dropFirst().allSatisfy { FileHead.isColumnName($0) }
        && (rows[0][0].isEmpty || FileHead.isColumnName(rows[0][0]))
    }
  }

  /// Returns the first complete rows, without blank lines.
  private func firstRows(by separator: UInt8) -> [[ArraySlice<UInt8>]] {
    var rows: [[ArraySlice<UInt8>]] = []
    var row: [ArraySlice<UInt8>] = []
    var (cell, isQuoted) = (start, false)
    for index in bytes.indices.dropFirst(start) {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard !isQuoted, byte == separator || byte == 0x0A else { continue }
      row.append(bytes[cell..<index])
      cell = index + 1
      if byte == 0x0A {
        if row.count > 1 || !row[0].allSatisfy(FileHead.isBlank) { rows.append(row) }
        row = []
      }
      if rows.count == 20 { return rows }
    }
    if isWhole, !row.isEmpty { rows.append(row + [bytes[cell...]]) }
    return rows
  }

  /// Returns true if a cell may be the name of a column: short, with a letter, and no number, time or
  /// assignment.
  private static func isColumnName(_ cell: ArraySlice<UInt8>) -> Bool {
    let name = cell.filter { $0 != UInt8(ascii: "\"") && !FileHead.isBlank($0) }
    guard let first = name.first, name.count <= 64 else { return false }
    return !(0x30...0x39).contains(first) && name.contains { isLetter($0) }
      && !name.contains { notInColumnNames.contains($0) }
  }

  private static let notInColumnNames = Array("=<>{}".utf8)
}
