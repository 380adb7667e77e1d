// What a run asks of the code that presents it: the files that are made of finished tables and figures, once per run.

/// Makes the files of a run that are not tables: those of `TablePresentation`, the report and run.json.
package protocol RunPresentation: TablePresentation {
  /// Returns the content of report.html.
  func page(of figures: ReportFigures) -> String
  /// Returns the content of run.json.
  func account(of report: RunReport) -> String
}

/// What the report shows.
package struct ReportFigures {
  package let run: RunReport
  /// The tables of the run.
  package let schemas: [TableSchema]
  /// The finished tables, with cells if the report reads the table.
  package let tables: [Table]
  package let distributions: Distributions
  package let samples: RejectSamples
  /// Returns the bytes of a table or of datapackage.json; `nil` if they cannot be read back.
  package let written: (String) -> [UInt8]?
}
