// The pipeline run on dumps in memory, for comparison with the twin.

import Foundation
import Testing

@testable import ConvoStat
@testable import Presentation
@testable import System

/// A run of the pipeline in a directory of its own, whose outputs are kept in memory.
struct PipelineRun {
  let tables: [String: String]
  let report: RunReport
  let rejects: [[String: String]]

  /// Writes the inputs to files and runs the pipeline over them.
  /// - Parameter gzipped: true if the files are compressed before they are read.
  init(_ inputs: [(path: String, bytes: [UInt8])], _ options: Options, gzipped: Bool = false) throws {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("convostat-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    var paths: [String] = []
    for input in inputs {
      let file = root.appendingPathComponent("in/" + input.path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(input.bytes).write(to: file)
      if gzipped { try PipelineRun.gzip(file) }
      paths.append(file.path)
    }
    let out = root.appendingPathComponent("out")
    do {
      report = try Pipeline(inputs: paths, options: options).summarize(into: out.path)
    } catch {
      guard case .noUsableRecord(let failed) = error.cause as? RefusedRun else { throw error }
      report = failed
    }
    var tables: [String: String] = [:]
    for name in PipelineRun.tableNames + ["distribution.csv", "responses.csv", "backlog.csv"]
      + options.by.map(\.fileName)
    {
      tables[name] = try? String(contentsOf: out.appendingPathComponent(name), encoding: .utf8)
    }
    self.tables = tables
    let prefix = root.appendingPathComponent("in/").path
    rejects = try PipelineRun.rejects(in: out.appendingPathComponent("rejects.ndjson"), below: prefix)
  }

  /// The tables of every run.
  static let tableNames = [
    "conversations.csv", "by_queue.csv", "by_agent.csv", "by_day.csv", "roles.csv", "summary.csv",
  ]

  private static func gzip(_ file: URL) throws {
    var packed = Data()
    let deflater = Deflater(.gzip, level: 6)
    try Data(contentsOf: file).withUnsafeBytes { deflater.add($0) { packed.append(contentsOf: $0) } }
    deflater.finish { packed.append(contentsOf: $0) }
    try packed.write(to: file)
  }

  private static func rejects(in file: URL, below prefix: String) throws -> [[String: String]] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
      var reject: [String: String] = [:]
      for key in ["line", "offset", "index", "reason"] { reject[key] = object[key].map { "\($0)" } }
      reject["path"] = (object["path"] as? String)?.replacingOccurrences(of: prefix + "/", with: "")
      return reject
    }
  }
}

extension Twin.Options {
  /// Returns the same options for the pipeline.
  func pipelineOptions(jobs: Int) -> Options {
    var options = Options()
    options.jobs = jobs
    options.metadataKeys = metadataKeys
    options.attributes = attributes
    options.conversationNaming =
      conversationFromDirectory ? .directory : conversationFromFilename ? .filename : nil
    options.account = account
    options.asOfMilliseconds = asOf
    options.order = orderByClient ? .client : .created
    options.resolveEndsWait = resolveEndsWait
    options.sessions = sessions.map { start in
      switch start {
      case .silence(let milliseconds): .silence(milliseconds)
      case .resolution: .resolution
      }
    }
    options.waitFrom = waitFromLast ? .last : .first
    options.firstResponseFrom = firstFromCreation ? .conversation : .message
    options.bots = botsIgnored ? .ignore : .respond
    options.noSender = noSender.flatMap { SenderlessPolicy(rawValue: $0.rawValue) }
    options.botAgents = botAgents
    options.by = by.map { Breakdown($0.compactMap { Key($0) }) }
    options.maxGroups = maxGroups
    options.conditions = conditions.compactMap { condition in
      Key(condition.key).flatMap { Condition($0, condition.value.string, isNegated: condition.isNegated) }
    }
    options.window.since = window.since.flatMap { Boundary(formatMoment($0)) }
    options.window.until = window.until.flatMap { Boundary(formatMoment($0)) }
    options.window.anchor = window.anyMessage ? .message : .conversation
    options.zone = zone.flatMap(Zone.init)
    options.csvText = rawText ? .raw : .guarded
    options.responses = listsWaits
    options.buckets = buckets.flatMap { Buckets(bounds: $0) }
    options.maxLineBytes = maxLineBytes
    options.backlog = backlog.flatMap { backlog in
      BacklogPeriod(rawValue: backlog.period).flatMap {
        Backlog($0, by: backlog.key.flatMap { Key($0) })
      }
    }
    options.hours = hours.flatMap { hours in
      try? BusinessHours(json: JSONSerialization.data(withJSONObject: hours.json))
    }
    options.levels = ServiceLevels(
      levels.map { ServiceLevels.Level(name: $0.name, milliseconds: $0.milliseconds) })
    return options
  }
}

/// The first line in which two tables differ, to be shown; nil if none.
func firstDifference(_ expected: [String: String], _ got: [String: String]) -> String? {
  for name in Set(expected.keys).union(got.keys).sorted() where expected[name] != got[name] {
    let (left, right) = (lines(expected[name]), lines(got[name]))
    for index in 0..<max(left.count, right.count) {
      let (one, other) = (index < left.count ? left[index] : "", index < right.count ? right[index] : "")
      if one != other { return "\(name):\(index + 1)\n  expected \(one)\n  got      \(other)" }
    }
    return name
  }
  return nil
}

/// Returns the cells of a table, row by row.
func csvRows(_ table: String) -> [[String]] {
  table.withText { bytes in
    var reader = CSVRowReader(bytes)
    var rows: [[String]] = []
    while reader.next() { rows.append(reader.cells.map(\.string)) }
    return rows
  }
}

private func lines(_ text: String?) -> [Substring] {
  (text ?? "").split(separator: "\n", omittingEmptySubsequences: false)
}
