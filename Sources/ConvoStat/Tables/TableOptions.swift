// The options that decide which tables a run makes, and how their files are written.

/// Rule for text cells that a spreadsheet would run as formulas (Outputs: guards).
public enum CSVText: String, Sendable, CaseIterable { case guarded, raw }

/// Form of CSV files: for programs, or for a spreadsheet (Outputs: dialects).
public enum Dialect: String, Sendable, CaseIterable {
  case standard = "default"
  case excel
  case excelSemicolon = "excel-semicolon"
}

/// Form of durations in the workbook: seconds, or days that are shown as hours, minutes and seconds.
public enum Durations: String, Sendable, CaseIterable { case seconds, hms }

/// Options that decide which tables there are, with which columns and rows.
struct TableOptions: Sendable {
  /// The keys K of the columns `metadata.K` of conversations.csv.
  var metadataKeys: [String] = []
  /// The tables by keys.
  var breakdowns = Breakdown.always
  /// Those of `breakdowns` that have no file: only the report shows them.
  var unwritten: [Breakdown] = []
  /// Maximum number of groups that have a row of their own in a table that was asked for; `nil` if any number.
  var maxGroups: Int?
  /// The attributes of `Conversation.extras`, in their order.
  var extras: [ExtraAttribute] = []
  /// The columns that the files of tables have; all if it is empty.
  var selection = ColumnSelection()
  /// The columns that are there only if they are asked for.
  var columns = OptionalColumns()
  /// The hours in which queues are served; `nil` if no business time is measured.
  var hours: BusinessHours?
  /// The times within which customers must be answered; `nil` if none was promised.
  var levels: ServiceLevels?
  /// Whether there is a responses.csv.
  var hasResponses = false
  /// The rows of backlog.csv; `nil` if the table is not written.
  var backlog: Backlog?
  /// Whether there is a measures.csv.
  var isTidy = false
  /// Whether there is a distribution.csv.
  var hasDistribution = false
  /// Zone of days and times; `nil` if it is UTC.
  var zone: Zone?
  var csvText = CSVText.guarded
  /// Whether rows go to their files as cells, as `TableFileOptions` says.
  var writesCells = false
  /// Whether the report shows figures of the tables.
  var hasReport = false
  /// Whether rows, days and offsets are kept from one event to the next.
  var usesCaches = true
  /// Number of workers that make the tables.
  var jobs = 1

  /// Returns true if a table by keys was asked for.
  func isAsked(_ breakdown: Breakdown) -> Bool {
    !Breakdown.always.contains(breakdown) && !unwritten.contains(breakdown)
  }

  /// What the rows of all tables have in common.
  var rowFormat: RowFormat { RowFormat(text: csvText, zone: zone, usesCaches: usesCaches) }
}

/// Options that decide how the tables are written into files.
struct TableFileOptions: Sendable {
  var dialect = Dialect.standard
  var csvText = CSVText.guarded
  /// Zone of times; `nil` if it is UTC.
  var zone: Zone?
  /// Maximum number of rows of a CSV file; `nil` if every table is one file.
  var splitRows: Int?
  /// True if tables have only some of their columns.
  var selectsColumns = false
  /// Whether there is a workbook with all tables.
  var hasWorkbook = false
  /// The form of durations in the workbook.
  var durations = Durations.seconds
  /// Whether there are measures.csv and load.sql.
  var isTidy = false
  /// Directory of temporary files.
  var temporaryDirectory = SystemLimits.temporaryDirectory
  /// Number of workers that make the workbook.
  var jobs = 1

  /// True if rows go to their files as cells: their CSV is not written as it is, or a workbook has them too.
  var writesCells: Bool {
    hasWorkbook || dialect != .standard || splitRows != nil || selectsColumns
  }
}
