// The transaction: all outputs are replaced, or none.

import Foundation
import Testing

@testable import ConvoStat
@testable import Presentation

@Suite struct OutputDirectoryTests {
  @Test("A commit puts every output in place, and run.json, and leaves nothing else") func commit() throws {
    try withTemporaryDirectory { root in
      let out = root.appendingPathComponent("a/b")
      try write(["x.csv": "x\n1\n", "y.csv": "y\n"], to: out)
      #expect(out.entries == ["run.json", "x.csv", "y.csv"])
      #expect(out.text("x.csv") == "x\n1\n")
      #expect(WrittenRun(in: out.path)?.outputNames == ["x.csv", "y.csv"])
    }
  }

  @Test("Nothing is in place before the commit") func beforeCommit() throws {
    try withTemporaryDirectory { out in
      try out.put("old\n", as: "x.csv")
      let directory = try OutputDirectory(out.path, force: true)
      try directory.stage("x.csv").write("new\n")
      #expect(out.text("x.csv") == "old\n")
      #expect(out.entries.filter { !$0.hasPrefix(".") } == ["x.csv"])
      directory.abandon()
      #expect(out.entries == ["x.csv"])
      #expect(out.text("x.csv") == "old\n")
    }
  }

  @Test("An abandoned run removes the directories that it made, and only those") func abandonMade() throws {
    try withTemporaryDirectory { root in
      let directory = try OutputDirectory(root.appendingPathComponent("a/b/").path)
      _ = try directory.stage("x.csv")
      directory.abandon()
      #expect(root.entries == [])
    }
  }

  @Test("A commit that cannot replace one output replaces none") func nothingHalf() throws {
    try withTemporaryDirectory { out in
      try out.put("old\n", as: "a.csv")
      let directory = try OutputDirectory(out.path, force: true)
      for name in ["a.csv", "z.csv"] { try directory.stage(name).write("new\n") }
      try FileManager.default.createDirectory(
        at: out.appendingPathComponent("z.csv"), withIntermediateDirectories: false)
      let failure = try #require(throws: Failure.self) {
        try directory.commit(report(of: directory), account: report(of: directory).json.page)
      }
      guard case .outputIsDirectory(let path) = failure.cause as? SystemFailure else {
        Issue.record("\(failure)")
        return
      }
      #expect(path == out.path + "/z.csv")
      directory.abandon()
      #expect(out.entries == ["a.csv", "z.csv"])
      #expect(out.text("a.csv") == "old\n")
    }
  }

  @Test("What the run before wrote and this one does not is removed, and nothing else")
  func previous() throws {
    try withTemporaryDirectory { out in
      try write(["x.csv": "1", "by_week.csv": "1"], to: out)
      try out.put("mine", as: "notes.txt")
      try write(["x.csv": "2"], to: out)
      #expect(out.entries == ["notes.txt", "run.json", "x.csv"])
      #expect(out.text("x.csv") == "2")
    }
  }

  static let foreignRuns = [
    #"{"tool": "convostat", "outputs": [{"name": "../victim"}, {"name": "sub/victim"}, {"name": ".victim"}]}"#,
    #"{"tool": "another", "outputs": [{"name": "victim"}]}"#,
    #"{"outputs": [{"name": "victim"}]}"#,
    "not JSON",
  ]

  @Test("A run.json cannot make a run remove what is no output", arguments: foreignRuns)
  func foreignRun(_ content: String) throws {
    try withTemporaryDirectory { root in
      let out = root.appendingPathComponent("out")
      for directory in [out, out.appendingPathComponent("sub")] {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
      }
      try root.put("", as: "victim")
      for name in ["victim", ".victim", "sub/victim"] { try out.put("", as: name) }
      try out.put(content, as: "run.json")
      // A run.json of another program is refused, unless the run has --force.
      if !content.contains("convostat") {
        let failure = try #require(throws: Failure.self) { try write(["x.csv": "x"], to: out) }
        guard case .foreignFile(out.path + "/run.json") = failure.cause as? OutputFailure else {
          Issue.record("\(failure)")
          return
        }
      }
      try write(["x.csv": "x"], to: out, force: true)
      #expect(out.entries == [".victim", "run.json", "sub", "victim", "x.csv"])
      #expect(out.appendingPathComponent("sub").entries == ["victim"])
      #expect(root.entries == ["out", "victim"])
    }
  }

  @Test("What lies under a temporary name is neither followed nor kept", arguments: ["link", "pipe", "file"])
  func planted(_ kind: String) throws {
    try withTemporaryDirectory { out in
      let directory = try OutputDirectory(out.path)
      let name = TemporaryName.make(for: "x.csv")
      let path = out.appendingPathComponent(name).path
      try out.put("untouched", as: "victim")
      switch kind {
      case "link": try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "victim")
      case "pipe": #expect(mkfifo(path, 0o600) == 0)
      default: #expect(link(out.appendingPathComponent("victim").path, path) == 0)
      }
      try directory.stage("x.csv").write("x")
      try directory.commit(report(of: directory), account: report(of: directory).json.page)
      #expect(out.text("victim") == "untouched")
      #expect(out.text("x.csv") == "x")
      #expect(out.entries == ["run.json", "victim", "x.csv"])
    }
  }

  @Test("A directory under a temporary name is named") func plantedDirectory() throws {
    try withTemporaryDirectory { out in
      let directory = try OutputDirectory(out.path)
      let name = TemporaryName.make(for: "x.csv")
      try FileManager.default.createDirectory(
        at: out.appendingPathComponent(name), withIntermediateDirectories: false)
      let failure = try #require(throws: Failure.self) { _ = try directory.stage("x.csv") }
      guard
        case .temporaryInTheWay(out.path + "/" + name, out.path + "/x.csv", _) = failure.cause
          as? SystemFailure
      else {
        Issue.record("\(failure)")
        return
      }
      directory.abandon()
    }
  }

  @Test("Parts of a table that was split are put back after a kill") func parts() throws {
    try withTemporaryDirectory { out in
      try write(["x-0001.csv": "old"], to: out)
      let directory = try OutputDirectory(out.path)
      let file = try directory.stage("x.csv")
      try file.write("new")
      try directory.rename(file, to: "x-0001.csv")
      var run = report(of: directory)
      run.outputs = directory.outputs
      // As if the run had been killed before any name changed.
      try directory.stage("run.json").write(run.json.page)
      let replacement = Replacement(
        directory: openDirectory(out.path), path: out.path, account: WrittenRun.fileName)
      replacement.undoInterrupted { WrittenRun($0)?.outputNames }
      #expect(out.text("x-0001.csv") == "old")
      directory.abandon()
    }
  }

  @Test("A second run is refused while the first holds the directory") func lock() throws {
    try withTemporaryDirectory { out in
      let first = try OutputDirectory(out.path)
      let failure = try #require(throws: Failure.self) { _ = try OutputDirectory(out.path) }
      guard case .directoryHeld(out.path, _) = failure.cause as? SystemFailure else {
        Issue.record("\(failure)")
        return
      }
      first.abandon()
      try OutputDirectory(out.path).abandon()
    }
  }

  @Test("Temporary files of killed runs are removed, other hidden files are not") func leftovers() throws {
    try withTemporaryDirectory { out in
      let kept = [".convostat-notes.tmp", ".convostat-12-x.csv", ".hidden", "x.tmp"]
      let removed = [".convostat-12-x.csv.tmp", ".convostat-99999-run.json.tmp"]
      for name in kept + removed { try out.put("", as: name) }
      try OutputDirectory(out.path).abandon()
      #expect(out.entries == kept.sorted())
    }
  }

  @Test("With too many rejects only rejects.ndjson is replaced") func rejectsOnly() throws {
    try withTemporaryDirectory { out in
      try write(["x.csv": "old", "rejects.ndjson": ""], to: out)
      let run = out.text("run.json")
      let directory = try OutputDirectory(out.path)
      try directory.stage("x.csv").write("new")
      try directory.stage("rejects.ndjson").write("{}\n", rows: 1)
      try directory.commitRejectsOnly()
      #expect(out.entries == ["rejects.ndjson", "run.json", "x.csv"])
      #expect(out.text("x.csv") == "old")
      #expect(out.text("rejects.ndjson") == "{}\n")
      #expect(out.text("run.json") == run)
    }
  }

  @Test("A signal leaves neither temporary files nor a way to make more") func abandonAll() throws {
    try withTemporaryDirectory { out in
      let directory = try OutputDirectory(out.path)
      let file = try directory.stage("x.csv")
      directory.abandon()
      #expect(throws: Failure.self) { _ = try directory.stage("y.csv") }
      #expect(throws: Failure.self) {
        try directory.commit(report(of: directory), account: report(of: directory).json.page)
      }
      try file.write("a worker that has not heard of it")
      #expect(out.entries == [])
    }
  }

  @Test("A directory that cannot be made is refused with the reason") func cannotBeMade() throws {
    try withTemporaryDirectory { root in
      try root.put("", as: "file")
      for path in ["file", "file/below", ""] {
        let failure = try #require(throws: Failure.self) {
          _ = try OutputDirectory(path.isEmpty ? "" : root.appendingPathComponent(path).path)
        }
        guard case .cannotMakeDirectory = failure.cause as? SystemFailure else {
          Issue.record("\(path): \(failure)")
          return
        }
      }
      #expect(root.entries == ["file"])
    }
  }

  @Test("Outputs are reported with their rows, bytes and checksums") func outputs() throws {
    try withTemporaryDirectory { out in
      let directory = try OutputDirectory(out.path, checksums: true)
      let file = try directory.stage("x.csv")
      try file.write("a")
      try file.write("bc", rows: 2)
      let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
      #expect(directory.outputs == [OutputReport(name: "x.csv", rows: 2, bytes: 3, sha256: digest)])
      directory.abandon()
    }
  }

  @Test("A full disk is a failure that names the file and the reason") func fullDisk() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    try withTemporaryDirectory { out in
      let directory = try OutputDirectory(out.path)
      try FileManager.default.createSymbolicLink(
        atPath: out.appendingPathComponent("x.csv").path, withDestinationPath: "/dev/full")
      let failure = try #require(throws: Failure.self) { try directory.stage("x.csv").write("x") }
      guard case .cannotWrite(let path, ENOSPC) = failure.cause as? SystemFailure else {
        Issue.record("\(failure)")
        return
      }
      #expect(path == out.path + "/x.csv")
      directory.abandon()
    }
  }

  /// A whole run: files by name, in the order of their names.
  private func write(_ files: [String: String], to out: URL, force: Bool = false) throws {
    let directory = try OutputDirectory(out.path, force: force)
    defer { directory.abandon() }
    for (name, text) in files.sorted(by: { $0.key < $1.key }) { try directory.stage(name).write(text) }
    try directory.commit(report(of: directory), account: report(of: directory).json.page)
  }

  private func report(of directory: OutputDirectory) -> RunReport {
    var report = RunReport(options: Options(), counts: Counts())
    report.outputs = directory.outputs
    return report
  }
}
