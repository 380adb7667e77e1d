// What a run asks of the code that presents it: the files that are made of finished tables and figures, once per run.

/// Makes the files of a run that are not tables.
package protocol RunPresentation: Sendable {
  /// Begins the workbook in its file.
  func workbook(in file: StagedFile, zone: Zone?) -> any TableSink
  /// Returns the content of datapackage.json.
  /// - Parameter tables: each table with the files that hold it.
  func dataPackage(
    of tables: [(table: TableSchema, files: [String])], _ dialect: Dialect, zone: Zone?, _ text: CSVText
  ) -> String
  /// Returns the content of report.html.
  func page(of figures: ReportFigures) -> String
  /// Returns the content of run.json.
  func account(of report: RunReport) -> String
}

/// Takes the tables of a run one after the other, from several threads, one at a time.
package protocol TableSink: Sendable {
  /// Begins a table; the one before was ended.
  func begin(_ table: TableSchema) throws(Failure)
  /// Adds whole rows, as `CellReader` reads them.
  func add(_ rows: UnsafeBufferPointer<UInt8>) throws(Failure)
  /// Ends the table.
  func end() throws(Failure)
  /// Ends the file.
  /// - Parameter tables: all tables of the run.
  /// - Returns: warnings about what had to be cut.
  func finish(_ tables: [TableSchema]) throws(Failure) -> [String]
}

/// What the report shows.
package struct ReportFigures {
  package let run: RunReport
  /// The tables of the run.
  package let schemas: [TableSchema]
  /// The finished tables, with the cells of those that the report reads.
  package let tables: [Table]
  package let distributions: Distributions
  package let samples: RejectSamples
}
