// Rows of a sheet as SpreadsheetML: numbers as numbers, times as times, and texts always as texts.

import ConvoStat

/// A writer of the rows of one table with the styles of `WorkbookStyles`.
struct SheetCells {
  private let zone: Zone?
  /// The XML before the row number of a cell, and between that and its content, for each column.
  private let openings: [[UInt8]]
  private let middles: [[UInt8]]
  /// The number of cells that were cut at the maximum length.
  private(set) var cutCells = 0

  /// - Parameter zone: by whose clock times are written; `nil` is UTC.
  init(_ columns: [Column], zone: Zone?) {
    self.zone = zone
    openings = columns.indices.map { Array("<c r=\"\(SheetCells.letters(of: $0))".utf8) }
    middles = columns.map { SheetCells.middle(WorkbookStyle($0.unit), isText: $0.unit == .text) }
  }

  /// Returns the letters of a column: A to Z, AA and so on.
  static func letters(of column: Int) -> String {
    let last = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(column % 26)))
    return column < 26 ? last : letters(of: column / 26 - 1) + last
  }

  /// Returns the number of lines that a text takes in a column, no fewer than in any usual font.
  ///
  /// A name has no blanks, so it is broken anywhere. Bold letters are wider than the digits by which widths are measured.
  static func lines(of text: String, width: Int) -> Int {
    let perLine = max(1, width * 17 / 20)
    return max(1, (text.unicodeScalars.count + perLine - 1) / perLine)
  }

  /// Returns the height of a row in points.
  ///
  /// - Parameter lines: the lines of its highest cell; a row is at most 409 points high.
  static func height(_ lines: Int) -> Int { min(lines * 15 + 1, 409) }

  private static func middle(_ style: WorkbookStyle, isText: Bool) -> [UInt8] {
    let content = isText ? " t=\"inlineStr\"><is><t xml:space=\"preserve\">" : "><v>"
    return Array("\" s=\"\(style.rawValue)\"\(content)".utf8)
  }

  private static let textEnd = Array("</t></is></c>".utf8)
  private static let numberEnd = Array("</v></c>".utf8)

  /// Writes the row of names, as high as the longest of them needs in a column of its width.
  func header(_ names: [String], widths: [Int], into xml: inout [UInt8]) {
    let lines = zip(names, widths).map { SheetCells.lines(of: $0, width: $1) }.max() ?? 1
    xml.append(literal: "<row r=\"1\" s=\"1\" customFormat=\"1\" customHeight=\"1\" ht=\"")
    xml.append(decimal: SheetCells.height(lines))
    xml.append(literal: "\">")
    for (index, name) in names.enumerated() {
      xml += openings[index]
      xml.append(literal: "1")
      xml += SheetCells.middle(.header, isText: true)
      SheetCells.escape(Array(name.utf8), into: &xml)
      xml += SheetCells.textEnd
    }
    xml.append(literal: "</row>")
  }

  /// A row of cells; an empty one is left out.
  ///
  /// - Parameter number: from 1, the header's being 1.
  mutating func append(_ cells: [Cell], number: Int, into xml: inout [UInt8]) {
    let digits = Array(String(number).utf8)
    xml.append(literal: "<row r=\"")
    xml += digits
    xml.append(literal: "\">")
    for (index, cell) in cells.enumerated() where !cell.isEmpty {
      xml += openings[index]
      xml += digits
      xml += middles[index]
      switch cell {
      case .text, .day:
        text(cell.text(in: nil), into: &xml)
        xml += SheetCells.textEnd
      case .time(let moment):
        serial(of: moment, into: &xml)
        xml += SheetCells.numberEnd
      case .empty, .count, .milliseconds, .tenThousandths, .hundredths:
        xml += cell.text(in: nil).utf8
        xml += SheetCells.numberEnd
      }
    }
    xml.append(literal: "</row>")
  }

  private mutating func text(_ cell: String, into xml: inout [UInt8]) {
    let limit = SpreadsheetLoss.maxCellCharacters
    guard cell.utf8.count > limit, cell.utf16.count > limit else {
      return SheetCells.escape(Array(cell.utf8), into: &xml)
    }
    cutCells += 1
    var (kept, length) = ("", 0)
    for scalar in cell.unicodeScalars {
      length += UTF16.width(scalar)
      if length > limit { break }
      kept.unicodeScalars.append(scalar)
    }
    SheetCells.escape(Array(kept.utf8), into: &xml)
  }

  /// Days since 30 December 1899, the milliseconds as a fraction of ten digits.
  ///
  /// The date and the time are those of the zone's clock, as sheets know no zones.
  private func serial(of moment: Int64, into xml: inout [UInt8]) {
    let (day, ofDay) = Zone.day(of: moment + (zone?.offset(at: moment) ?? 0))
    xml.append(decimal: day + 25_569)
    let fraction = (ofDay * 10_000_000_000 + 43_200_000) / 86_400_000
    xml.append(literal: ".")
    xml += String(fraction).zeroPadded(to: 10).utf8
  }

  /// Text for XML.
  ///
  /// What XML cannot hold is written as the format has it, `_x000B_`, and what looks so as well.
  static func escape(_ bytes: [UInt8], into xml: inout [UInt8]) {
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "&"): xml.append(literal: "&amp;")
      case UInt8(ascii: "<"): xml.append(literal: "&lt;")
      case UInt8(ascii: ">"): xml.append(literal: "&gt;")
      case 0x09, 0x0A, 0x0D:
        xml.append(literal: "&#")
        xml.append(decimal: Int(byte))
        xml.append(literal: ";")
      case 0..<0x20:
        xml += "_x00\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))_".utf8
      case UInt8(ascii: "_") where looksEscaped(bytes, at: index): xml.append(literal: "_x005F_")
      case 0xBE... where index >= 2 && byte < 0xC0 && bytes[index - 1] == 0xBF && bytes[index - 2] == 0xEF:
        xml.append(0xBD)  // U+FFFE and U+FFFF are no characters of XML: U+FFFD in their place
      default: xml.append(byte)
      }
    }
  }

  /// Returns true if `_xHHHH_` is at an index.
  private static func looksEscaped(_ bytes: [UInt8], at index: Int) -> Bool {
    guard index + 6 < bytes.count, bytes[index + 1] == UInt8(ascii: "x"),
      bytes[index + 6] == UInt8(ascii: "_")
    else { return false }
    return bytes[(index + 2)...(index + 5)].allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte & 0xDF)
    }
  }
}
