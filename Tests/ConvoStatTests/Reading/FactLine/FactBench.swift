// A bench for tests that make facts and tables from dumps, in files of their own.

import Foundation
import Testing

@testable import ConvoStat
@testable import Presentation

/// A directory with dumps, their facts, and the tables of both.
struct FactBench {
  private let root: URL

  /// Makes the directory.
  init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent("convostat-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  /// Writes inputs, and returns their paths.
  func write(_ inputs: [(path: String, bytes: [UInt8])]) throws -> [String] {
    try inputs.map { input in
      let file = root.appendingPathComponent("in/" + input.path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(input.bytes).write(to: file)
      return file.path
    }
  }

  /// Writes the facts of inputs into a file; `nil` if the inputs hold no usable record.
  ///
  /// - Parameter part: true for a partial summary.
  func facts(
    of inputs: [String], _ options: Options, named name: String, part: PartialSummary? = nil
  ) throws -> String? {
    let path = root.appendingPathComponent(name).path
    do {
      _ = try Pipeline(inputs: inputs, options: options).facts(
        into: path, rejects: nil, part: part)
    } catch {
      guard case .noUsableRecord = error.cause as? RefusedRun else { throw error }
      return nil
    }
    return path
  }

  /// Returns the tables of inputs; empty if the inputs hold no usable record.
  func tables(of inputs: [String], _ options: Options) throws -> [String: String] {
    let out = root.appendingPathComponent("out-\(UUID().uuidString)")
    do {
      _ = try Pipeline(inputs: inputs, options: options).summarize(into: out.path)
    } catch {
      guard case .noUsableRecord = error.cause as? RefusedRun else { throw error }
      return [:]
    }
    var tables: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: out.path) where name.hasSuffix(".csv") {
      tables[name] = try String(contentsOf: out.appendingPathComponent(name), encoding: .utf8)
    }
    return tables
  }

  /// Returns the content of a file.
  func bytes(_ path: String?) -> [UInt8]? { path.flatMap { contents(of: $0) } }

  /// Removes the directory.
  func remove() { try? FileManager.default.removeItem(at: root) }
}
