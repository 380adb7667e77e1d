// A check by another program: outputs of the built command, opened by a script under Checks.

import Foundation
import TestSupport
import Testing

/// The package's directory and what the checks need of the machine.
enum Machine {
  /// The package's directory.
  static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The Python that has the modules of requirements.txt; `.ci/run` makes it.
  static let python = package.appendingPathComponent(".build/interop/bin/python")

  /// True if that Python exists; without it the checks are skipped.
  static let hasPython = FileManager.default.isExecutableFile(atPath: python.path)

  /// The Python that has PySpark; `.ci/run` makes it.
  static let sparkPython = package.appendingPathComponent(".build/spark/bin/python")

  /// True if that Python exists, and the Java that Spark needs.
  static let hasSpark = FileManager.default.isExecutableFile(atPath: sparkPython.path) && has("java")

  /// Returns true if a program is in PATH.
  static func has(_ program: String) -> Bool { Skips.isInPath(program) }

  /// Returns the path of a program in PATH, or `nil` if it is not there.
  static func path(of program: String) -> URL? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { URL(fileURLWithPath: "\($0)/\(program)") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  /// The built command next to the tests.
  static var command: URL {
    let start = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
    let products = URL(fileURLWithPath: start).resolvingSymlinksInPath().deletingLastPathComponent()
    let beside = products.appendingPathComponent("convostat")
    return FileManager.default.isExecutableFile(atPath: beside.path)
      ? beside : package.appendingPathComponent(".build/debug/convostat")
  }
}

/// Directories of outputs, created for one test and removed with it.
final class Outputs {
  private let root = FileManager.default.temporaryDirectory
    .appendingPathComponent("convostat-interop-\(UUID().uuidString)")

  deinit { try? FileManager.default.removeItem(at: root) }

  /// Runs the command over some inputs, by default the samples and names that want to be run or to break out.
  /// - Returns: the directory of the outputs.
  func summarize(
    _ options: String..., inputs: [String] = Outputs.samples
  ) throws -> String {
    try summarize(options, inputs: inputs)
  }

  /// The samples, and names that want to be run or to break out.
  static let samples = ["samples", "Tests/Interop/hostile.ndjson"]

  /// An address with values that may hold any characters.
  static let link =
    "https://chat.example.com/app/accounts/{source}/conversations/{conversation_id}?queue={queue}&x='1'#{external_id}"

  /// Runs the command with options over some inputs.
  /// - Returns: the directory of the outputs.
  func summarize(_ options: [String], inputs: [String]) throws -> String {
    let out = root.appendingPathComponent(UUID().uuidString).path
    let (status, text) = try Outputs.run(
      Machine.command, ["summarize", "--quiet", "--out", out] + inputs + options)
    try #require(status == 0, "\(text)")
    return out
  }

  /// Writes a dump with the given numbers of queues, days and conversations.
  /// - Returns: its path.
  func dump(queues: Int, days: Int, conversations: Int) throws -> String {
    let script = Machine.package.appendingPathComponent("Tests/Interop/Checks/dump.py").path
    let (status, text) = try Outputs.run(
      Machine.python, ["-B", script, "\(queues)", "\(days)", "\(conversations)"])
    try #require(status == 0)
    return try write(Data(text.utf8), as: "dump-\(queues)-\(days).ndjson")
  }

  /// Writes a dump of Chatwoot whose conversations have labels, teams and channels, and many a rating.
  /// - Returns: its path.
  func ratedDump(conversations: Int) throws -> String {
    var lines: [String] = []
    for number in 0..<conversations {
      let (id, start) = (100 + number, 1_767_603_600 + 3000 * number)
      let (labels, team) = (
        ["[\"vip\"]", "[\"vip\",\"refund\"]", "[]"][number % 3], ["North", "South"][number % 2]
      )
      let status = ["open", "resolved", "snoozed"][number % 3]
      let place = "\"conversation_id\":\(id),\"account_id\":3"
      lines.append(
        """
        {"id":\(id),"account_id":3,"inbox_id":\(number % 3 + 1),"status":"\(status)","labels":\(labels),"created_at":\(start),\
        "last_activity_at":\(start + 900),"messages":[],"meta":{"team":{"id":\(number % 2),"name":"\(team)"},\
        "channel":"Channel::Email","sender":{"id":\(number + 5),"name":"C"},"assignee":{"id":\(number % 4),"name":"A"}}}
        """)
      lines.append("{\"id\":\(id)0,\(place),\"message_type\":0,\"created_at\":\(start)}")
      lines.append(
        """
        {"id":\(id)1,\(place),"message_type":1,"created_at":\(start + 60 * (number + 1)),\
        "sender":{"id":\(number % 4),"type":"user"}}
        """)
      if number % 8 < 5 {
        lines.append(
          """
          {"id":\(id)2,\(place),"message_type":3,"created_at":\(start + 60 * (number + 2)),"content_attributes":\
          {"submitted_values":{"csat_survey_response":{"rating":\(number % 5 + 1),"feedback_message":"fine"}}}}
          """)
      }
    }
    return try write(Data(lines.joined(separator: "\n").utf8), as: "rated.ndjson")
  }

  /// Writes an empty dump.
  func emptyDump() throws -> String { try write(Data(), as: "empty.ndjson") }

  private func write(_ bytes: Data, as name: String) throws -> String {
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    let path = root.appendingPathComponent(name)
    try bytes.write(to: path)
    return path.path
  }

  /// Runs a check of the folder Checks, and records its output if it fails.
  static func check(
    _ name: String, by python: URL = Machine.python, _ arguments: String...
  ) throws {
    try check(name, by: python, arguments)
  }

  /// Runs a check with arguments, and records its output if it fails.
  static func check(_ name: String, by python: URL = Machine.python, _ arguments: [String]) throws {
    let script = Machine.package.appendingPathComponent("Tests/Interop/Checks/\(name).py")
    // Browsers and office programs leave directories behind. The paths of a browser's sockets in it must be
    // short.
    let temporary = FileManager.default.temporaryDirectory.appendingPathComponent(
      "convostat-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: temporary) }
    let (status, text) = try run(python, ["-B", script.path] + arguments, temporary: temporary.path)
    #expect(status == 0, "\(name): \(text)")
  }

  /// Runs a line of a shell, in which `$CONVOSTAT` is the built command.
  /// - Returns: what it prints.
  static func shell(_ line: String) throws -> String {
    let (status, text) = try run(
      URL(fileURLWithPath: "/bin/sh"),
      ["-c", "CONVOSTAT='\(Machine.command.path)'; export CONVOSTAT; \(line)"])
    try #require(status == 0, "\(line): \(text)")
    return text
  }

  private static func run(
    _ program: URL, _ arguments: [String], temporary: String? = nil
  ) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = Machine.package
    if let temporary {
      process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": temporary]) { $1 }
    }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}
