// The commands that replace what an earlier run of theirs left, as the tests of faults run them.

import Testing

/// A command over some inputs, and what it replaces in a directory.
struct ReplacingRun: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The verb and its options.
  let words: [String]
  /// The inputs of the earlier run and of the replacing run.
  var inputs = (before: ["one.ndjson"], after: ["other.ndjson"])
  /// The option that names the output.
  let flag: String
  /// The name of its output in a directory, besides its rejects; `nil` if the outputs are all files of the
  /// directory.
  var file: String?
  /// The commands that make the inputs.
  var preparation: [[String]] = []

  /// The words of a command line.
  func arguments(over inputs: [String], into directory: String) -> [String] {
    words + inputs + [flag, file.map { directory + "/" + $0 } ?? directory, "--quiet"]
  }

  static let tables = ReplacingRun(
    testDescription: "tables", words: ["summarize", "--checksums"], flag: "--out")
  static let spilledTables = ReplacingRun(
    testDescription: "tables beyond memory",
    words: ["summarize", "--checksums", "--memory", "1", "--tmp", "tmp"], flag: "--out")
  static let facts = facts("facts", "facts.ndjson")
  static let gzippedFacts = facts("gzipped facts", "facts.ndjson.gz")
  static let packedFacts = facts("facts through zstd", "facts.ndjson.zst")
  static let spilledFacts = facts("facts beyond memory", "facts.ndjson", "--memory", "1", "--tmp", "tmp")
  static let part = ReplacingRun(
    testDescription: "a part", words: ["summarize"], flag: "--partial", file: "part.ndjson")
  static let mergedTables = merge("tables of parts", "--out", nil)
  static let mergedPart = merge("a part of parts", "--partial", "part.ndjson.gz")
  static let packedPart = merge("a part of parts through zstd", "--partial", "part.ndjson.zst")

  private static func facts(_ name: String, _ file: String, _ options: String...) -> ReplacingRun {
    ReplacingRun(testDescription: name, words: ["facts"] + options, flag: "--out", file: file)
  }

  private static func merge(_ name: String, _ flag: String, _ file: String?) -> ReplacingRun {
    let whole = ["summarize", "--bots=ignore", "--quiet"]
    let shares = (0..<2).map { ["other.ndjson", "--shard", "\($0)/2", "--partial", "\($0).ndjson"] }
    return ReplacingRun(
      testDescription: name, words: ["merge"],
      inputs: (before: ["whole.ndjson"], after: ["0.ndjson", "1.ndjson"]), flag: flag, file: file,
      preparation: [whole + ["one.ndjson", "--partial", "whole.ndjson"]] + shares.map { whole + $0 })
  }
}
