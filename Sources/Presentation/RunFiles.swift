// The files of a run that are made of finished tables and figures.

import ConvoStat

/// Makes the workbook, the description of the tables and the script that loads them, the report and run.json.
private struct RunFiles: RunPresentation {
  func workbook(in file: StagedFile, _ format: WorkbookFormat) -> any TableSink { Workbook(file, format) }

  func dataPackage(
    of tables: [(table: TableSchema, files: [String])], _ dialect: Dialect, zone: Zone?, _ text: CSVText
  ) -> String {
    DataPackage(tables: tables, dialect: dialect, zone: zone, text: text).json.page
  }

  func loadScript(
    of tables: [(table: TableSchema, files: [String])], _ dialect: Dialect, zone: Zone?, _ text: CSVText
  ) -> String {
    LoadScript(tables: tables, dialect: dialect, zone: zone, text: text).sql
  }

  func page(of figures: ReportFigures) -> String { ReportPage(figures).html }

  func account(of report: RunReport) -> String { report.json.page }
}

extension Pipeline {
  /// Reads the inputs and writes all tables, and what presents them, into a directory: all of them, or none.
  public func summarize(into path: String) throws(Failure) -> RunReport {
    try summarize(into: path, RunFiles())
  }
}
