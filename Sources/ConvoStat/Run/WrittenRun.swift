// What an earlier run said of itself in its run.json: the names of the files that it wrote.

import Foundation

/// A run.json as convostat wrote it.
struct WrittenRun {
  /// The outputs' names; only plain ones, which lie beside the run.json.
  let outputNames: [String]
  /// How many messages it kept; nil where it does not say.
  let messages: Int?
  /// Whether its tables have rows, other than those that tables of nothing have too.
  let hasTableRows: Bool

  /// The name of the file.
  static let fileName = InputList.reportName

  /// The tables that have rows if there was nothing to read.
  private static let tablesOfNothing: Set = ["roles.csv", "summary.csv"]

  /// Reads the run.json in a directory; nil where there is none, or none that convostat wrote.
  init?(in directory: String) {
    guard let bytes = leftContents(of: directory + "/" + WrittenRun.fileName) else { return nil }
    self.init(bytes)
  }

  /// Whether a directory has a run.json that does not tell how many messages were kept.
  static func isSilent(in directory: String) -> Bool {
    let path = directory + "/" + fileName
    if leftContents(of: path) == nil, errno == ENOENT { return false }
    return WrittenRun(in: directory)?.messages == nil
  }

  /// Reads the content of a run.json; nil where convostat did not write it.
  init?(_ bytes: [UInt8]) {
    guard let content = try? JSONDecoder().decode(Content.self, from: Data(bytes)),
      content.tool == RunReport.tool
    else { return nil }
    messages = content.counts?.messages.flatMap { $0 < 0 ? nil : $0 }
    let tables = content.outputs.filter { output in
      output.name.hasSuffix(".csv") && !WrittenRun.tablesOfNothing.contains(output.name)
    }
    hasTableRows = tables.contains { $0.rows ?? 0 > 0 }
    outputNames = content.outputs.map(\.name).filter(WrittenRun.isPlain)
  }

  /// Whether a name can be that of an output: no path, nothing hidden, and not run.json itself.
  static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".") && name != fileName && !name.utf8.contains { $0 == 0x2F || $0 == 0 }
  }

  private struct Content: Decodable {
    var tool: String
    var outputs: [Output]
    var counts: Counts?

    struct Counts: Decodable { var messages: Int? }

    struct Output: Decodable {
      var name: String
      var rows: Int?
    }
  }
}
