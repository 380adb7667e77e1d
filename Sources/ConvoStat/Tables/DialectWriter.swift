// Rows of CSV in the dialects that spreadsheets open without questions (README 3.2).

/// Writes rows in a dialect.
package struct DialectWriter: Sendable {
  private let dialect: Dialect
  private let text: CSVText
  private let zone: Zone?
  private let names: [String]
  private let separator: UInt8
  private let decimalPoint: Character

  /// A writer for a table in any dialect but the default one, in which rows are as they were.
  init(_ dialect: Dialect, zone: Zone?, columns: [Column], _ text: CSVText) {
    self.dialect = dialect
    self.text = text
    self.zone = zone
    names = DialectWriter.headerNames(dialect, zone: zone, columns: columns, text)
    separator = UInt8(ascii: dialect == .excelSemicolon ? ";" : ",")
    decimalPoint = dialect == .excelSemicolon ? "," : "."
  }

  /// How a program reads the dialect's times, as `strptime` has it; nil for those of RFC 3339.
  package static func timeFormat(_ dialect: Dialect) -> String? {
    switch dialect {
    case .standard: nil
    case .excel: "%Y-%m-%d %H:%M:%S.%f"
    case .excelSemicolon: "%Y-%m-%d %H:%M:%S,%f"
    }
  }

  /// The columns as the header line names them: guarded as cells are, and times with their zone.
  package static func headerNames(_ dialect: Dialect, zone: Zone?, columns: [Column], _ text: CSVText)
    -> [String]
  {
    columns.map { column in
      let hasZone = column.unit == .time && dialect != .standard
      return (hasZone ? "\(column.name) (\(zone?.name ?? "UTC"))" : column.name).cellText(text)
    }
  }

  /// The byte-order mark and the header line.
  func header(into bytes: inout [UInt8]) {
    bytes += [0xEF, 0xBB, 0xBF]
    for (index, name) in names.enumerated() {
      if index > 0 { bytes.append(separator) }
      name.withText { append($0, to: &bytes) }
    }
    bytes += [0x0D, 0x0A]
  }

  /// Writes a row.
  /// - Parameter look: is given each text cell with its column, as a spreadsheet reads it.
  func append(_ cells: [Cell], to bytes: inout [UInt8], _ look: (Int, Text) -> Void) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(separator) }
      switch cell {
      case .text, .day:
        let text = cell.text(in: nil).cellText(text)
        text.withText { text in
          append(text, to: &bytes)
          look(index, text)
        }
      case .time: append(time: cell, to: &bytes)
      case .empty, .count, .milliseconds, .tenThousandths:
        bytes += cell.text(in: nil, point: decimalPoint).utf8
      }
    }
    bytes += [0x0D, 0x0A]
  }

  private func append(_ text: Text, to bytes: inout [UInt8]) {
    let needsQuotes = text.bytes.contains { $0 == 0x22 || $0 == separator || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes else {
      bytes += text.bytes
      return
    }
    bytes.append(0x22)
    for byte in text.bytes {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  /// `2026-01-05T09:00:00.250Z` as `2026-01-05 09:00:00.250`, or with a decimal comma.
  private func append(time: Cell, to bytes: inout [UInt8]) {
    let length = 23
    let point = decimalPoint.asciiValue ?? UInt8(ascii: ".")
    for (index, byte) in time.text(in: zone).utf8.prefix(length).enumerated() {
      bytes.append(index == 10 ? UInt8(ascii: " ") : index == 19 ? point : byte)
    }
  }
}
