// Runs that are killed or stopped at moments of their own choosing.

import Foundation
import Testing

@Suite("Kills", .serialized) struct KillTests {
  @Test(
    "Runs killed at random moments leave old or new, and the next run is the undisturbed one",
    arguments: [(.tables, 200), (.packedFacts, 60), (.mergedTables, 60)] as [(ReplacingRun, Int)])
  func killed(_ run: ReplacingRun, _ times: Int) throws {
    let bench = try FaultBench(lines: 3000, of: run)
    defer { bench.remove() }
    var random = SystemRandomNumberGenerator()
    let start = ContinuousClock.now
    _ = try bench.run(bench.arguments(into: try bench.freshOutput()))
    var length = (ContinuousClock.now - start) / .microseconds(1)
    var (killed, runs, out) = (0, 0, try bench.freshOutput())
    while killed < times, runs < 10 * times {
      runs += 1
      let pause = UInt32(Double.random(in: 0...length, using: &random))
      let outcome = try bench.run(bench.arguments(into: out)) { process in
        usleep(pause)
        kill(process.processIdentifier, SIGKILL)
      }
      // As long as the run is: most are killed, up to their very end.
      length *= outcome.status == -SIGKILL ? 1.02 : 0.9
      #expect(try bench.damage(in: out) == nil, "kill \(killed) after \(pause) us")
      guard outcome.status == -SIGKILL else { continue }
      killed += 1
      if killed % 10 > 0 { continue }
      // A tool that compresses ends by itself, but not before it notices.
      #expect(try bench.run(bench.arguments(into: out) + ["--wait", "10"]).status == 0)
      #expect(bench.outputs(out) == bench.after, "kill \(killed) after \(pause) us")
      #expect(bench.leftovers(out) == [])
      out = try bench.freshOutput()
    }
    #expect(killed == times)
    print("kills survived: \(killed) at random moments of \(runs) runs")
  }

  @Test(
    "A run stopped at a random moment leaves what was there", arguments: [SIGTERM, SIGINT, SIGHUP, SIGXCPU],
    [.tables, .packedFacts, .mergedTables, .packedPart] as [ReplacingRun])
  func stopped(_ number: Int32, _ run: ReplacingRun) throws {
    let bench = try FaultBench(lines: 3000, of: run)
    defer { bench.remove() }
    var random = SystemRandomNumberGenerator()
    var (stopped, times) = (0, StopTimes())
    for _ in 1...40 {
      let out = try bench.freshOutput()
      let pause = UInt32.random(in: 0...100_000, using: &random)
      let outcome = try bench.run(bench.arguments(into: out)) { process in
        usleep(pause)
        kill(process.processIdentifier, number)
      }
      // Before the program answers signals, the system does.
      if outcome.status == 128 + number || outcome.status == -number {
        stopped += 1
        times.absorb(outcome, "after \(pause) us")
        bench.expectOld(bench.outputs(out), "after \(pause) us")
      } else {
        #expect(outcome.status == 0 && bench.outputs(out) == bench.after, "after \(pause) us: \(outcome)")
      }
      #expect(bench.leftovers(out) == [])
      #expect(try bench.damage(in: out) == nil)
    }
    print("stops survived: \(stopped) of 40 by signal \(number)")
    times.tell("at random moments by signal \(number)")
  }

  /// Endless inputs, made by a shell command whose process dies with its reader.
  static let endless: [(what: String, command: String)] = [
    ("a huge line", "yes aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | tr -d '\\n'"),
    ("a huge string in an array", "printf '[\"'; yes aaaaaaaaaaaaaaaaaaaaaaaaaaa | tr -d '\\n'"),
    ("a stream of a gzip", "yes '{\"type\":\"ping\"}' | gzip -1c"), ("a pipe that is silent", "sleep 60"),
    ("many rejects", "yes oops"),
  ]

  @Test(
    "A run is gone within a second of a signal, within any input, its decompressor with it",
    arguments: endless, [SIGTERM, SIGINT])
  func stoppedWithin(_ input: (what: String, command: String), _ number: Int32) throws {
    let bench = try FaultBench(lines: 10)
    defer { bench.remove() }
    let out = try bench.freshOutput()
    let (source, pipe) = (Process(), Pipe())
    source.executableURL = URL(fileURLWithPath: "/bin/sh")
    source.arguments = ["-c", "{ \(input.command); } 2> /dev/null"]
    source.standardOutput = pipe
    try source.run()
    defer { source.terminate() }
    let outcome = try bench.run(
      ["summarize", "-", "--out", out, "--max-line-bytes", "1G", "--quiet"], input: pipe.fileHandleForReading
    ) { process in
      usleep(400_000)
      kill(process.processIdentifier, number)
    }
    #expect(outcome.status == 128 + number, "\(input.what)")
    var times = StopTimes()
    times.absorb(outcome, input.what)
    times.tell("within \(input.what) by signal \(number)")
    #expect(bench.outputs(out) == bench.before)
    #expect(bench.leftovers(out) == [])
  }

  /// Runs that wait for a tool: one that reads a file, one that reads a pipe, and one that compresses.
  static let waiting: [(tool: String, words: [String], magic: [UInt8])] = {
    let magics: [(String, [UInt8])] = [
      ("zstd", [0x28, 0xB5, 0x2F, 0xFD]), ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
      ("bzip2", [0x42, 0x5A, 0x68]),
    ]
    return magics.flatMap { tool, magic in
      ["in", "-"].map { (tool, ["summarize", $0, "--out", "out"], magic) }
    } + [("zstd", ["facts", "other.ndjson", "--out", "f.zst"], [])]
  }()

  @Test(
    "A tool that neither reads nor writes is gone with the run that a signal stops", arguments: waiting,
    [SIGTERM, SIGINT])
  func stoppedTool(_ run: (tool: String, words: [String], magic: [UInt8]), _ number: Int32) throws {
    let bench = try FaultBench(lines: 10)
    defer { bench.remove() }
    let tools = bench.root.appendingPathComponent("tools")
    try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: false)
    let tool = tools.appendingPathComponent(run.tool).path
    let pid = bench.root.appendingPathComponent("pid")
    try "#!/bin/sh\necho $$ > '\(pid.path).new'; mv '\(pid.path).new' '\(pid.path)'; exec sleep 10\n"
      .write(toFile: tool, atomically: false, encoding: .utf8)
    try FaultBench.shell("chmod +x '\(tool)'")
    let input = bench.root.appendingPathComponent("in")
    try Data(run.magic + [UInt8](repeating: 0, count: 1000)).write(to: input)
    var process: pid_t = 0
    let outcome = try bench.run(
      run.words, path: tools.path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"),
      input: try FileHandle(forReadingFrom: input)
    ) { command in
      for _ in 0..<1000 where process == 0 {
        usleep(10_000)
        let text = (try? String(contentsOf: pid, encoding: .utf8)) ?? ""
        process = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
      }
      kill(command.processIdentifier, number)
    }
    try #require(process > 0, "the tool did not start")
    defer { kill(process, SIGKILL) }
    #expect(outcome.status == 128 + number, "\(outcome)")
    // The run counts as gone when nobody has its descriptors any more: a tool that is left would keep them.
    var times = StopTimes()
    times.absorb(outcome, "\(run.words)")
    for _ in 0..<200 where !Self.hasEnded(process) { usleep(10_000) }
    #expect(Self.hasEnded(process), "\(run.words): \(run.tool) still runs")
  }

  /// Returns true if a process has ended, even if nobody has collected its status yet.
  private static func hasEnded(_ process: pid_t) -> Bool {
    if kill(process, 0) != 0 { return true }
    let status = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
    return status.split(separator: ")").last?.hasPrefix(" Z") ?? false
  }

  @Test("A run that waits for the writer of a named pipe can be stopped") func opening() throws {
    let bench = try FaultBench(lines: 10)
    defer { bench.remove() }
    let out = try bench.freshOutput()
    try FaultBench.shell("mkfifo '\(bench.root.path)/pipe'")
    let outcome = try bench.run(["summarize", "pipe", "--out", out]) { process in
      usleep(300_000)
      kill(process.processIdentifier, SIGTERM)
    }
    #expect(outcome.status == 143)
    var times = StopTimes()
    times.absorb(outcome, "a named pipe without a writer")
    #expect(bench.leftovers(out) == [])
  }

  @Test(
    "A run that waits for the reader of a named pipe, or for a slow one, can be stopped",
    arguments: ["sleep 0", "exec 3< out/rejects.ndjson; sleep 30"])
  func slowReader(_ reader: String) throws {
    let bench = try FaultBench(lines: 10)
    defer { bench.remove() }
    try FileManager.default.createDirectory(
      at: bench.root.appendingPathComponent("out"), withIntermediateDirectories: false)
    try FaultBench.shell(
      "mkfifo out/rejects.ndjson; head -c 2000000 /dev/zero | tr '\\0' x | fold -w 100 > bad.ndjson",
      in: bench.root)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", reader]
    process.currentDirectoryURL = bench.root
    try process.run()
    defer { process.terminate() }
    let outcome = try bench.run(["summarize", "bad.ndjson", "other.ndjson", "--out", "out", "--quiet"]) {
      process in
      usleep(700_000)
      kill(process.processIdentifier, SIGTERM)
    }
    #expect(outcome.status == 143, "\(outcome)")
    var times = StopTimes()
    times.absorb(outcome, "a named pipe with the reader \(reader)")
    #expect(bench.leftovers("out") == [])
  }
}
