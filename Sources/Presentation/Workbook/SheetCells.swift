// Rows of a sheet as SpreadsheetML: numbers as numbers, times as times, and texts always as texts.

import ConvoStat

/// A writer of the rows of one table with the styles of `WorkbookStyle`.
struct SheetCells {
  private let format: WorkbookFormat
  private let styles: [WorkbookStyle]
  /// The index of the column of the periods of backlog.csv; `nil` in other tables.
  private let periodColumn: Int?
  /// The XML before the row number of a cell, and between that and its content, for each column.
  private let openings: [[UInt8]]
  private let middles: [[UInt8]]
  /// The index of the column of links; `nil` in a table without.
  private let linkColumn: Int?
  /// The links of the sheet, by the numbers of their rows.
  var links: [(row: Int, address: String)] = []
  /// The number of cells that were cut at the maximum length.
  private(set) var cutCells = 0

  /// Creates a writer of the rows of a table.
  init(_ columns: [Column], _ format: WorkbookFormat) {
    self.init(
      columns.map { WorkbookStyle($0.unit, format.durations) }, format,
      periodColumn: columns.firstIndex { $0.id == .period },
      linkColumn: columns.firstIndex { $0.id == .link })
  }

  /// Creates a writer of rows with a style for each column.
  init(_ styles: [WorkbookStyle], _ format: WorkbookFormat, periodColumn: Int? = nil, linkColumn: Int? = nil)
  {
    self.linkColumn = linkColumn
    self.format = format
    self.styles = styles
    self.periodColumn = periodColumn
    openings = styles.indices.map { Array("<c r=\"\(SheetCells.letters(of: $0))".utf8) }
    middles = styles.map(SheetCells.middle)
  }

  /// Returns the letters of a column: A to Z, AA and so on.
  static func letters(of column: Int) -> String {
    let last = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(column % 26)))
    return column < 26 ? last : letters(of: column / 26 - 1) + last
  }

  /// Returns the height in points of a row whose texts are wrapped, no less than in any usual font; 409 at most.
  ///
  /// - Parameters:
  ///   - widths: the widths of the columns in digits.
  ///   - isHead: true if the texts are names in bold letters, which are wider than digits and are broken anywhere.
  static func height(of texts: [String], widths: [Int], isHead: Bool) -> Int {
    let lines = zip(texts, widths).map { text, width in
      let perLine = max(1, isHead ? width * 17 / 20 : width - 2)
      return (text.unicodeScalars.count + perLine - 1) / perLine
    }
    return min(max(1, lines.max() ?? 1) * 15 + 1, 409)
  }

  private static func middle(_ style: WorkbookStyle) -> [UInt8] {
    let content = style.isText ? " t=\"inlineStr\"><is><t xml:space=\"preserve\">" : "><v>"
    return Array("\" s=\"\(style.rawValue)\"\(content)".utf8)
  }

  private static let headMiddles = WorkbookStyle.allCases.map(middle)
  private static let linkMiddle = middle(.link)
  private static let dayMiddle = middle(.day)
  private static let hourMiddle = middle(.hour)
  private static let textEnd = Array("</t></is></c>".utf8)
  private static let numberEnd = Array("</v></c>".utf8)

  /// Writes the row of heads, as high as the longest of them needs in a column of its width.
  func header(of sheet: WorkbookSheet, into xml: inout [UInt8]) {
    xml.append(literal: "<row r=\"1\" customHeight=\"1\" ht=\"")
    xml.append(decimal: SheetCells.height(of: sheet.heads, widths: sheet.widths, isHead: true))
    xml.append(literal: "\">")
    for (index, head) in sheet.heads.enumerated() {
      xml += openings[index]
      xml.append(literal: "1")
      xml += SheetCells.headMiddles[styles[index].head.rawValue]
      SheetCells.escape(Array(head.utf8), into: &xml)
      xml += SheetCells.textEnd
    }
    xml.append(literal: "</row>")
  }

  /// Writes a row of cells, without those that are empty.
  ///
  /// - Parameters:
  ///   - number: from 1, the header's being 1.
  ///   - height: the height of the row in points; `nil` for that of one line.
  mutating func append(_ cells: [Cell], number: Int, height: Int? = nil, into xml: inout [UInt8]) {
    let digits = Array(String(number).utf8)
    xml.append(literal: "<row r=\"")
    xml += digits
    if let height {
      xml.append(literal: "\" customHeight=\"1\" ht=\"")
      xml.append(decimal: height)
    }
    xml.append(literal: "\">")
    for (index, cell) in cells.enumerated() where !cell.isEmpty {
      xml += openings[index]
      xml += digits
      switch cell {
      case .text(let text):
        if index == periodColumn, append(period: text, into: &xml) { continue }
        xml += index == linkColumn && keeps(link: text, in: number) ? SheetCells.linkMiddle : middles[index]
        append(text, into: &xml)
        xml += SheetCells.textEnd
        continue
      case .day(let number):
        xml += SheetCells.dayMiddle
        xml.append(decimal: SheetCells.serial(ofDay: number))
      case .time(let moment):
        xml += middles[index]
        append(serialOf: moment, into: &xml)
      case .milliseconds(let length) where format.durations == .hms:
        xml += middles[index]
        append(daysOf: length, into: &xml)
      case .empty, .count, .milliseconds, .tenThousandths, .hundredths:
        xml += middles[index]
        xml += cell.text(in: nil).utf8
      }
      xml += SheetCells.numberEnd
    }
    xml.append(literal: "</row>")
  }

  /// Writes the rest of a cell with a day or an hour of backlog.csv.
  /// - Returns: false if it is neither.
  private func append(period text: String, into xml: inout [UInt8]) -> Bool {
    let parts = text.split(separator: "T")
    guard let date = parts.first?.split(separator: "-").map({ Int($0) }), date.count == 3,
      let year = date[0], let month = date[1], let day = date[2]
    else { return false }
    let number = CivilDate(year: year, month: month, day: day).dayNumber
    if parts.count == 1 {
      xml += SheetCells.dayMiddle
      xml.append(decimal: SheetCells.serial(ofDay: number))
    } else {
      guard let hour = Int(parts[1].prefix(2)) else { return false }
      xml += SheetCells.hourMiddle
      xml.append(decimal: SheetCells.serial(ofDay: number))
      append(fraction: hour * 3_600_000, into: &xml)
    }
    xml += SheetCells.numberEnd
    return true
  }

  /// Keeps a link for the end of the sheet.
  /// - Returns: false if the sheet has as many as it may have, or the address is too long: it stays a text.
  private mutating func keeps(link: String, in row: Int) -> Bool {
    guard links.count < WorkbookSheet.maxLinks, link.utf8.count <= WorkbookSheet.maxLinkLength else {
      return false
    }
    links.append((row, link))
    return true
  }

  private mutating func append(_ cell: String, into xml: inout [UInt8]) {
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

  /// Returns the number of a day since 30 December 1899, given its number since 1970.
  private static func serial(ofDay day: Int) -> Int { day + 25_569 }

  /// Writes days since 30 December 1899.
  ///
  /// The date and the time are those of the zone's clock, as sheets know no zones.
  private func append(serialOf moment: Int64, into xml: inout [UInt8]) {
    let (day, ofDay) = Zone.day(of: moment + (format.zone?.offset(at: moment) ?? 0))
    xml.append(decimal: SheetCells.serial(ofDay: day))
    append(fraction: ofDay, into: &xml)
  }

  /// Writes the milliseconds of a day as its fraction, with ten digits.
  private func append(fraction ofDay: Int, into xml: inout [UInt8]) {
    let fraction = (ofDay * 10_000_000_000 + 43_200_000) / 86_400_000
    xml.append(literal: ".")
    xml += String(fraction).zeroPadded(to: 10).utf8
  }

  /// Writes milliseconds as days with twelve decimals, by which a millisecond comes back.
  private func append(daysOf length: Int128, into xml: inout [UInt8]) {
    let (days, rest) = length.magnitude.quotientAndRemainder(dividingBy: 86_400_000)
    if length < 0 { xml.append(literal: "-") }
    xml += String(days).utf8
    xml.append(literal: ".")
    xml += String((rest * 1_000_000_000_000 + 43_200_000) / 86_400_000).zeroPadded(to: 12).utf8
  }

  /// Returns the text of an attribute.
  ///
  /// Names of columns have their tabs and ends of lines in the escape of the format, not in that of XML.
  static func attribute(_ text: String) -> String {
    var xml: [UInt8] = []
    escape(Array(text.utf8), into: &xml)
    return String(decoding: xml, as: UTF8.self).replacing("\"", with: "&quot;")
      .replacing("&#9;", with: "_x0009_").replacing("&#10;", with: "_x000a_").replacing(
        "&#13;", with: "_x000d_")
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
