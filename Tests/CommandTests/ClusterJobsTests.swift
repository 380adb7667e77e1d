// The jobs of samples/parallel and samples/kubernetes: their commands run, and give the tables of one run.

import Foundation
import Testing

@Suite("Jobs for many machines") struct ClusterJobsTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func sample(_ name: String) -> String { root.appendingPathComponent("samples/\(name)").path }

  private func inPlace(_ body: (URL) throws -> Void) throws {
    let place = FileManager.default.temporaryDirectory.appendingPathComponent(
      "convostat-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    try body(place)
  }

  /// Runs lines of a shell in a directory, with the built command as `$CONVOSTAT`.
  private func shell(_ lines: String, in place: URL) throws -> (status: Int32, said: String) {
    let binary = try BuiltCommand.find().path
    let status = try FaultBench.shell(
      "export CONVOSTAT='\(binary)'; exec > said 2>&1; \(lines)", in: place)
    return (status, try String(contentsOf: place.appendingPathComponent("said"), encoding: .utf8))
  }

  /// Compares the tables in `tables` with those of one run over a dump; the rejects only if the order of
  /// lines is the same.
  private static func compare(_ dump: String, _ options: String, rejects: String) -> String {
    """
    "$CONVOSTAT" summarize '\(dump)' --out one --quiet \(options) 2> /dev/null
    for table in one/*.csv; do cmp "$table" "tables/${table#one/}" || exit 1; done
    sort one/rejects.ndjson > expected; sort '\(rejects)' | cmp - expected
    """
  }

  private static let options = "--by queue,day --by 'metadata.a b' --timezone Europe/Berlin"

  @Test(
    "Both scripts for GNU parallel give the tables of one run", arguments: ["by-files.sh", "by-shards.sh"])
  func parallel(_ script: String) throws {
    guard try FaultBench.shell("command -v parallel > /dev/null") == 0 else {
      return skipped(without: "GNU parallel")
    }
    try inPlace { place in
      // A file of options serves all commands of a script.
      try Data("--by queue,day\n--by metadata.a b\n--timezone Europe/Berlin\n".utf8)
        .write(to: place.appendingPathComponent("options.conf"))
      let words = (script == "by-shards.sh" ? "3 " : "") + "--config options.conf"
      let dump = Self.sample("")
      let outcome = try shell(
        "echo : > nodes; NODES=nodes '\(Self.sample("parallel/" + script))' '\(dump)' tables \(words) && test ! -e tables.work && "
          + Self.compare(dump, Self.options, rejects: "tables.rejects"), in: place)
      #expect(outcome.status == 0, "\(outcome)")
    }
  }

  @Test(
    "What fails in a script for GNU parallel ends it with that status, and the tables stay",
    arguments: ["by-files.sh", "by-shards.sh"])
  func failure(_ script: String) throws {
    guard try FaultBench.shell("command -v parallel > /dev/null") == 0 else {
      return skipped(without: "GNU parallel")
    }
    try inPlace { place in
      let words = script == "by-shards.sh" ? "2" : ""
      let outcome = try shell(
        """
        mkdir dump tables && echo old > tables/summary.csv
        cp '\(Self.sample("asapp-messages.ndjson"))' dump
        head -c 300 '\(Self.sample("chatwoot-pages.ndjson.gz"))' > dump/cut.ndjson.gz
        '\(Self.sample("parallel/" + script))' dump tables \(words)
        status=$?
        test "$(cat tables/*)" = old && test ! -e tables.work && exit $status
        """, in: place)
      #expect(outcome.status == 66 && outcome.said.contains("cut.ndjson.gz"), "\(outcome)")
    }
  }

  @Test(
    "The Indexed Job is YAML, and its command for every index and that of the merge give the tables of one run"
  )
  func kubernetes() throws {
    guard try FaultBench.shell("python3 -c 'import yaml' 2> /dev/null") == 0 else {
      return skipped(without: "PyYAML")
    }
    let script = """
      import sys, yaml
      shares, merge = (yaml.safe_load(open(name)) for name in sys.argv[1:3])
      (tmp,) = (line.split()[1] for line in open(sys.argv[3]) if line.startswith("--tmp "))
      assert shares["spec"]["completionMode"] == "Indexed" and "completionMode" not in merge["spec"]
      count = shares["spec"]["completions"]
      assert count == shares["spec"]["parallelism"] == 4
      for job in (shares, merge):
          assert (job["apiVersion"], job["kind"]) == ("batch/v1", "Job"), job
          assert job["spec"]["podFailurePolicy"]["rules"][0]["onExitCodes"]["values"] == [64, 65, 66]
          pod = job["spec"]["template"]["spec"]
          (step,) = pod["containers"]
          name, _, tag = step["image"].partition(":")
          assert pod["restartPolicy"] == "Never" and name == "convostat" and tag not in ("", "latest")
          assert "--config=/etc/convostat/shares.conf" in step["args"]
          assert tmp in [m["mountPath"] for m in step["volumeMounts"]]
          assert {m["name"] for m in step["volumeMounts"]} == {v["name"] for v in pod["volumes"]}
          assert step["securityContext"]["readOnlyRootFilesystem"]
          for index in reversed(range(count if job is shares else 1)):
              words = [word.replace("$(JOB_COMPLETION_INDEX)", str(index)) for word in step["args"]]
              assert not any("$" in word for word in words)
              # A pod that is tried again puts its part into the place of the first.
              for _ in range(2 if index == 1 else 1):
                  print(" ".join(["/usr/local/bin/convostat", *words]))
      """
    try inPlace { place in
      try Data(script.utf8).write(to: place.appendingPathComponent("read.py"))
      let (shares, merge) = (Self.sample("kubernetes/shares.yaml"), Self.sample("kubernetes/merge.yaml"))
      let file = Self.sample("kubernetes/shares.conf")
      try #require(
        try FaultBench.shell("python3 read.py '\(shares)' '\(merge)' '\(file)' > commands", in: place) == 0)
      let options = try String(contentsOfFile: file, encoding: .utf8)
      let mild = options.replacing("--max-reject-share 1%", with: "--max-reject-share 50%")
      #expect(mild != options)
      try Data(mild.utf8).write(to: place.appendingPathComponent("shares.conf"))
      let dump = Self.sample("")
      let commands = try String(contentsOf: place.appendingPathComponent("commands"), encoding: .utf8)
        .replacing("/usr/local/bin/convostat", with: "\"$CONVOSTAT\"")
        .replacing("/var/lib/convostat/dump", with: "'\(dump)'").replacing("/var/lib/convostat", with: ".")
        .replacing("/etc/convostat/shares.conf", with: "shares.conf")
      #expect(!commands.contains("/var/lib") && !commands.contains("/etc"))
      let lines = commands.split(separator: "\n")
      #expect(lines.count == 6)
      let early = try shell("mkdir parts && \(lines[0]) && \(lines[5])", in: place)
      #expect(early.status == 65 && early.said.contains("share 0 is missing"), "\(early)")
      let outcome = try shell(
        "set -e; \(commands)\n"
          + Self.compare(dump, "--by queue,day", rejects: "parts/0.ndjson.rejects"), in: place)
      #expect(outcome.status == 0, "\(outcome)")
    }
  }
}
