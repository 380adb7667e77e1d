// The formats of cells.

import ConvoStat

/// The index of a cell format in the styles of the workbook.
enum WorkbookStyle: Int, CaseIterable {
  case text, header, numberHeader, proseHeader, prose, count, seconds, duration, share, decimal, time, day,
    hour, link

  /// Creates the format of a column's cells.
  init(_ unit: Unit, _ durations: Durations) {
    self =
      switch unit {
      case .text: .text
      case .count, .flag: .count
      case .seconds: durations == .hms ? .duration : .seconds
      case .share: .share
      case .ratio, .mean, .measure: .decimal
      case .time: .time
      }
  }

  /// True if cells have texts.
  var isText: Bool { self == .text || self == .prose || self == .link || isHeader }

  /// True if cells have numbers, which stand on the right.
  var isNumber: Bool {
    switch self {
    case .count, .seconds, .duration, .share, .decimal: true
    case .text, .header, .numberHeader, .proseHeader, .prose, .time, .day, .hour, .link: false
    }
  }

  /// The format of the head of a column with the format.
  var head: WorkbookStyle { isNumber ? .numberHeader : self == .prose ? .proseHeader : .header }

  private var isHeader: Bool { self == .header || self == .numberHeader || self == .proseHeader }

  /// Returns the width of a column in digits: for a usual cell, and for its head on two or three lines.
  static func width(of column: Column, head: String) -> Int {
    let usual =
      switch column.unit {
      case .text:
        switch column.id {
        case .source, .accountID: 12
        case .queue, .agentName: 28
        case .link: 40
        default: 18
        }
      case .time: 24
      case .seconds: 14
      case .count, .share, .ratio, .mean, .measure, .flag: 10
      }
    let longestWord = head.split { $0 == "_" || $0 == " " }.map(\.count).max() ?? 0
    return max(usual, min(head.count + 3, 18), min(longestWord + 3, 40))
  }

  /// The number of the format among those of the format's own and those of the workbook.
  private var format: Int {
    switch self {
    case .text, .header, .numberHeader, .proseHeader, .prose, .link: 49
    case .count: 3
    case .seconds: 164
    case .duration: 165
    case .share: 10
    case .decimal: 4
    case .time: 166
    case .day: 167
    case .hour: 168
    }
  }

  /// The index among the fonts of the workbook.
  private var font: Int { isHeader ? 1 : self == .link ? 2 : 0 }

  private var xml: String {
    let alignment =
      switch self {
      case .header: " wrapText=\"1\""
      case .numberHeader: " horizontal=\"right\" wrapText=\"1\""
      case .prose, .proseHeader: " horizontal=\"left\" indent=\"1\" wrapText=\"1\""
      case .day, .hour, .time: " horizontal=\"left\""
      default: ""
      }
    return
      "<xf numFmtId=\"\(format)\" fontId=\"\(font)\" fillId=\"\(isHeader ? 2 : 0)\" borderId=\"\(isHeader ? 1 : 0)\" "
      + "xfId=\"0\" applyNumberFormat=\"1\"\(font == 2 ? " applyFont=\"1\"" : "")\(isHeader ? " applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\"" : "") "
      + "applyAlignment=\"1\"><alignment vertical=\"top\"\(alignment)/></xf>"
  }

  /// The formats of the workbook, from number 164.
  ///
  /// Excel shows no negative time, which a clock that is ahead makes: it is shown as a number of days.
  private static let formats = [
    "#,##0.000", "[h]:mm:ss;\\-0.000000\" d\"", "yyyy\\-mm\\-dd\\ hh:mm:ss.000", "yyyy\\-mm\\-dd",
    "yyyy\\-mm\\-dd\\ hh:mm",
  ]

  /// The part of the styles, with all formats in their order.
  static var part: String {
    let formats = formats.enumerated().map { index, code in
      "<numFmt numFmtId=\"\(164 + index)\" formatCode=\"\(SheetText.attribute(code))\"/>"
    }
    let styles = allCases.map(\.xml)
    return WorkbookPart.declaration + "<styleSheet xmlns=\"\(WorkbookPart.spreadsheet)\">"
      + "<numFmts count=\"\(formats.count)\">\(formats.joined())</numFmts><fonts count=\"3\">"
      + "<font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
      + "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font>"
      + "<font><u/><sz val=\"11\"/><color rgb=\"FF0563C1\"/><name val=\"Calibri\"/></font></fonts>"
      + "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>"
      + "<fill><patternFill patternType=\"gray125\"/></fill>"
      + "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE8ECEF\"/></patternFill></fill></fills>"
      + "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>"
      + "<border><left/><right style=\"thick\"><color rgb=\"FFFFFFFF\"/></right><top/><bottom/><diagonal/></border></borders>"
      + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
      + "<cellXfs count=\"\(styles.count)\">\(styles.joined())</cellXfs>"
      + "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
  }
}
