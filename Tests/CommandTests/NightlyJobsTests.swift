// The ready-made jobs of samples/nightly: checked by the tools for their formats, and their commands run.

import Foundation
import Testing

@Suite("Nightly jobs") struct NightlyJobsTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let jobs = root.appendingPathComponent("samples/nightly")

  private func text(_ name: String) throws -> String {
    try String(contentsOf: Self.jobs.appendingPathComponent(name), encoding: .utf8)
  }

  /// The file of options that all jobs read.
  private static let options = "/etc/convostat/nightly.conf"

  /// Runs a job's command by a shell with the samples for its dump; the samples are older than a day.
  private func run(_ command: String) throws -> (status: Int32, output: String) {
    let place = FileManager.default.temporaryDirectory.appendingPathComponent(
      "convostat-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    let dump = Self.root.appendingPathComponent("samples").path
    // The export has tests of its own, against a server.
    let line = command.replacing("/usr/local/lib/convostat/export/chatwoot.sh", with: ":")
      .replacing("/usr/local/bin/convostat", with: "'\(try BuiltCommand.find().path)'")
      .replacing("/var/lib/convostat/dump", with: "'\(dump)'").replacing(
        "/var/lib/convostat", with: place.path
      )
      .replacing("/var/cache/convostat", with: place.path)
      .replacing(Self.options, with: "'\(place.path)/nightly.conf'")
    #expect(line != command && !line.contains("/var/lib") && !line.contains("/etc"))
    let file = place.appendingPathComponent("nightly.conf")
    let strict = try text("nightly.conf")
    let mild = strict.replacing("--max-reject-share 1%", with: "--max-reject-share 50%")
      .replacing("--newest-within 26h", with: "--newest-within 900000h")
      .replacing("--min-records 1000", with: "--min-records 10")
    #expect(mild.contains(" 50%\n--min-records 10\n--newest-within 900000h\n"))
    try Data(strict.utf8).write(to: file)
    // The options of the file reach the steps: with those of a real night, the samples are refused.
    #expect(try FaultBench.shell("{ \(line)\n} > '\(place.path)/refused' 2>&1") == 65)
    try Data(mild.utf8).write(to: file)
    let output = place.appendingPathComponent("output")
    let status = try FaultBench.shell("{ \(line)\n} > '\(output.path)' 2>&1")
    let tables = place.appendingPathComponent("tables").path
    #expect(try FileManager.default.contentsOfDirectory(atPath: tables).contains("run.json"))
    // The tables of the ledger are those of the dump.
    let (binary, outside) = (try BuiltCommand.find().path, place.appendingPathComponent("dump-tables").path)
    let comparison = try FaultBench.shell(
      "'\(binary)' summarize '\(dump)' --out '\(outside)' --quiet && ls '\(tables)'/*.csv > /dev/null "
        + "&& for t in '\(tables)'/*.csv; do cmp \"$t\" \"\(outside)/${t##*/}\" || exit 1; done")
    #expect(comparison == 0)
    let ledger = place.appendingPathComponent("ledger").path
    let names = try FileManager.default.contentsOfDirectory(atPath: ledger)
    #expect(names.count { $0.hasSuffix(".ndjson") } == 1, "\(names)")
    return (status, try String(contentsOf: output, encoding: .utf8))
  }

  @Test("The line of the crontab runs and prints nothing") func cron() throws {
    let lines = try text("crontab").split(separator: "\n").filter { $0.first?.isNumber == true }
    #expect(lines.count == 1)
    let line = try #require(lines.first)
    #expect(!line.contains("%"))
    let fields = line.split(separator: " ", maxSplits: 5)
    #expect(fields.count == 6)
    let outcome = try run(String(fields[5]))
    #expect(outcome.status == 0 && outcome.output == "", "\(outcome)")
  }

  @Test("The service's command runs and prints nothing") func service() throws {
    let unit = try text("systemd/convostat.service").replacing("\\\n", with: " ")
    let lines = unit.split(separator: "\n").filter { $0.hasPrefix("ExecStart=") }
    #expect(lines.count == 3 && !lines.contains { $0.contains("%") })
    let outcome = try run(lines.map { String($0.dropFirst("ExecStart=".count)) }.joined(separator: " && "))
    #expect(outcome.status == 0 && outcome.output == "", "\(outcome)")
  }

  @Test("The service keeps its files to its group, and its temporary file out of memory") func serviceModes()
    throws
  {
    let unit = try text("systemd/convostat.service")
    let settings = Set(unit.split(separator: "\n").map(String.init))
    #expect(settings.isSuperset(of: ["UMask=0027", "StateDirectoryMode=0750", "CacheDirectory=convostat"]))
    let commands = unit.replacing("\\\n", with: " ").split(separator: "\n").filter {
      $0.hasPrefix("ExecStart=")
    }
    #expect(!commands.isEmpty && commands.allSatisfy { $0.contains(" --tmp /var/cache/convostat ") })
  }

  @Test("Every nightly job that is printed guards against an empty, an old and a shrunken dump")
  func guards() throws {
    let guards = ["--min-records", "--newest-within", "--max-drop"]
    let options = try text("nightly.conf")
    for option in guards { #expect(options.contains("\n\(option) "), "\(option)") }
    for name in [
      "crontab", "systemd/convostat.service", "kubernetes/cronjob.yaml", "airflow/convostat_nightly.py",
    ] {
      // Each of the three steps reads the file, and no job says again what is in it.
      let job = try text(name)
      #expect(job.components(separatedBy: Self.options).count == 4, "\(name)")
      for option in guards { #expect(!job.contains(option), "\(name)") }
    }
    let documents = [try Document.page("EveryNight").text, try Document.readme().text].joined(separator: "\n")
    let lines = documents.replacing("\\\n", with: " ").split(separator: "\n").filter {
      $0.hasPrefix("15 2 * * *")
    }
    #expect(!lines.isEmpty)
    for line in lines where !line.contains(" --config nightly.conf") {
      for option in guards { #expect(line.contains(option), "\(line)") }
    }
  }

  @Test("systemd takes the units") func systemd() throws {
    guard try FaultBench.shell("command -v systemd-analyze > /dev/null") == 0 else {
      return skipped(without: "systemd")
    }
    let place = FileManager.default.temporaryDirectory.appendingPathComponent(
      "convostat-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    for name in [
      "convostat.service", "convostat.timer", "convostat-failed.service", "convostat-export.service",
    ] {
      let unit = try text("systemd/" + name)
        .replacing("/usr/local/bin/convostat", with: try BuiltCommand.find().path)
        .replacing(
          "/usr/local/lib/convostat/export", with: Self.root.appendingPathComponent("samples/export").path
        )
        .replacing("Documentation=man:convostat(1)\n", with: "")
      try Data(unit.utf8).write(to: place.appendingPathComponent(name))
    }
    let status = try FaultBench.shell(
      "systemd-analyze verify --man=no ./convostat.service ./convostat.timer ./convostat-failed.service ./convostat-export.service > out 2>&1; "
        + "s=$?; grep -i convostat out && exit 1; exit $s", in: place)
    #expect(status == 0)
  }

  @Test("The CronJob is YAML, and its command runs and ends with a line of JSON") func kubernetes() throws {
    guard try FaultBench.shell("python3 -c 'import yaml' 2> /dev/null") == 0 else {
      return skipped(without: "PyYAML")
    }
    let script = """
      import sys, yaml
      job = yaml.safe_load(open(sys.argv[1]))
      assert (job["apiVersion"], job["kind"]) == ("batch/v1", "CronJob"), job
      pod = job["spec"]["jobTemplate"]["spec"]["template"]["spec"]
      steps = pod["initContainers"] + pod["containers"]
      assert [step["name"] for step in steps] == ["export", "add", "compact", "summarize"]
      assert pod["restartPolicy"] == "Never" and job["spec"]["schedule"] == "15 2 * * *"
      policy = job["spec"]["jobTemplate"]["spec"]["podFailurePolicy"]["rules"][0]["onExitCodes"]
      assert "containerName" not in policy and policy["values"] == [64, 65, 66]
      for step in steps:
          assert {m["name"] for m in step["volumeMounts"]} == {v["name"] for v in pod["volumes"]}
          name, _, tag = step["image"].partition(":")
          assert step["securityContext"]["readOnlyRootFilesystem"] and name == "convostat" and tag not in ("", "latest")
          if step["name"] == "export":
              continue
          # Nothing but the volumes can be written: the temporary file goes to one that is no memory.
          (tmp,) = (word.removeprefix("--tmp=") for word in step["args"] if word.startswith("--tmp="))
          (volume,) = (m["name"] for m in step["volumeMounts"] if m["mountPath"] == tmp)
          (kind,) = (v for v in pod["volumes"] if v["name"] == volume)
          assert kind["emptyDir"].get("medium") is None and kind["emptyDir"]["sizeLimit"]
      print(" && ".join(" ".join([*step.get("command", ["/usr/local/bin/convostat"]), *step["args"]]) for step in steps))
      """
    let place = FileManager.default.temporaryDirectory.appendingPathComponent(
      "convostat-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    try Data(script.utf8).write(to: place.appendingPathComponent("read.py"))
    let file = Self.jobs.appendingPathComponent("kubernetes/cronjob.yaml").path
    #expect(try FaultBench.shell("python3 read.py '\(file)' > command", in: place) == 0)
    let command = try String(contentsOf: place.appendingPathComponent("command"), encoding: .utf8)
    try expectLineOfJSON(try run(command.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  @Test("What the Dockerfile copies is there, and it builds what it copies on") func dockerfile() throws {
    let lines = try text("kubernetes/Dockerfile").split(separator: "\n")
    for line in lines where line.hasPrefix("COPY ") && !line.contains("--from") {
      let source = line.split(separator: " ")[1]
      #expect(
        FileManager.default.fileExists(atPath: Self.root.appendingPathComponent(String(source)).path),
        "\(line)")
    }
    #expect(lines.contains { $0.contains("swift build -c release --product convostat") })
    #expect(
      lines.contains {
        $0.contains("--from=build") && $0.contains("release/convostat /usr/local/bin/convostat")
      })
  }

  @Test("The DAG's command runs and ends with a line of JSON") func airflowCommand() throws {
    let lines = try text("airflow/convostat_nightly.py").split(separator: "\n")
    let commands = ["EXPORT", "ADD", "COMPACT", "SUMMARIZE"].map { name in
      lines.drop { $0 != "\(name) = (" }.dropFirst().prefix { $0 != ")" }
        .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " \"")) }.joined(separator: " ")
    }
    #expect(!commands.contains(""))
    try expectLineOfJSON(try run(commands.joined(separator: " && ")))
  }

  @Test("Airflow imports the DAG") func airflow() throws {
    // In a separate environment if .ci/run has made one.
    let own = Self.root.appendingPathComponent(".build/airflow/bin/python").path
    let python = FileManager.default.isExecutableFile(atPath: own) ? own : "python3"
    guard try FaultBench.shell("'\(python)' -c 'import airflow' > /dev/null 2>&1") == 0 else {
      return skipped(without: "Airflow")
    }
    let place = FileManager.default.temporaryDirectory.appendingPathComponent(
      "convostat-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    let folder = Self.jobs.appendingPathComponent("airflow").path
    let script = """
      import runpy
      names = runpy.run_path("\(folder)/convostat_nightly.py")
      import gc
      dag = next(o for o in gc.get_objects() if type(o).__name__ == "DAG" and o.dag_id == "convostat_nightly")
      commands = {task.task_id: task.bash_command for task in dag.tasks}
      assert commands == {name: names[name.upper()] for name in ("export", "add", "compact", "summarize")}
      assert dag.get_task("export").downstream_task_ids == {"add"}
      assert dag.get_task("add").downstream_task_ids == {"compact"} and not dag.catchup
      assert dag.get_task("compact").downstream_task_ids == {"summarize"}
      """
    try Data(script.utf8).write(to: place.appendingPathComponent("load.py"))
    let status = try FaultBench.shell(
      "AIRFLOW_HOME=\"$PWD\" AIRFLOW__CORE__LOAD_EXAMPLES=False PYTHONDONTWRITEBYTECODE=1 '\(python)' load.py > log 2>&1 || { tail -5 log; exit 1; }",
      in: place)
    #expect(status == 0)
  }

  private func expectLineOfJSON(_ outcome: (status: Int32, output: String)) throws {
    #expect(outcome.status == 0, "\(outcome)")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 1)
    let object = try JSONSerialization.jsonObject(with: Data((lines.last ?? "").utf8)) as? [String: Any]
    #expect(object?["exit"] as? Int == 0)
  }
}
