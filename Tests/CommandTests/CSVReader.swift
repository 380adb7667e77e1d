// A small reader of RFC 4180, written for the tests: cells as their values, whatever the quoting.

/// The rows of a CSV file.
struct CSVTable {
  var header: [String] = []
  var rows: [[String]] = []

  /// The place of a column, or nil.
  func column(_ name: String) -> Int? {
    header.firstIndex(of: name)
  }
}

extension CSVTable {
  /// Reads a whole file; throws where a quote is misplaced or a row is not as long as the header.
  init(_ text: String) throws {
    var reader = CSVReader(scalars: Array(text.unicodeScalars))
    guard let first = try reader.nextRow() else { return }
    header = first
    while let row = try reader.nextRow() {
      guard row.count == header.count else {
        throw CaseError(description: "a row of \(row.count) cells, not \(header.count): \(row)")
      }
      rows.append(row)
    }
  }
}

/// A reader of the rows of a CSV text.
struct CSVReader {
  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(scalars: [Unicode.Scalar]) {
    self.scalars = scalars
  }

  /// The next row, or nil at the end.
  mutating func nextRow() throws -> [String]? {
    if position == scalars.count { return nil }
    var row: [String] = []
    while true {
      row.append(try nextCell())
      let separator: Unicode.Scalar? = position < scalars.count ? scalars[position] : nil
      position += separator == nil ? 0 : 1
      if separator != "," { return row }
    }
  }

  /// Reads a cell and stops at the comma, the line feed or the end after it.
  private mutating func nextCell() throws -> String {
    var cell = String.UnicodeScalarView()
    guard position < scalars.count, scalars[position] == "\"" else {
      while position < scalars.count, scalars[position] != ",", scalars[position] != "\n" {
        if scalars[position] == "\"" || scalars[position] == "\r" {
          throw CaseError(description: "a quote or carriage return in a cell without quotes: \(String(cell))")
        }
        cell.append(scalars[position])
        position += 1
      }
      return String(cell)
    }
    position += 1
    while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      if scalar != "\"" {
        cell.append(scalar)
      } else if position < scalars.count && scalars[position] == "\"" {
        cell.append("\"")
        position += 1
      } else if position == scalars.count || scalars[position] == "," || scalars[position] == "\n" {
        return String(cell)
      } else {
        throw CaseError(description: "text behind a closing quote: \(String(cell))")
      }
    }
    throw CaseError(description: "a quote that does not close: \(String(cell))")
  }
}
