// Where tests make facts and tables of dumps, in files of their own.

import Foundation
import Testing

@testable import ConvoStat
@testable import Presentation

/// A directory in which dumps become facts, and both become tables.
struct FactBench {
  private let root: URL

  /// Makes the directory.
  init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent("convostat-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  /// Writes inputs and gives their paths.
  func write(_ inputs: [(path: String, bytes: [UInt8])]) throws -> [String] {
    try inputs.map { input in
      let file = root.appendingPathComponent("in/" + input.path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(input.bytes).write(to: file)
      return file.path
    }
  }

  /// The facts of inputs, in a file of that name; nil where the inputs hold no usable record.
  /// - Parameter part: has a partial summary written.
  func facts(
    of inputs: [String], _ options: Options, named name: String, part: PartialSummary? = nil
  ) throws -> String? {
    let path = root.appendingPathComponent(name).path
    do {
      _ = try Pipeline(inputs: inputs, options: options).facts(
        into: path, rejects: nil, part: part)
    } catch {
      guard case .noUsableRecord = error else { throw error }
      return nil
    }
    return path
  }

  /// The tables of inputs; none where the inputs hold no usable record.
  func tables(of inputs: [String], _ options: Options) throws -> [String: String] {
    let out = root.appendingPathComponent("out-\(UUID().uuidString)")
    do {
      _ = try Pipeline(inputs: inputs, options: options).summarize(into: out.path)
    } catch {
      guard case .noUsableRecord = error else { throw error }
      return [:]
    }
    var tables: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: out.path) where name.hasSuffix(".csv") {
      tables[name] = try String(contentsOf: out.appendingPathComponent(name), encoding: .utf8)
    }
    return tables
  }

  /// What a file holds.
  func bytes(_ path: String?) -> [UInt8]? { path.flatMap { contents(of: $0) } }

  /// Removes the directory.
  func remove() { try? FileManager.default.removeItem(at: root) }
}
