// Running a case: its files are created, its commands run in a new directory, its expectations are compared.

import Foundation

/// A case after its commands have run.
struct CaseRun {
  private let directory: URL
  private let standardOutput: URL
  private let standardError: URL
  /// Failures before any expectation was compared: commands with another status than expected.
  private(set) var failures: [String] = []

  /// The directory of the samples, which cases know as `$SAMPLES`.
  private static let samples = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("samples").path

  /// Creates a new directory with the case's files and runs its commands in it.
  init(_ golden: Case, binary: URL) async throws {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("convostat-case-\(UUID().uuidString)")
    directory = root.appendingPathComponent("work")
    standardOutput = root.appendingPathComponent("stdout")
    standardError = root.appendingPathComponent("stderr")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    do {
      try await perform(golden, binary)
    } catch {
      remove()
      throw error
    }
  }

  /// Creates the files and runs the commands.
  private mutating func perform(_ golden: Case, _ binary: URL) async throws {
    for file in golden.files {
      let url = directory.appendingPathComponent(file.path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try file.bytes.write(to: url)
    }
    for command in golden.commands {
      let status = try await run(command.line, binary: binary)
      if status != command.status {
        let statuses = "expected exit \(command.status)\ngot exit \(status)"
        failures.append("$ \(command.line)\n\(statuses)\n\(diagnostics)")
      }
    }
  }

  /// Removes the directory.
  func remove() {
    try? FileManager.default.removeItem(at: directory.deletingLastPathComponent())
  }

  /// Runs one line of shell; its outputs go to files, so that no pipe can fill.
  private func run(_ line: String, binary: URL) async throws -> Int32 {
    for file in [standardOutput, standardError] {
      try Data().write(to: file)
    }
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", line]
    shell.currentDirectoryURL = directory
    var environment = ProcessInfo.processInfo.environment
    let path = environment["PATH"] ?? "/usr/bin:/bin"
    environment["PATH"] = binary.deletingLastPathComponent().path + ":" + path
    environment["SAMPLES"] = CaseRun.samples
    // Cases on a terminal compare texts without colours.
    environment["NO_COLOR"] = "1"
    shell.environment = environment
    shell.standardInput = FileHandle.nullDevice
    let outputs = try [standardOutput, standardError].map { try FileHandle(forWritingTo: $0) }
    (shell.standardOutput, shell.standardError) = (outputs[0], outputs[1])
    // Foundation keeps processes, and with them the handles. With more than a thousand open files it reads beyond its
    // list of them when it starts a process.
    defer { for output in outputs { try? output.close() } }
    return try await withCheckedThrowingContinuation { continuation in
      shell.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do {
        try withSignalsUnblocked { try shell.run() }
      } catch {
        continuation.resume(throwing: error)
      }
    }
  }

  /// Starts a child without the signal mask of this thread: workers of the test runner block signals, and a
  /// child that inherited the mask could not be interrupted.
  private func withSignalsUnblocked(_ start: () throws -> Void) rethrows {
    var none = sigset_t()
    var previous = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &previous)
    defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
    try start()
  }

  private var diagnostics: String {
    "stdout of the last command:\n\(text("stdout") ?? "")\nstderr:\n\(text("stderr") ?? "")"
  }

  /// Returns the text of a subject; `nil` if there is no such file.
  func text(_ subject: String) -> String? {
    let url =
      switch subject {
      case "stdout": standardOutput
      case "stderr": standardError
      default: directory.appendingPathComponent(subject)
      }
    return (try? Data(contentsOf: url)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Returns expected and got as a text; `nil` if the expectation is met.
  func mismatch(_ expectation: Case.Expectation) -> String? {
    var outcome: (expected: String, got: String)
    do {
      outcome = try compare(expectation)
    } catch {
      outcome = (expectation.body.joined(separator: "\n"), "\(error)")
    }
    if outcome.expected == outcome.got { return nil }
    return "\(expectation.head)\nexpected\n\(outcome.expected)\ngot\n\(outcome.got)\n\(diagnostics)"
  }
}

extension CaseRun {
  /// Returns expected and got as texts, which are equal if the expectation is met.
  private func compare(_ expectation: Case.Expectation) throws -> (expected: String, got: String) {
    let found = text(expectation.subject)
    let lines = expectation.body.filter { !$0.isEmpty }
    if expectation.check == .absent || expectation.check == .present {
      let exists = FileManager.default.fileExists(
        atPath: directory.appendingPathComponent(expectation.subject).path)
      return (expectation.check == .absent ? "absent" : "present", exists ? "present" : "absent")
    }
    guard let found else { throw CaseError(description: "no file \(expectation.subject)") }
    switch expectation.check {
    case .whole:
      return (expectation.body.map { $0 + "\n" }.joined(), found)
    case .empty:
      return ("", found)
    case .contains:
      let missing = lines.filter { !found.contains($0) }
      return ("all of the lines", missing.isEmpty ? "all of the lines" : "not: \(missing) in\n\(found)")
    case .lacks:
      let present = lines.filter { found.contains($0) }
      return ("none of the lines", present.isEmpty ? "none of the lines" : "\(present) in\n\(found)")
    case .json:
      return try compareJSON(lines, in: expectation.subject == "stdout" ? lastLine(of: found) : found)
    case .lines:
      return try compareLines(lines, in: found)
    default:
      let isColumn = if case .column = expectation.check { true } else { false }
      return try compareTable(expectation.check, isColumn ? expectation.body : lines, in: CSVTable(found))
    }
  }

  private func compareTable(
    _ check: Case.Check, _ lines: [String], in table: CSVTable
  ) throws -> (expected: String, got: String) {
    func cell(_ name: String, _ row: [String]) throws -> String {
      guard let column = table.column(name) else {
        throw CaseError(description: "no column \(name) in \(table.header)")
      }
      return row[column]
    }
    switch check {
    case .rows(let count):
      return ("\(count) rows", "\(table.rows.count) rows")
    case .header:
      return (lines.joined().replacingOccurrences(of: " ", with: ""), table.header.joined(separator: ","))
    case .column(let name):
      let expected = lines.map { String(decoding: unescaped($0), as: UTF8.self) }
      let got = try table.rows.map { try cell(name, $0) }
      return (expected.joined(separator: "\n"), got.joined(separator: "\n"))
    case .row(let keys):
      let rows = try table.rows.filter { row in try keys.allSatisfy { try cell($0.key, row) == $0.value } }
      guard rows.count == 1 else {
        throw CaseError(description: "\(rows.count) rows with these keys among \(table.rows)")
      }
      let expected = try pairs(lines)
      let got = try expected.map { Case.Pair(key: $0.key, value: try cell($0.key, rows[0])) }
      return (written(expected), written(got))
    default:
      throw CaseError(description: "not a check of a table")
    }
  }

  private func compareJSON(_ lines: [String], in text: String) throws -> (expected: String, got: String) {
    let value = try JSONText.parse(text)
    guard case .object = value else { throw CaseError(description: "not an object: \(text)") }
    let expected = try pairs(lines)
    let got = expected.map { Case.Pair(key: $0.key, value: value.text(at: $0.key)) }
    return (written(expected), written(got))
  }

  private func compareLines(_ lines: [String], in text: String) throws -> (expected: String, got: String) {
    let found = text.split(separator: "\n").map(String.init)
    guard found.count == lines.count else {
      return ("\(lines.count) lines", "\(found.count) lines:\n\(text)")
    }
    var got: [String] = []
    for (line, foundLine) in zip(lines, found) {
      let value = try JSONText.parse(foundLine)
      let keys = line.split(separator: " ").compactMap { Case.Pair(String($0), separator: "=")?.key }
      got.append(keys.map { "\($0)=\(value.text(at: $0))" }.joined(separator: " "))
    }
    return (lines.joined(separator: "\n"), got.joined(separator: "\n"))
  }

  private func pairs(_ lines: [String]) throws -> [Case.Pair] {
    try lines.map { line in
      guard let pair = Case.Pair(line, separator: "=") else {
        throw CaseError(description: "not `name = value`: \(line)")
      }
      return pair
    }
  }

  private func written(_ pairs: [Case.Pair]) -> String {
    pairs.map { "\($0.key) = \($0.value)" }.joined(separator: "\n")
  }

  private func lastLine(of text: String) -> String {
    text.split(separator: "\n").last.map(String.init) ?? ""
  }
}
