// load.sql: the CSV files as tables of DuckDB, with the types that the columns have.

import ConvoStat

/// The script that loads the tables of a run.
///
/// No type is guessed from cells: a column that is empty tonight has the type that it had yesterday.
struct LoadScript {
  /// Each table with its files.
  let tables: [(table: TableSchema, files: [String])]
  let dialect: Dialect
  /// The zone in which times are written; `nil` is UTC.
  let zone: Zone?
  /// The writing of text cells: guarded or raw.
  let text: CSVText

  /// The content of the file.
  ///
  /// It does not depend on the time and place of the run.
  var sql: String {
    let clock = dialect == .standard || zone == nil ? "in UTC" : "by the clock of \(zone?.name ?? "")"
    return
      """
      -- The tables of this directory for DuckDB, with the types of their columns: duckdb -init load.sql, in this directory.
      -- Empty cells are NULL. Times are \(clock); flags are 0 or 1.

      """ + (text == .guarded ? LoadScript.macro : "") + tables.map(statement).joined()
  }

  /// A function that takes the guards out of a text (Outputs: guards).
  private static let macro = """

    -- Takes out the ' that is in front of what a spreadsheet would run.
    CREATE OR REPLACE TEMP MACRO unguarded(cell) AS regexp_replace(
      regexp_replace(cell, '(^|[;,\\t\\r\\n])''(''*[=+\\-@＝＋－＠])', '\\1\\2', 'g'), '^''(''*[\\t\\r\\n])', '\\1');

    """

  private func statement(_ table: TableSchema, _ files: [String]) -> String {
    let paths = files.map(LoadScript.literal).joined(separator: ", ")
    let columns = table.columns.map {
      "    \(LoadScript.literal($0.name)): '\($0.unit.databaseType)'"
    }.joined(separator: ",\n")
    let texts = table.columns.filter { $0.unit == .text }.map { column in
      let name = LoadScript.identifier(column.name)
      return "unguarded(\(name)) AS \(name)"
    }
    let replaced = text == .raw || texts.isEmpty ? "" : " REPLACE (\(texts.joined(separator: ", ")))"
    return """

      CREATE OR REPLACE TABLE \(LoadScript.identifier(table.shortName)) AS SELECT *\(replaced) FROM read_csv(
        [\(paths)], auto_detect = false, header = true, delim = '\(dialect == .excelSemicolon ? ";" : ",")', quote = '"', escape = '"',
        nullstr = '', \(format)columns = {
      \(columns)
      });

      """
  }

  /// The options of numbers and times.
  private var format: String {
    let point = dialect == .excelSemicolon ? "decimal_separator = ',', " : ""
    // By RFC 3339, DuckDB would leave out the offset of a zone.
    let time = DialectWriter.timeFormat(dialect) ?? "%Y-%m-%dT%H:%M:%S.%f" + (zone == nil ? "Z" : "%z")
    return point + "timestampformat = '\(time)', "
  }

  private static func literal(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }

  private static func identifier(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }
}

extension Unit {
  /// The type in DuckDB.
  fileprivate var databaseType: String {
    switch self {
    case .text: "VARCHAR"
    case .count, .flag: "BIGINT"
    case .seconds, .share, .ratio, .mean, .measure: "DOUBLE"
    case .time: "TIMESTAMP"
    }
  }
}
