// Compressors that are missing, die or have no room, and paths that cannot be files: the old file stays.

import Foundation
import Testing

@Suite("Compressors that fail", .serialized) struct CompressorTests {
  /// The script in place of the tool, and the message of the run.
  static let tools: [(what: String, script: String?, says: String)] = [
    ("is missing", nil, ", which is not installed"),
    ("ends at once", "exit 3", "compressing failed: TOOL ended with status 3"),
    ("says why", "echo no luck >&2; exit 1", "compressing failed: no luck"),
    ("is killed", "kill -9 $$", "compressing failed: TOOL was ended by signal 9"),
    ("dies in the middle", "head -c 70000; exit 4", "compressing failed: TOOL ended with status 4"),
    ("dies at the end", "cat; kill -9 $$", "compressing failed: TOOL was ended by signal 9"),
    ("does not read", "exec <&-; sleep 0.1; exit 5", "compressing failed: TOOL ended with status 5"),
  ]

  @Test(
    "A tool that fails is named, and the old file stays", arguments: tools,
    [.packedFacts, .packedPart] as [ReplacingRun])
  func toolFails(_ tool: (what: String, script: String?, says: String), _ run: ReplacingRun) throws {
    let bench = try FaultBench(lines: 20_000, of: run)
    defer { bench.remove() }
    let name = "zstd"
    let tools = bench.root.appendingPathComponent("tools")
    try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: false)
    for other in ["sh", "head", "cat", "sleep"] {
      try FaultBench.shell("ln -s \"$(command -v \(other))\" '\(tools.path)/\(other)'")
    }
    if let script = tool.script {
      let path = tools.appendingPathComponent(name).path
      try "#!/bin/sh\n\(script)\n".write(toFile: path, atomically: false, encoding: .utf8)
      try FaultBench.shell("chmod +x '\(path)'")
    }
    let out = try bench.freshOutput()
    let outcome = try bench.run(bench.arguments(into: out), path: tools.path)
    #expect(outcome.status == 74, "\(outcome)")
    let says = tool.says.replacingOccurrences(of: "TOOL", with: name)
    #expect(outcome.standardError.contains(says), "\(outcome)")
    #expect(bench.outputs(out) == bench.before)
  }

  @Test(
    "gzip needs no tool, and contains the plain file",
    arguments: [.gzippedFacts, .mergedPart] as [ReplacingRun])
  func gzipNeedsNoTool(_ run: ReplacingRun) throws {
    let bench = try FaultBench(lines: 20_000, of: run)
    defer { bench.remove() }
    let out = try bench.freshOutput()
    let outcome = try bench.run(bench.arguments(into: out), path: "/nowhere")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(bench.outputs(out) == bench.after)
    #expect(try bench.run(run.words + run.inputs.after + [run.flag, "plain", "--quiet"]).status == 0)
    let packed = "\(out)/\(run.file ?? "")"
    #expect(try FaultBench.shell("gzip -dc '\(packed)' | cmp - plain", in: bench.root) == 0)
  }

  @Test(
    "The run reports a full disk, whether the tool or the run writes to it",
    arguments: ["full.ndjson", "full.ndjson.gz", "full.ndjson.zst", "-"])
  func full(_ name: String) throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return skipped(without: "/dev/full") }
    let bench = try FaultBench(lines: 20_000, of: .facts)
    defer { bench.remove() }
    try FaultBench.shell("ln -s /dev/full '\(name)'", in: bench.root)
    for words in ["facts other.ndjson --out", "summarize other.ndjson --partial"] {
      let line = "'\(bench.binary.path)' \(words) '\(name)' --rejects r --quiet > /dev/full 2> said"
      #expect(try FaultBench.shell(line, in: bench.root) == 74)
      let said = try String(contentsOf: bench.root.appendingPathComponent("said"), encoding: .utf8)
      #expect(
        said.contains(name == "-" ? "standard output" : name) && said.contains("o space left"), "\(said)")
      #expect(!FileManager.default.fileExists(atPath: bench.root.appendingPathComponent("r").path))
    }
  }

  @Test(
    "A place that takes no file is told before anything is read",
    arguments: ["nowhere/facts.ndjson", "nowhere/facts.ndjson.gz", "tmp", "other.ndjson/facts.ndjson"])
  func noPlace(_ path: String) throws {
    let bench = try FaultBench(of: .facts)
    defer { bench.remove() }
    for words in [["facts", "missing.fifo", "--out"], ["summarize", "missing.fifo", "--partial"]] {
      try FaultBench.shell("test -p missing.fifo || mkfifo missing.fifo", in: bench.root)
      let outcome = try bench.run(words + [path])
      #expect(outcome.status == 74, "\(outcome)")
      #expect(outcome.standardError.contains("\(path): writing failed: "), "\(outcome)")
    }
  }
}
