// The run.json of an earlier run: the names of the files that it wrote.

import Foundation

/// A run.json that convostat wrote.
package struct WrittenRun {
  /// The names of the outputs; only plain names in the same directory.
  let outputNames: [String]
  /// The number of messages that it kept; `nil` if it does not say.
  let messages: Int?
  /// True if its tables have more rows than those of an empty run.
  let hasTableRows: Bool

  /// The name of the file.
  package static let fileName = InputList.reportName

  /// The tables that have rows even in an empty run.
  private static let tablesOfNothing: Set = ["roles.csv", "summary.csv", TableSchema.measuresName]

  /// Reads the run.json in a directory; `nil` if there is none that convostat wrote.
  init?(in directory: String) {
    guard let bytes = leftContents(of: directory + "/" + WrittenRun.fileName) else { return nil }
    self.init(bytes)
  }

  /// Returns true if a directory has a run.json that does not state the number of messages.
  static func isSilent(in directory: String) -> Bool {
    let path = directory + "/" + fileName
    if leftContents(of: path) == nil, errno == ENOENT { return false }
    return WrittenRun(in: directory)?.messages == nil
  }

  /// Reads the content of a run.json; `nil` if convostat did not write it.
  package init?(_ bytes: [UInt8]) {
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

  /// Returns true if a name can be that of an output: not a path, not hidden, and not run.json itself.
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
