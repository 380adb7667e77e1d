// Rows of CSV in the dialects that spreadsheets open directly (Outputs: dialects).

/// A writer of rows in a dialect.
package struct DialectWriter: Sendable {
  private let dialect: Dialect
  private let text: CSVText
  private let zone: Zone?
  private let names: [String]
  private let separator: UInt8
  private let decimalPoint: Character

  /// Creates a writer for a dialect other than the default.
  ///
  /// Rows in the default dialect are written unchanged.
  init(_ dialect: Dialect, zone: Zone?, columns: [Column], _ text: CSVText) {
    self.dialect = dialect
    self.text = text
    self.zone = zone
    names = DialectWriter.headerNames(dialect, zone: zone, columns: columns, text)
    separator = UInt8(ascii: dialect == .excelSemicolon ? ";" : ",")
    decimalPoint = dialect == .excelSemicolon ? "," : "."
  }

  /// Returns the `strptime` format of the dialect's times; `nil` for RFC 3339.
  package static func timeFormat(_ dialect: Dialect) -> String? {
    switch dialect {
    case .standard: nil
    case .excel: "%Y-%m-%d %H:%M:%S.%f"
    case .excelSemicolon: "%Y-%m-%d %H:%M:%S,%f"
    }
  }

  /// Returns the column names of the header line: guarded like cells, and with the zone for times.
  package static func headerNames(_ dialect: Dialect, zone: Zone?, columns: [Column], _ text: CSVText)
    -> [String]
  {
    columns.map { column in
      let hasZone = column.unit == .time && dialect != .standard
      return (hasZone ? "\(column.name) (\(zone?.name ?? "UTC"))" : column.name).cellText(text)
    }
  }

  /// Writes the byte-order mark and the header line.
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
      case .empty, .count, .milliseconds, .tenThousandths, .hundredths:
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

  /// Writes `2026-01-05T09:00:00.250Z` as `2026-01-05 09:00:00.250`, or with a decimal comma.
  private func append(time: Cell, to bytes: inout [UInt8]) {
    let length = 23
    let point = decimalPoint.asciiValue ?? UInt8(ascii: ".")
    for (index, byte) in time.text(in: zone).utf8.prefix(length).enumerated() {
      bytes.append(index == 10 ? UInt8(ascii: " ") : index == 19 ? point : byte)
    }
  }
}
