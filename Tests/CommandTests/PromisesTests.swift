// The page of promises: every test and case that it names is there.

import Foundation
import Testing

@Suite("What the package promises") struct PromisesTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let tests = root.appendingPathComponent("Tests")

  /// Returns the section of Tests/README.md without its heading.
  private static func section() throws -> String {
    let readme = try String(contentsOf: tests.appendingPathComponent("README.md"), encoding: .utf8)
    let start = try #require(readme.range(of: "\n## What it promises\n")).upperBound
    let end = readme.range(of: "\n## ", range: start..<readme.endIndex)?.lowerBound ?? readme.endIndex
    return String(readme[start..<end])
  }

  /// Returns the tests that each sentence names: the words in backticks after its last colon, and the suites
  /// before.
  private static func named(in section: String) -> [(promise: String, names: [String])] {
    section.components(separatedBy: "\n- ").dropFirst().map { item in
      let text = item.components(separatedBy: "\n\n")[0].replacingOccurrences(of: "\n  ", with: " ")
      let tail = text.components(separatedBy: ": ").last ?? ""
      func quoted(_ text: String) -> [String] {
        text.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
      }
      // Of a sentence with several parts, those before the last name theirs too.
      let others = quoted(text).filter { $0.hasSuffix("Tests") || $0.hasSuffix("/run") }
      return (text, quoted(tail) + others)
    }
  }

  /// Returns the names of the files and directories below `Tests`, without suffixes.
  private static func existing() -> Set<String> {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: tests.path)) ?? []
    let cases = "CommandTests/Cases/"
    return Set(
      paths.flatMap { path -> [String] in
        let file = path.components(separatedBy: "/").last ?? ""
        if file.hasSuffix("Tests.swift") { return [String(file.dropLast(".swift".count))] }
        if path.hasPrefix(cases) { return [String(path.dropFirst(cases.count)).replacing(".case", with: "")] }
        return [path]
      })
  }

  @Test("Every promise names a test or a case, and each of them is there") func names() throws {
    let promises = Self.named(in: try Self.section())
    let existing = Self.existing()
    #expect(promises.count > 20)
    for (promise, names) in promises {
      #expect(!names.isEmpty, "names no test: \(promise)")
      for name in names { #expect(existing.contains(name), "there is no \(name): \(promise)") }
    }
  }
}
