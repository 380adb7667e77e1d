// The form of an input by its beginning, the same for a file, a pipe and a decompressor.

import Foundation
import Testing

@testable import ConvoStat

@Suite("Input opener")
struct BlockSourceTests {
  private static let big = String(repeating: "x", count: 70_000)

  /// Beginnings of files with their form: `lines`, `values` or `array`.
  static let forms: [(String, String)] = [
    ("", "lines"), ("\n", "lines"), ("{}", "lines"), ("{}\n{}", "lines"), ("  {}\n", "lines"),
    ("\n\n{}\n", "lines"), ("5\n6", "lines"),
    ("x\n{}", "lines"), ("{\"a\":1}\n{\n}", "lines"), ("\"a\nb\"", "lines"), ("{} {\n}", "lines"),
    ("{\"a\":\"x", "lines"), ("{\"a\":", "lines"),
    ("{\"a\":\n{}\n{}\n", "lines"), ("{\"a\":[\n{\"b\":1}\n{\"b\":2}", "lines"),
    ("{\"a\":[1,\n[2]\n[3]", "lines"), ("tru\n{}", "lines"),
    ("{\n}", "values"), ("{\"a\":\n1}", "values"), ("{\n", "values"), ("\u{FEFF}{\n}", "values"),
    ("\n {\n}", "values"),
    ("{\"a\":1,\n\"b\":tru}", "values"), ("{\"a\":1,\n x", "values"), ("{\"a\":\n {}\n {}", "lines"),
    ("{\"a\":\n{}}", "values"),
    ("[", "array"), ("[]", "array"), ("[1]\n[2]", "array"), ("\u{FEFF}[", "array"), (" \n\t[", "array"),
    ("[\n{}\n]", "array"),
    ("{\"a\":\"\(big)\"}\n{}", "lines"), ("{\"a\":\"\(big)\n{}", "lines"), ("\(big)\n{}", "lines"),
    ("{\"a\":\"\(big)\"", "lines"),
    ("{\"a\":\"\(big)\",\n\"b\":1}", "values"), ("{\n\"a\":\"\(big)\"}\n{}", "values"),
    ("{\n\"a\":\"\(big)", "values"),
    ("{\"a\":\"\(big)\",\n{\"b\":1}", "lines"),
    ("{\"a\":\n\(String(repeating: " ", count: 70_000))1}", "values"),
    ("\(String(repeating: "\n", count: 70_000)){\n}", "values"),
    ("\(String(repeating: " ", count: 70_000))[", "array"),
  ]

  private func form(_ source: any BlockSource) -> String {
    switch source {
    case is RangedFile, is LineStream: "lines"
    case is ValueStream: "values"
    default: "unknown"
    }
  }

  /// Returns the content of a reading, independent of how it is cut into lines.
  private func shown(_ path: String) throws -> (form: String, lines: [String]) {
    let source = try InputOpener().open(path)
    return (form(source), try DrainedSource(source).lines.map(\.description))
  }

  @Test("The form is recognised by the first value, of a file, a pipe and a compressed file")
  func forms() throws {
    try withTemporaryDirectory { directory in
      for (number, (text, expected)) in Self.forms.enumerated() {
        let file = directory.appendingPathComponent("\(number).json")
        try Data(text.utf8).write(to: file)
        let plain = try shown(file.path)
        #expect(plain.form == (expected == "array" ? "values" : expected), "\(text.prefix(40))")
        if expected == "array" {
          #expect(!plain.lines.contains { $0.contains("whole [") && !$0.contains("[1]") })
        }
        for tool in ["gzip -c <", "cat <"] {
          let other = directory.appendingPathComponent("\(number).pipe")
          try? FileManager.default.removeItem(at: other)
          if tool.hasPrefix("cat") {
            #expect(mkfifo(other.path, 0o600) == 0)
            let bytes = Array(text.utf8)
            _ = startThread {
              let descriptor = open(other.path, O_WRONLY)
              _ = bytes.withUnsafeBytes { writeAll(descriptor, $0) }
              _ = systemClose(descriptor)
            }
          } else {
            try #require(system("\(tool) '\(file.path)' > '\(other.path)'") == 0)
          }
          let same = try shown(other.path)
          #expect(same.form == plain.form && same.lines == plain.lines, "\(tool) \(text.prefix(40))")
        }
      }
    }
  }

  @Test(
    "UTF-16 is refused by name, with its mark or without",
    arguments: [
      [0xFF, 0xFE], [0xFE, 0xFF], [0xFF, 0xFE, 0x7B, 0x00], [0x7B, 0x00], [0x00, 0x7B],
      [0x7B, 0x00, 0x7D, 0x00],
    ])
  func utf16(bytes: [UInt8]) throws {
    try withTemporaryDirectory { directory in
      let file = directory.appendingPathComponent("x.ndjson")
      try Data(bytes).write(to: file)
      let failure = #expect(throws: Failure.self) { _ = try InputOpener().open(file.path) }
      guard case .otherKind(file.path, .utf16, nil) = failure?.cause as? InputFailure else {
        Issue.record("\(String(describing: failure))")
        return
      }
    }
  }

  @Test("An input that cannot be opened or read is refused with the reason")
  func refused() throws {
    try withTemporaryDirectory { directory in
      let missing = directory.appendingPathComponent("none").path
      let failure = #expect(throws: Failure.self) { _ = try InputOpener().open(missing) }
      guard case .cannotOpen(missing, ENOENT) = failure?.cause as? InputFailure else {
        Issue.record("\(String(describing: failure))")
        return
      }
      let second = #expect(throws: Failure.self) { _ = try InputOpener().open(directory.path) }
      guard case .cannotRead(directory.path, EISDIR) = second?.cause as? InputFailure else {
        Issue.record("\(String(describing: second))")
        return
      }
    }
  }
}
