// The inputs of a run: the dumps in a directory, each file once.

import Foundation
import Testing

@testable import ConvoStat

@Suite("Input list")
struct InputListTests {
  @Test(
    "Names of dumps end as dumps do",
    arguments: [
      ("a.ndjson", true), ("a.jsonl", true), ("a.json", true), ("A.NDJSON", true), ("a.Json.GZ", true),
      ("a.jsonl.zst", true),
      ("a.ndjson.xz", true), ("a.json.bz2", true), (".json", true), ("a.b.json", true), ("json", false),
      ("a.json.zip", false),
      ("a.gz", false), ("a.json.gz.gz", false), ("a.csv", false), ("a.json~", false), ("a.jsonx", false),
      ("a.txt", false), ("", false),
    ])
  func names(name: String, expected: Bool) { #expect(InputList.isDump(name) == expected) }

  /// Creates a directory with files at the given paths, each with different content.
  private func with(_ files: [String], _ body: (URL) throws -> Void) throws {
    try withTemporaryDirectory { root in
      for file in files {
        let url = root.appendingPathComponent(file)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.utf8).write(to: url)
      }
      try body(root)
    }
  }

  /// Returns the inputs in a directory by their relative paths, and `!` for each warning.
  private func found(_ inputs: [String], in root: URL) throws -> [String] {
    let list = try InputList(inputs)
    return list.paths.map { $0.replacing(root.path + "/", with: "") } + list.warnings.map { _ in "!" }
  }

  @Test("A directory is searched recursively, except names that begin with a dot")
  func search() throws {
    let files = [
      "b.json", "a.ndjson", "x.csv", "sub/deep/c.jsonl.gz", ".hidden.json", ".git/d.json", "sub/.e.json",
      "sub.json/f.json", "é.json",
    ]
    try with(files) { root in
      let expected = ["a.ndjson", "b.json", "sub.json/f.json", "sub/deep/c.jsonl.gz", "é.json"]
      for path in [root.path, root.path + "/"] {
        let found = try found([path], in: root)
        #expect(found == expected)
      }
    }
  }

  @Test("Files that a run.json beside them names are no inputs, and neither is run.json itself")
  func outputs() throws {
    try with(["in.json", "rejects.ndjson", "other.ndjson", "sub/rejects.ndjson"]) { root in
      try root.put(
        #"{"tool":"convostat","outputs":[{"name":"rejects.ndjson"},{"name":"../x"}]}"#, as: "run.json")
      #expect(try found([root.path], in: root) == ["in.json", "other.ndjson", "sub/rejects.ndjson"])
      #expect(try found([root.path + "/rejects.ndjson"], in: root) == ["rejects.ndjson"])
    }
  }

  @Test("A file with several names is read once, with a warning if two of them were given")
  func twice() throws {
    try with(["a.json", "sub/b.json"]) { root in
      let link = root.appendingPathComponent("link.json").path
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: root.path + "/a.json")
      try FileManager.default.createSymbolicLink(
        atPath: root.path + "/sub/loop", withDestinationPath: root.path)
      #expect(try found([root.path + "/a.json", root.path + "/sub/../a.json"], in: root) == ["a.json", "!"])
      #expect(try found([root.path], in: root) == ["a.json", "sub/b.json", "!"])
      #expect(try found([link, root.path + "/a.json"], in: root) == ["link.json", "!"])
      #expect(
        try found([root.path + "/sub", root.path + "/sub/b.json"], in: root) == [
          "sub/b.json", "sub/loop/a.json", "!", "!",
        ])
    }
  }

  @Test("Standard input is one input, and named twice it is read once")
  func standardInput() throws {
    try with(["a.json"]) { root in
      let found = try found(["-", root.path, "-"], in: root)
      #expect(found == ["-", "a.json", "!"])
    }
  }

  @Test("Inputs are sorted bytewise, whatever the order of the arguments")
  func order() throws {
    try with(["a.json", "B.json", "a-b.json", "a/x.json", "é.json", "z.json"]) { root in
      let names = ["z.json", "a", "é.json", "B.json", "a.json", "a-b.json"].map { root.path + "/" + $0 }
      let expected = ["B.json", "a-b.json", "a.json", "a/x.json", "z.json", "é.json"]
      let both = [try found(names, in: root), try found(names.reversed(), in: root)]
      #expect(both == [expected, expected])
    }
  }

  @Test(
    "A missing input is refused; an empty directory and a dangling link in one cause warnings"
  )
  func missing() throws {
    try with([]) { root in
      #expect(throws: Failure.self) { _ = try InputList([root.path + "/none"]) }
      #expect(try found([root.path], in: root) == ["!"])
      try FileManager.default.createSymbolicLink(atPath: root.path + "/a.json", withDestinationPath: "none")
      try FileManager.default.createSymbolicLink(atPath: root.path + "/b.json", withDestinationPath: "b.json")
      #expect(try found([root.path], in: root) == ["!", "!", "!"])
    }
  }
}
