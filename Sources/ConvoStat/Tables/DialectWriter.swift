// Rows of CSV in the dialects that spreadsheets open without questions (README 3.2).

/// Writes rows in a dialect.
struct DialectWriter: Sendable {
  private let dialect: Dialect
  private let units: [Unit]
  private let names: [String]
  private let separator: UInt8
  private let decimalPoint: UInt8

  /// A writer for a table in any dialect but the default one, in which rows are as they were.
  init(_ dialect: Dialect, zone: Zone?, columns: [Column], _ text: CSVText) {
    self.dialect = dialect
    units = columns.map(\.unit)
    names = DialectWriter.headerNames(dialect, zone: zone, columns: columns, text)
    separator = UInt8(ascii: dialect == .excelSemicolon ? ";" : ",")
    decimalPoint = UInt8(ascii: dialect == .excelSemicolon ? "," : ".")
  }

  /// How a program reads the dialect's times, as `strptime` has it; nil for those of RFC 3339.
  static func timeFormat(_ dialect: Dialect) -> String? {
    switch dialect {
    case .standard: nil
    case .excel: "%Y-%m-%d %H:%M:%S.%f"
    case .excelSemicolon: "%Y-%m-%d %H:%M:%S,%f"
    }
  }

  /// The columns as the header line names them: guarded as cells are, and times with their zone.
  static func headerNames(_ dialect: Dialect, zone: Zone?, columns: [Column], _ text: CSVText) -> [String] {
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

  /// A row of cells as `CSVRowReader` gives them.
  func append(_ cells: [Text], to bytes: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(separator) }
      switch units[index] {
      case .text: append(cell, to: &bytes)
      case .time: append(time: cell, to: &bytes)
      case .count, .flag: bytes += cell.bytes
      case .seconds, .share, .ratio, .measure:
        for byte in cell.bytes { bytes.append(byte == UInt8(ascii: ".") ? decimalPoint : byte) }
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
  private func append(time: Text, to bytes: inout [UInt8]) {
    let length = 23
    for (index, byte) in time.bytes.prefix(length).enumerated() {
      bytes.append(index == 10 ? UInt8(ascii: " ") : index == 19 ? decimalPoint : byte)
    }
  }
}
