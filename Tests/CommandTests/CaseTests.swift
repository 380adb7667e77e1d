// Golden cases of the built command: every file below Cases is one test.
//
// With CONVOSTAT_RECORD=1 the `whole` sections are rewritten with what came out, so that a change is reviewed
// as a diff of the cases. Cells worked out by hand are never rewritten.

import Foundation
import Testing

@Suite struct CaseTests {
  @Test("The command does what the case says", arguments: CaseFile.all)
  func holds(_ file: CaseFile) async throws {
    let golden = try Case(text: file.readText())
    let missing = golden.missingPrograms
    guard missing.isEmpty else { return missing.forEach(skipped(without:)) }
    let run = try await CaseRun(golden, binary: try BuiltCommand.find())
    defer { run.remove() }
    for failure in run.failures {
      Issue.record("\(file.testDescription)\n\(failure)")
    }
    if ProcessInfo.processInfo.environment["CONVOSTAT_RECORD"] == "1" {
      try file.record(golden, run)
    }
    for expectation in golden.expectations {
      if let mismatch = run.mismatch(expectation) {
        Issue.record("\(file.testDescription)\n\(mismatch)")
      }
    }
  }

  /// The number of case files.
  ///
  /// Change it together with the cases: a case that is lost must not go unnoticed.
  private static let caseCount = 644

  @Test func noCaseIsLost() {
    #expect(CaseFile.all.count == CaseTests.caseCount)
    // A file with another ending would be no case.
    #expect(CaseFile.strayPaths == [])
  }
}

/// A case file as found on disk.
struct CaseFile: Sendable, CustomTestStringConvertible {
  /// The area and the name, `waits/a-note-answers-nothing`.
  let name: String
  /// `nil` if the file is no text in UTF-8: the test of the case fails then.
  private let text: String?
  private let url: URL

  /// The area, the name and the rule.
  var testDescription: String {
    "\(name): \(text?.prefix { $0 != "\n" } ?? "unreadable")"
  }

  /// Returns the text of the case.
  ///
  /// Throws if it cannot be read.
  func readText() throws -> String {
    guard let text else { throw CaseError(description: "\(url.path) cannot be read as UTF-8") }
    return text
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Cases")

  /// The paths of all files below `Cases`, sorted.
  private static let paths: [String] = {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? []
    return paths.sorted().filter { path in
      var isDirectory: ObjCBool = false
      let file = root.appendingPathComponent(path).path
      // A link that leads nowhere is no directory.
      return
        !(FileManager.default.fileExists(atPath: file, isDirectory: &isDirectory) && isDirectory.boolValue)
    }
  }()

  /// Every case next to this file, sorted by name.
  static let all: [CaseFile] = paths.filter { $0.hasSuffix(".case") }.map { path in
    let url = root.appendingPathComponent(path)
    return CaseFile(
      name: String(path.dropLast(".case".count)), text: try? String(contentsOf: url, encoding: .utf8),
      url: url)
  }

  /// The files below `Cases` that are no cases.
  static var strayPaths: [String] { paths.filter { !$0.hasSuffix(".case") && !$0.contains("/.") } }

  /// Replaces the `whole` sections by the actual output.
  func record(_ golden: Case, _ run: CaseRun) throws {
    let text = try readText()
    var lines = text.components(separatedBy: "\n")
    for expectation in golden.expectations.reversed() where expectation.check == .whole {
      var found = (run.text(expectation.subject) ?? "").components(separatedBy: "\n")
      if found.last == "" { found.removeLast() }
      lines.replaceSubrange(expectation.bodyLines, with: found)
    }
    let recorded = lines.joined(separator: "\n")
    if recorded != text { try Data(recorded.utf8).write(to: url) }
  }
}

/// The location of the built command.
enum BuiltCommand {
  /// Returns the `convostat` next to the test products.
  ///
  /// Throws if there is none.
  static func find() throws -> URL {
    let bundles = Bundle.allBundles.map(\.bundlePath).filter { $0.hasSuffix(".xctest") }
    var places: [String] = []
    for start in [CommandLine.arguments[0], Bundle.main.bundlePath] + bundles {
      let products = URL(fileURLWithPath: start).resolvingSymlinksInPath().deletingLastPathComponent()
      places.append(products.appendingPathComponent("convostat").path)
    }
    let package = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    places.append(package.appendingPathComponent(".build/debug/convostat").path)
    guard let found = places.first(where: FileManager.default.isExecutableFile(atPath:)) else {
      throw CaseError(description: "convostat is not built; looked for \(places.joined(separator: ", "))")
    }
    return URL(fileURLWithPath: found)
  }
}
