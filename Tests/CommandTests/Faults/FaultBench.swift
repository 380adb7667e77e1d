// Runs of the built command in a directory of its own, with faults preloaded, and a look at what they left.

import Foundation
import Testing

/// The outcome of a run.
struct FaultOutcome {
  /// The exit status; a signal's number with a minus where one ended it.
  var status: Int32
  var standardError: String
  /// The seconds until the end after the signal or fault; `nil` if there was none.
  var secondsAfter: Double?
  /// True if the run made fewer calls than the number of the failing one, and so ended normally.
  var isBeforeFault = false
}

/// The times until runs ended after they were told to stop, compared with the promise.
struct StopTimes {
  /// The promised seconds, and the margin for a busy machine.
  static let (promised, margin) = (1.0, 2.0)
  private(set) var largest = 0.0

  /// Adds the time of one stop, which must keep the promise.
  mutating func absorb(_ outcome: FaultOutcome, _ what: String) {
    let seconds = outcome.secondsAfter ?? .infinity
    largest = max(largest, seconds)
    #expect(seconds < Self.promised + Self.margin, "\(what): gone after \(seconds) s")
  }

  /// Prints how the promise was kept.
  func tell(_ what: String) { print("stopped \(what): gone after \(Int(largest * 1000)) ms at most") }
}

/// A directory with two dumps, and the outputs that an undisturbed run writes for each.
///
/// The outputs of `one` are in the output directory before every faulty run of `other`, so that old and new
/// differ.
final class FaultBench {
  let command: ReplacingRun
  let root: URL
  let binary: URL
  /// The library to preload; `nil` if there is no C compiler.
  let faults: URL?
  /// The outputs of undisturbed runs by name, without run.json.
  private(set) var before: [String: Data] = [:]
  private(set) var after: [String: Data] = [:]
  private var count = 0

  init(lines: Int = 200, of command: ReplacingRun = .tables) throws {
    self.command = command
    binary = try BuiltCommand.find()
    root = FileManager.default.temporaryDirectory.appendingPathComponent("convostat-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    faults = FaultBench.shim
    try FaultBench.dump("a", lines: lines).write(to: root.appendingPathComponent("one.ndjson"))
    try FaultBench.dump("b", lines: lines).write(to: root.appendingPathComponent("other.ndjson"))
    for name in command.file == nil ? ["tmp"] : ["tmp", "before", "after"] {
      try FileManager.default.createDirectory(
        at: root.appendingPathComponent(name), withIntermediateDirectories: false)
    }
    let undisturbed =
      command.preparation + [
        command.arguments(over: command.inputs.before, into: "before"),
        command.arguments(over: command.inputs.after, into: "after"),
      ]
    for arguments in undisturbed {
      let outcome = try run(arguments)
      #expect(outcome.status == 0, "\(arguments): \(outcome)")
    }
    before = outputs("before")
    after = outputs("after")
  }

  func remove() { try? FileManager.default.removeItem(at: root) }

  /// The shared library made from the C next to this file, in the directory of the binary.
  ///
  /// Made once for all benches.
  private static let shim: URL? = {
    guard let directory = try? BuiltCommand.find().deletingLastPathComponent() else { return nil }
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "faults.c")
    let library = directory.appendingPathComponent("convostat-faults.so")
    for compiler in ["cc", "clang", "gcc"] {
      let words = "\(compiler) -shared -fPIC -O1 -w -o '\(library.path)' '\(source.path)' -ldl 2> /dev/null"
      if (try? shell(words)) == 0 { return library }
    }
    return nil
  }()

  @discardableResult
  static func shell(_ line: String, in directory: URL? = nil) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    if let directory { process.currentDirectoryURL = directory }
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// A dump whose conversations and agents are called after a prefix, with a line that is rejected.
  private static func dump(_ prefix: String, lines: Int) -> Data {
    var text =
      "{\"id\":\"\(prefix)0\",\"externalId\":\"\(prefix)x\",\"customer\":{},\"metadata\":{\"queue\":\"\(prefix)\"}}\nbroken\n"
    for number in 0..<lines {
      let role = number % 3 == 0 ? "customer" : "agent"
      text +=
        "{\"conversationId\":\"\(prefix)\(number / 7)\",\"messageId\":\"m\(number)\",\"sender\":{\"role\":\"\(role)\","
        + "\"externalId\":\"\(prefix)\(number % 5)\"},\"createdTimestamp\":\(1_767_603_600 + number * 31)}\n"
    }
    return Data(text.utf8)
  }

  /// The files of a directory by name, without run.json.
  func outputs(_ directory: String) -> [String: Data] {
    let url = root.appendingPathComponent(directory)
    var files: [String: Data] = [:]
    for name in (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    where name != "run.json" {
      files[name] = try? Data(contentsOf: url.appendingPathComponent(name))
    }
    return files
  }

  /// Returns the names in the directory of temporary files.
  func temporaries() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent("tmp").path)
  }

  /// The names in a directory that begin with a dot.
  func leftovers(_ directory: String) -> [String] {
    let url = root.appendingPathComponent(directory)
    return ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).filter {
      $0.hasPrefix(".")
    }.sorted()
  }

  /// A fresh output directory, as a run over `one` left it.
  func freshOutput() throws -> String {
    count += 1
    let name = "out\(count)"
    try FileManager.default.copyItem(
      at: root.appendingPathComponent("before"), to: root.appendingPathComponent(name))
    return name
  }

  /// Returns the arguments with which the command replaces the outputs in a directory.
  func arguments(into directory: String) -> [String] {
    command.arguments(over: command.inputs.after, into: directory)
  }

  /// Runs convostat to its end.
  /// - Parameters:
  ///   - path: the `PATH` in which it finds its tools; `nil` keeps the usual one.
  ///   - act: is called with the process while it runs.
  func run(
    _ arguments: [String], faults environment: [String: String] = [:], path: String? = nil,
    input: FileHandle? = nil, then act: ((Process) throws -> Void)? = nil
  ) throws -> FaultOutcome {
    let process = Process()
    process.executableURL = binary
    process.arguments = arguments
    process.currentDirectoryURL = root
    var all = ProcessInfo.processInfo.environment
    all["SWIFT_BACKTRACE"] = "enable=no"
    if !environment.isEmpty, let faults {
      all["LD_PRELOAD"] = faults.path
      all.merge(environment) { $1 }
    }
    if let path { all["PATH"] = path }
    process.environment = all
    let errors = root.appendingPathComponent("stderr")
    try Data().write(to: errors)
    process.standardInput = input ?? FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let handle = try FileHandle(forWritingTo: errors)
    defer { try? handle.close() }
    process.standardError = handle
    try process.run()
    try act?(process)
    let start = ContinuousClock.now
    process.waitUntilExit()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let text = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
    let status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    return FaultOutcome(status: status, standardError: text, secondsAfter: act == nil ? nil : seconds)
  }

  /// Returns the difference between a run.json with checksums and the files that it lists; `nil` if there is
  /// none.
  func disagreement(in directory: String) throws -> String? {
    let files = outputs(directory)
    let url = root.appendingPathComponent(directory).appendingPathComponent("run.json")
    guard let bytes = try? Data(contentsOf: url) else { return nil }
    guard let run = try JSONSerialization.jsonObject(with: bytes) as? [String: Any],
      let named = run["outputs"] as? [[String: Any]]
    else { return "run.json is cut off" }
    let inputs = (run["inputs"] as? [[String: Any]] ?? []).compactMap { $0["path"] as? String }
    let whole = inputs == command.inputs.before ? before : after
    for output in named {
      guard let name = output["name"] as? String else { return "an output without a name" }
      if files[name] != whole[name] { return "\(name) is not the one that run.json of \(inputs) names" }
    }
    return nil
  }
}
