// Texts in the XML of a workbook.

/// Escapes of texts in SpreadsheetML.
package enum SheetText {
  /// The maximum number of bytes that a byte of a text becomes.
  static let maxBytes = 7

  /// Writes a text for XML.
  ///
  /// What XML cannot hold is written as the format has it, `_x000B_`, and what looks so as well.
  static func escape(_ text: Text, into xml: inout ByteWriter) {
    for index in 0..<text.count {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "&"): xml.put("&amp;")
      case UInt8(ascii: "<"): xml.put("&lt;")
      case UInt8(ascii: ">"): xml.put("&gt;")
      case 0x09: xml.put("&#9;")
      case 0x0A: xml.put("&#10;")
      case 0x0D: xml.put("&#13;")
      case 0..<0x20:
        xml.put("_x00")
        xml.put(UInt8(ascii: "0") + byte / 16)
        xml.put(byte % 16 + (byte % 16 < 10 ? UInt8(ascii: "0") : UInt8(ascii: "A") - 10))
        xml.put("_")
      case UInt8(ascii: "_") where looksEscaped(text, at: index): xml.put("_x005F_")
      case 0xBE... where index >= 2 && byte < 0xC0 && text[index - 1] == 0xBF && text[index - 2] == 0xEF:
        xml.put(0xBD)  // U+FFFE and U+FFFF are no characters of XML: U+FFFD in their place
      default: xml.put(byte)
      }
    }
  }

  /// Returns true if `_xHHHH_` is at an index.
  private static func looksEscaped(_ text: Text, at index: Int) -> Bool {
    guard index + 6 < text.count, text[index + 1] == UInt8(ascii: "x"), text[index + 6] == UInt8(ascii: "_")
    else { return false }
    return text[index + 2..<index + 6].bytes.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte & 0xDF)
    }
  }

  /// Returns the text of an attribute.
  ///
  /// Names of columns have their tabs and ends of lines in the escape of the format, not in that of XML.
  package static func attribute(_ text: String) -> String {
    var xml = ByteBuffer()
    text.withText { text in xml.write(atMost: text.count * maxBytes) { escape(text, into: &$0) } }
    return xml.text.string.replacing("\"", with: "&quot;").replacing("&#9;", with: "_x0009_")
      .replacing("&#10;", with: "_x000a_").replacing("&#13;", with: "_x000d_")
  }
}

extension String {
  /// Returns the beginning of the text, at most `limit` UTF-16 code units, cut between Unicode scalars.
  package func cut(toUTF16 limit: Int) -> String {
    if utf16.count <= limit { return self }
    var (kept, length) = ("", 0)
    for scalar in unicodeScalars {
      length += UTF16.width(scalar)
      if length > limit { break }
      kept.unicodeScalars.append(scalar)
    }
    return kept
  }
}
