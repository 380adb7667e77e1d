// A run for comparison: an output directory, as its run.json and datapackage.json describe it.

import ConvoStat
import Foundation

/// The outputs of a run.
public struct ComparedRun: Sendable {
  /// The directory as given on the command line.
  public let directory: String
  /// The version of convostat that wrote it.
  public let version: String
  /// The moment at which open waits were aged; `nil` if there was no message.
  public let asOf: String?
  /// The values of the options by name, in words.
  let options: [String: String]
  /// The tables without a row per conversation, in the order in which they were written.
  let tables: [WrittenTable]
  /// The values of single conversations; `nil` if conversations.csv was not written, is no longer there, is larger than
  /// a gibibyte, or lacks columns.
  let values: ConversationValues?

  private static let mostBytesOfConversations = 1 << 30

  /// A run of given tables.
  init(_ directory: String, tables: [WrittenTable], values: ConversationValues?) {
    self.directory = directory
    self.tables = tables
    self.values = values
    version = ""
    asOf = nil
    options = [:]
  }

  /// Reads the directory.
  ///
  /// Throws if it is missing, incomplete, or in the dialect of a spreadsheet.
  init(_ directory: String) throws(Failure) {
    try self.init(directory) { name throws(Failure) in
      guard let bytes = leftContents(of: directory + "/" + name) else {
        throw errno == ENOENT || errno == ENOTDIR
          ? .input(
            .noRun(
              directory: directory, reason: "has no \(name), so summarize did not write this directory"))
          : .input(.cannotOpen(path: directory + "/" + name, errno: errno))
      }
      return bytes
    }
  }

  /// Reads a run from its files by name.
  ///
  /// Throws if it is incomplete, or in the dialect of a spreadsheet.
  init(_ directory: String, reading read: (String) throws(Failure) -> [UInt8]) throws(Failure) {
    self.directory = directory
    func refuse(_ reason: String) -> Failure { .input(.noRun(directory: directory, reason: reason)) }
    let decoder = JSONDecoder()
    let runBytes = try read(WrittenRun.fileName)
    guard WrittenRun(runBytes) != nil,
      let run = try? decoder.decode(Run.self, from: Data(runBytes)),
      let whole = try? JSONSerialization.jsonObject(with: Data(runBytes)) as? [String: Any],
      let options = whole["options"] as? [String: Any]
    else { throw refuse("its run.json was not written by convostat") }
    let packageBytes = try read(OutputName.dataPackage)
    guard let package = try? decoder.decode(WrittenPackage.self, from: Data(packageBytes)) else {
      throw refuse("its datapackage.json was not written by convostat")
    }
    version = run.version
    asOf = run.asOf
    self.options = options.mapValues(ComparedRun.words)
    if let dialect = options["dialect"] as? String, dialect != Dialect.standard.rawValue {
      throw refuse("was written with --dialect \(dialect); compare reads the default dialect only")
    }
    let isGuarded = options["csv_text"] as? String != CSVText.raw.rawValue
    let sizes = Dictionary(run.outputs.map { ($0.name, $0.bytes) }) { first, _ in first }
    var tables: [WrittenTable] = []
    var conversations: WrittenPackage.Resource?
    for resource in package.resources {
      if resource.isOfConversations {
        if resource.name + ".csv" == TableSchema.conversationsName { conversations = resource }
        continue
      }
      // It repeats the other tables.
      if resource.name + ".csv" == TableSchema.measuresName { continue }
      var files: [[UInt8]] = []
      for name in resource.path.names {
        guard let size = sizes[name] else { throw refuse("its run.json does not list \(name)") }
        files.append(try read(name))
        if files.last?.count != size { throw refuse("\(name) was changed after the run") }
      }
      let fields = resource.schema.fields
      let table = WrittenTable(
        resource.name, columns: fields.map(\.name), keys: resource.schema.primaryKey ?? [],
        measures: fields.filter(\.isNumber).map(\.name), files: files, isGuarded: isGuarded)
      guard let table else { throw refuse("\(resource.name).csv was changed after the run") }
      tables.append(table)
    }
    self.tables = tables
    values = conversations.flatMap { resource in
      let names = resource.path.names
      if names.reduce(0, { $0 + (sizes[$1] ?? 0) }) > ComparedRun.mostBytesOfConversations { return nil }
      let files = names.compactMap { name in
        (try? read(name)).flatMap { $0.count == sizes[name] ? $0 : nil }
      }
      if files.count < names.count { return nil }
      return ConversationValues(
        files, columns: resource.schema.fields.map(\.name), isGuarded: isGuarded, of: tables)
    }
  }

  /// The words for an option that is not given.
  static let notGiven = "not given"

  /// Returns the value of an option in words: a text as it is, a list with commas, everything else as JSON.
  private static func words(_ value: Any) -> String {
    if value is NSNull { return notGiven }
    if let text = value as? String { return text.printablePath }
    if let list = value as? [String] { return list.map(\.printablePath).joined(separator: ", ") }
    let options: JSONSerialization.WritingOptions = [
      .fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes,
    ]
    let data = try? JSONSerialization.data(withJSONObject: value, options: options)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private struct Run: Decodable {
    var version: String
    var asOf: String?
    var outputs: [Output]

    enum CodingKeys: String, CodingKey {
      case version, outputs
      case asOf = "as_of"
    }

    struct Output: Decodable {
      var name: String
      var bytes: Int
    }
  }
}

extension ComparedRun {
  /// Returns the table of a name; `nil` if the run does not have it.
  func table(_ name: String) -> WrittenTable? { tables.first { $0.name == name } }

  /// The number of conversations; `nil` if summary.csv does not say it.
  public var conversations: Int? {
    table("summary")?.cell([], .conversations).flatMap { Int(exactly: $0.units) }
  }

  /// The numbers of conversations by day; empty without by_day.csv.
  var days: [String: Double] {
    guard let table = table("by_day"), table.keys == [ColumnName.day.text] else { return [:] }
    var days: [String: Double] = [:]
    for key in table.rows.keys where key[0] != WrittenTable.none {
      days[key[0]] = table.cell(key, .conversations).map { Double($0.units) }
    }
    return days
  }

  /// The first and the last day of the data; `nil` if no table tells.
  public var period: ClosedRange<String>? {
    let days = days.keys
    guard let first = days.min(), let last = days.max() else { return values?.days }
    return first...last
  }
}

extension WrittenPackage.Resource {
  fileprivate var isOfConversations: Bool {
    schema.primaryKey?.contains(ColumnName.conversationID.text) ?? false
  }
}

extension WrittenPackage.Field {
  fileprivate var isNumber: Bool { type == "integer" || type == "number" }
}
