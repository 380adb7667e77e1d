// What the files of tables ask of the code that presents them in other forms.

/// Makes the workbook, and the description of the tables for programs.
package protocol TablePresentation: Sendable {
  /// Begins the workbook in its file.
  func workbook(in file: StagedFile, _ format: WorkbookFormat) -> any TableSink
  /// Returns the content of datapackage.json.
  /// - Parameter tables: each table with the files that hold it.
  func dataPackage(
    of tables: [(table: TableSchema, files: [String])], _ dialect: Dialect, zone: Zone?, _ text: CSVText
  ) -> String
  /// Returns the content of load.sql.
  /// - Parameter tables: each table with the files that hold it.
  func loadScript(
    of tables: [(table: TableSchema, files: [String])], _ dialect: Dialect, zone: Zone?, _ text: CSVText
  ) -> String
}

/// What the sheets of a workbook have in common.
package struct WorkbookFormat: Sendable {
  /// The zone whose clock times are written by; `nil` is UTC.
  package let zone: Zone?
  package let durations: Durations
  /// The number of workers that make a sheet.
  package let jobs: Int
  /// The directory of temporary files.
  package let temporaryDirectory: String
}

/// Takes the tables of a run one after the other.
package protocol TableSink {
  /// Adds a table.
  mutating func add(_ table: TableSchema, _ rows: HeldRows) throws(Failure)
  /// Ends the file.
  /// - Parameter tables: all tables of the run.
  /// - Returns: warnings about what had to be cut.
  mutating func finish(_ tables: [TableSchema]) throws(Failure) -> [String]
}
