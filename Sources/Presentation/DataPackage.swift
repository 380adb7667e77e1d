// datapackage.json: the contents of the CSV files, for programs that read tables with their types
// (Frictionless Data).

import ConvoStat

/// The description of the CSV files of a run.
struct DataPackage {
  /// Each table with its files.
  let tables: [(table: TableSchema, files: [String])]
  let dialect: Dialect
  /// The zone in which times are written; `nil` is UTC.
  let zone: Zone?
  /// The writing of column names in the header lines: guarded or raw.
  let text: CSVText

  /// The content of the file.
  ///
  /// It does not depend on the time and place of the run.
  var json: JSONValue {
    [
      "profile": "tabular-data-package",
      "name": .string(OutputName.packageName),
      "title": "Metrics of customer-service conversations",
      "resources": .array(tables.map(resource)),
    ]
  }

  private func resource(_ table: TableSchema, _ files: [String]) -> JSONValue {
    [
      "profile": "tabular-data-resource",
      "name": .string(table.shortName),
      "path": files.count == 1 ? .string(files[0]) : .array(files.map(JSONValue.string)),
      "format": "csv",
      "mediatype": "text/csv",
      "encoding": .string(dialect == .standard ? "utf-8" : "utf-8-sig"),
      "dialect": [
        "delimiter": .string(dialect == .excelSemicolon ? ";" : ","),
        "lineTerminator": .string(dialect == .standard ? "\n" : "\r\n"),
        "quoteChar": "\"",
        "doubleQuote": .bool(true),
        "header": .bool(true),
      ],
      "schema": .object(schema(table)),
    ]
  }

  private func schema(_ table: TableSchema) -> [JSONValue.Member] {
    let names = DialectWriter.headerNames(dialect, zone: zone, columns: table.columns, text)
    var members: [JSONValue.Member] = [
      ("fields", .array(zip(names, table.columns).map(field))),
      ("missingValues", .array([""])),
    ]
    if !table.keys.isEmpty {
      members.append(("primaryKey", .array(table.keys.map { .string($0.cellText(text)) })))
    }
    return members
  }

  private func field(_ name: String, _ column: Column) -> JSONValue {
    var members: [JSONValue.Member] = [("name", .string(name)), ("type", .string(column.unit.fieldType))]
    switch column.unit {
    case .time: members.append(("format", .string(DialectWriter.timeFormat(dialect) ?? "default")))
    case .flag:
      members.append(("trueValues", .array(["1"])))
      members.append(("falseValues", .array(["0"])))
    case .seconds, .share, .ratio, .mean, .measure:
      if dialect == .excelSemicolon { members.append(("decimalChar", ",")) }
    case .text, .count: break
    }
    if let unit = column.unit.symbol { members.append(("unit", .string(unit))) }
    members.append(("description", .string(column.definition)))
    if column.unit == .count { members.append(("constraints", ["minimum": .number(0)])) }
    return .object(members)
  }
}

extension Unit {
  /// The type of a field of Table Schema.
  fileprivate var fieldType: String {
    switch self {
    case .text: "string"
    case .count: "integer"
    case .seconds, .share, .ratio, .mean, .measure: "number"
    case .time: "datetime"
    case .flag: "boolean"
    }
  }

  /// The unit of a number; `nil` if the type is enough.
  fileprivate var symbol: String? {
    switch self {
    case .seconds: "s"
    case .share, .ratio: "1"
    case .text, .count, .mean, .measure, .time, .flag: nil
    }
  }
}
