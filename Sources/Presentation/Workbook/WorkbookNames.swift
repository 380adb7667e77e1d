// The names of sheets and of Excel tables.

/// Names that were given, so that each is given once.
struct WorkbookNames {
  /// The maximum length of a sheet name.
  private static let maxSheetLength = 31
  /// The maximum length of the name of an Excel table, with room for a number.
  private static let maxTableLength = 200

  private var sheets = 0
  private var tables: Set<String> = []

  /// Returns the name of a sheet: that of its table, cut to the maximum length; a cut name ends with a number.
  ///
  /// - Parameter part: the number of the sheet among those of its table, from 1.
  mutating func sheet(of table: String, part: Int) -> String {
    sheets += 1
    let end = part == 1 ? "" : " (\(part))"
    let limit = WorkbookNames.maxSheetLength - end.count
    if table.count <= limit { return table + end }
    return "\(table.prefix(limit - 4))~\(sheets)\(end)"
  }

  /// Returns the name of an Excel table: letters, digits and `_`, different from all others without regard to case.
  mutating func table(of table: String, part: Int) -> String {
    let plain = table.unicodeScalars.prefix(WorkbookNames.maxTableLength).map { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        ? String(scalar) : "_"
    }
    let name = plain.joined() + (part == 1 ? "" : "_\(part)")
    var (text, number) = (name, 1)
    while !tables.insert(text.lowercased()).inserted {
      number += 1
      text = "\(name)_\(number)"
    }
    return text
  }
}
