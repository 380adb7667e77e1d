// The names of the files that a run writes beside its tables.

/// The names of outputs in the output directory.
package enum OutputName {
  /// The rejected records.
  package static let rejects = "rejects.ndjson"
  /// The workbook with all tables.
  package static let workbook = "convostat.xlsx"
  /// The report for people.
  package static let report = "report.html"
  /// The description of the tables for programs.
  package static let dataPackage = "datapackage.json"
  /// The script that loads the tables into DuckDB.
  package static let loadScript = "load.sql"
  /// The name that the description gives itself.
  package static let packageName = "convostat"
}
