// The cells of a sheet: their letters, heights and formats.

import ConvoStat

/// Figures of cells.
enum SheetCells {
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

  /// Returns the formats of the cells of a table.
  static func styles(_ columns: [Column], _ format: WorkbookFormat) -> SheetStyles {
    styles(
      columns.map { WorkbookStyle($0.unit, format.durations) },
      periodColumn: columns.firstIndex { $0.id == .period },
      linkColumn: columns.firstIndex { $0.id == .link })
  }

  /// Returns the formats of cells with a format for each column.
  static func styles(
    _ columns: [WorkbookStyle], periodColumn: Int? = nil, linkColumn: Int? = nil
  ) -> SheetStyles {
    SheetStyles(
      columns: columns.map(\.rawValue), day: WorkbookStyle.day.rawValue, hour: WorkbookStyle.hour.rawValue,
      link: WorkbookStyle.link.rawValue, periodColumn: periodColumn, linkColumn: linkColumn)
  }
}
