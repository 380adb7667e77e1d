// Runs to which the system gives few threads, little memory, or small files: they end well, or give a reason.

import Foundation
import Testing

@Suite("Limits of the system", .serialized) struct LimitTests {
  /// A directory with a dump and a copy of the binary that every user may run.
  private final class Bench {
    let root: URL

    init(lines: Int = 20_000) throws {
      root = FileManager.default.temporaryDirectory.appendingPathComponent("convostat-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
      let binary = try BuiltCommand.find()
      try FileManager.default.copyItem(at: binary, to: root.appendingPathComponent("convostat"))
      var text = ""
      for number in 0..<lines {
        let role = number % 3 == 0 ? "customer" : "agent"
        text +=
          "{\"conversationId\":\"c\(number / 7)\",\"messageId\":\"m\(number)\",\"sender\":{\"role\":\"\(role)\"},"
        text += "\"createdTimestamp\":\(1_767_603_600 + number * 31)}\n"
      }
      try Data(text.utf8).write(to: root.appendingPathComponent("in.ndjson"))
      try shell("chmod 777 .; mkfifo pipe")
    }

    func remove() { try? FileManager.default.removeItem(at: root) }

    /// Runs a line of shell in the directory; it is killed after a minute.
    @discardableResult
    func shell(_ line: String) throws -> Int32 {
      try FaultBench.shell("SWIFT_BACKTRACE=enable=no; export SWIFT_BACKTRACE\n\(line)", in: root)
    }

    func text(_ name: String) -> String {
      (try? String(contentsOf: root.appendingPathComponent(name), encoding: .utf8)) ?? ""
    }

    func data(_ name: String) -> Data? { try? Data(contentsOf: root.appendingPathComponent(name)) }

    /// The names in the directory.
    var names: Set<String> { Set((try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []) }

    /// Returns the words before a command that let an unprivileged user run it with a limited number of
    /// threads; `nil` if the machine does not allow it.
    func limited(threads: Int) throws -> String? {
      let words = "setpriv --reuid=65534 --regid=65534 --clear-groups prlimit --nproc=\(threads)"
      return try shell("\(words) ./convostat --version > /dev/null 2>&1") == 0 ? words : nil
    }
  }

  @Test("A run goes on with the threads that it gets, to the same bytes", arguments: [1, 2, 3, 4])
  func fewThreads(_ threads: Int) throws {
    let bench = try Bench()
    defer { bench.remove() }
    guard let limited = try bench.limited(threads: threads) else {
      return skipped(without: "limit of threads")
    }
    try #require(try bench.shell("./convostat facts in.ndjson --out - --quiet > whole") == 0)
    let status = try bench.shell(
      "timeout -s KILL 60 \(limited) ./convostat facts in.ndjson --out - --quiet --jobs 4 > few 2> said")
    #expect(status == 0, "\(bench.text("said"))")
    #expect(bench.data("few") == bench.data("whole"))
    #expect(
      try bench.shell(
        "timeout -s KILL 60 \(limited) ./convostat summarize in.ndjson --out out --quiet --jobs 4 2> said")
        == 0, "\(bench.text("said"))")
    #expect(bench.names.contains("out"))
  }

  @Test("A signal ends a run that has one thread, without a trace", arguments: [SIGTERM, SIGINT, SIGHUP])
  func oneThread(_ number: Int32) throws {
    let bench = try Bench()
    defer { bench.remove() }
    guard let limited = try bench.limited(threads: 1) else { return skipped(without: "limit of threads") }
    let before = bench.names
    let stop = "(trap - INT HUP; exec \(limited) ./convostat summarize - --out out --quiet < pipe) & run=$!"
    // A shell starts what runs in the background with SIGINT ignored, so another program undoes that.
    let run = stop.replacingOccurrences(of: "exec ", with: "exec env --default-signal=INT ")
    let status = try bench.shell(
      "\(run)\nexec 3> pipe; cat in.ndjson >&3; i=0; until [ -d out ] || [ $i -gt 100 ]; do sleep 0.1; i=$((i + 1)); done\n"
        + "kill -\(number) $run; (i=0; while kill -0 $run && [ $i -lt 300 ]; do sleep 0.1; i=$((i + 1)); done; kill -9 $run) 2> /dev/null &\nwait $run"
    )
    #expect(status == 128 + number)
    #expect(bench.names == before)
  }

  @Test("A run in 80 MB of address space ends") func smallAddressSpace() throws {
    let bench = try Bench()
    defer { bench.remove() }
    for kilobytes in [80_000, 100_000, 120_000, 160_000, 250_000] {
      let status = try bench.shell(
        "ulimit -v \(kilobytes); exec timeout -s KILL 120 ./convostat check in.ndjson > told 2> said")
      let said = bench.text("said")
      // Below some size the system cannot even load the program.
      let isUnloadable = status == 127 && said.contains("shared")
      #expect(
        status == 0 || isUnloadable || (status == 74 && said.hasPrefix("convostat: memory ran out\n")),
        "\(kilobytes): \(status) \(said)")
    }
  }

  /// Runs that need more memory than they may use, each with the files that the directory must have before.
  static let greedy: [(what: String, command: String)] = [
    (
      "a line",
      "head -c 600000000 /dev/zero | tr '\\0' a | ./convostat summarize - --out out --max-line-bytes 1G --memory 4G --quiet"
    ),
    (
      "a file that is read whole",
      "mkdir a && truncate -s 200M a/run.json && ./convostat compare a a --out c.csv"
    ),
  ]

  @Test("If memory ends, one sentence says so, the status is 74 and nothing is left", arguments: greedy)
  func memoryEnds(_ run: (what: String, command: String)) throws {
    let bench = try Bench(lines: 10)
    defer { bench.remove() }
    let status = try bench.shell("ulimit -v 400000\n{ \(run.command); } 2> said > told")
    let said = bench.text("said")
    #expect(status == 74, "\(run.what): \(status) \(said)")
    let lines = said.split(separator: "\n")
    #expect(lines.count == 2 && lines.first == "convostat: memory ran out", "\(run.what): \(said)")
    #expect(
      bench.names.subtracting(["a"]) == ["convostat", "in.ndjson", "pipe", "said", "told"], "\(run.what)")
  }

  @Test("A crash of another cause is not told as a lack of memory") func crash() throws {
    let bench = try Bench(lines: 10)
    defer { bench.remove() }
    let status = try bench.shell(
      "./convostat check - < pipe 2> said & run=$!; exec 3> pipe; sleep 0.5; kill -SEGV $run; wait $run")
    #expect(status == 128 + SIGSEGV)
    #expect(!bench.text("said").contains("memory"))
  }

  @Test("Files that may not be large enough fail with a sentence", arguments: ["summarize", "facts"])
  func smallFiles(_ verb: String) throws {
    let bench = try Bench()
    defer { bench.remove() }
    let out = verb == "facts" ? "out.ndjson" : "out"
    let status = try bench.shell(
      "ulimit -f 100; exec ./convostat \(verb) in.ndjson --out \(out) --quiet 2> said")
    #expect(status == 74)
    #expect(bench.text("said").contains("writing failed: file too large"), "\(bench.text("said"))")
    #expect(bench.names == ["convostat", "in.ndjson", "pipe", "said"])
  }

  @Test("A run that was started with a signal ignored goes on") func ignored() throws {
    let bench = try Bench()
    defer { bench.remove() }
    let status = try bench.shell(
      "(trap '' HUP; exec ./convostat summarize - --out out --quiet < pipe) & run=$!\n"
        + "exec 3> pipe; sleep 0.3; kill -HUP $run; cat in.ndjson >&3; exec 3>&-; wait $run")
    #expect(status == 0)
    #expect(bench.names.contains("out"))
  }

  @Test("A signal ends the tool that decompresses, with the run") func tool() throws {
    let bench = try Bench()
    defer { bench.remove() }
    guard try bench.shell("command -v zstd > /dev/null") == 0 else { return skipped(without: "zstd") }
    let status = try bench.shell(
      "./convostat check - --quiet < pipe & run=$!\nexec 3> pipe; zstd -qc in.ndjson | head -c 1000 >&3; sleep 0.5\n"
        + "kill -TERM $run; wait $run; status=$?; sleep 0.3\n"
        + "for process in /proc/[0-9]*; do [ \"$(readlink $process/cwd 2> /dev/null)\" = \"$PWD\" ] && cat $process/comm; done"
        + " | grep -c zstd > left; exit $status")
    #expect(status == 143)
    #expect(bench.text("left") == "0\n")
  }

  @Test("Durations are those of a clock that is never set", arguments: ["summarize", "facts"])
  func clockSetBack(_ verb: String) throws {
    let bench = try FaultBench()
    defer { bench.remove() }
    guard bench.faults != nil else { return skipped(without: "C compiler") }
    let out = verb == "facts" ? "o.ndjson" : "o"
    let outcome = try bench.run(
      [verb, "other.ndjson", "--out", out, "--metrics-file", "metrics.prom", "--quiet"],
      faults: ["FAULT_CLOCK": "back"])
    #expect(outcome.status == 0, "\(outcome)")
    let metrics = try String(contentsOf: bench.root.appendingPathComponent("metrics.prom"), encoding: .utf8)
    let line = metrics.split(separator: "\n").first { $0.hasPrefix("convostat_run_seconds{") }
    let seconds = try #require(line?.split(separator: " ").last.flatMap { Double($0) })
    #expect((0..<60).contains(seconds), "\(metrics)")
  }
}
