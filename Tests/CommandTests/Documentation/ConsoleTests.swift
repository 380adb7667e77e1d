// Commands of the documents, run as people would type them in a clone.

import Foundation
import Testing

@testable import Command

@Suite("Commands of the documents") struct ConsoleTests {
  @Test("Every console block gives what it shows; ... is anything") func blocks() throws {
    var count = 0
    for document in try Document.all() {
      for block in document.blocks("console") {
        let world = try World()
        for step in Step.all(in: block) {
          let (status, output) = try world.run(step.command)
          #expect(status == step.status, "\(document.path): \(step.command)\n\(output)")
          #expect(step.matches(output), "\(document.path): \(step.command)\n\(output)")
          count += 1
        }
      }
    }
    #expect(count >= 5)
  }

  @Test("Each question of README is answered by its command, in the columns that it names") func questions()
    throws
  {
    let rows = try Document.readme().table(after: "## Questions and answers")
    #expect(rows.count == 7)
    for row in rows {
      let world = try World()
      for command in codes(row[1]) where command.hasPrefix("convostat ") {
        let (status, output) = try world.run(command)
        #expect(status == 0, "\(command)\n\(output)")
      }
      var table = CSVTable()
      for word in codes(row[2]) {
        if word.hasSuffix(".csv") {
          table = try CSVTable(
            String(contentsOf: world.place.appendingPathComponent("out/\(word)"), encoding: .utf8))
        } else {
          let column = try #require(table.column(word), "\(word): \(row[0])")
          #expect(table.rows.contains { !$0[column].isEmpty }, "\(word): \(row[0])")
        }
      }
    }
  }

  @Test("README's table of queues is that of notebooks-out") func queues() throws {
    let rows = try Document.readme().table(
      after: "Six columns and five rows of the table by queue, as the samples give it. Times are in seconds:")
    let heads = try #require(
      try Document.readme().text.split(separator: "\n").first { $0.hasPrefix("| queue |") }
    ).split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    let table = try CSVTable(Document("notebooks-out/by_queue.csv").text)
    #expect(rows.count == 5 && heads.count == 6)
    for row in rows {
      let line = try #require(table.rows.first { $0.contains(row[0]) })
      for (head, cell) in zip(heads, row) {
        let column = try #require(table.column(head))
        #expect(line[column] == cell.trimmingCharacters(in: .whitespaces), "\(row[0]) \(head)")
      }
    }
  }

  @Test("Every convostat command of an sh block has options that its verb takes") func options() throws {
    for document in try Document.all() {
      for line in (document.blocks("sh") + document.blocks("text")).joined().replacing("\\\n", with: " ")
        .split(separator: "\n")
      {
        let code = line.split(separator: "#", omittingEmptySubsequences: false)[0]
        for part in code.split(separator: /&&|;|\|/) {
          let words = part.split(separator: " ").map(String.init)
          guard let start = words.firstIndex(of: "convostat"), start + 1 < words.count,
            let verb = Verb(rawValue: words[start + 1])
          else { continue }
          for word in words[start...] where word.hasPrefix("--") {
            let flag = Flag.named(word.dropFirst(2).prefix { $0 != "=" })
            #expect(flag?.verbs.contains(verb) == true, "\(document.path): \(word) in \(line)")
          }
        }
      }
    }
  }

  @Test("Each directory of samples says what it shows, and a command to try") func samples() throws {
    let folders = ["by-conversation", "export", "kubernetes", "maps", "nightly", "parallel", "spark"]
    let root = Document.root.appendingPathComponent("samples")
    let names = try FileManager.default.contentsOfDirectory(atPath: root.path).filter { !$0.contains(".") }
    #expect(Set(folders).isSubset(of: names))
    for name in [""] + names.map({ $0 + "/" }) {
      let readme = try Document("samples/\(name)README.md")
      let command = try #require(readme.blocks("sh").first, "\(readme.path)")
      let start = try #require(readme.text.range(of: command)).lowerBound
      let before = readme.text[..<start].split(separator: "\n")
      #expect(before.count <= 8, "\(readme.path): the command is too far below")
    }
  }

  private func codes(_ cell: String) -> [String] {
    cell.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }
      .map { String($0.element) }
  }
}

/// A command of a console block with the output that is shown below it.
private struct Step {
  let command: String
  var shown: [String] = []
  /// The exit status, if a line `exit N` names it.
  var status: Int32 = 0

  static func all(in block: String) -> [Step] {
    var steps: [Step] = []
    for line in block.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("$ ") {
        steps.append(Step(command: String(line.dropFirst(2))))
      } else if let status = line.wholeMatch(of: /exit ([0-9]+)/)?.output.1, !steps.isEmpty {
        steps[steps.count - 1].status = Int32(status) ?? 0
      } else if !steps.isEmpty {
        steps[steps.count - 1].shown.append(String(line))
      }
    }
    return steps
  }

  /// Returns true if an output is as shown: `...` at the end of a line is any rest, alone it is any lines.
  func matches(_ output: String) -> Bool {
    var lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return Step.matches(shown[...], lines[...])
  }

  private static func matches(_ shown: ArraySlice<String>, _ lines: ArraySlice<String>) -> Bool {
    guard let first = shown.first else { return lines.isEmpty }
    if first.trimmingCharacters(in: .whitespaces) == "..." {
      return (lines.startIndex...lines.endIndex).contains { matches(shown.dropFirst(), lines[$0...]) }
    }
    guard let line = lines.first else { return false }
    let isSame = first.hasSuffix("...") ? line.hasPrefix(first.dropLast(3)) : line == first
    return isSame && matches(shown.dropFirst(), lines.dropFirst())
  }
}

/// A directory with the samples, and the built command in PATH.
private final class World {
  let place: URL

  init() throws {
    place = FileManager.default.temporaryDirectory.appendingPathComponent("convostat-\(UUID().uuidString)")
    let bin = place.appendingPathComponent("bin")
    try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: bin.appendingPathComponent("convostat"), withDestinationURL: try BuiltCommand.find())
    for name in ["samples", "notebooks-out"] {
      try FileManager.default.createSymbolicLink(
        at: place.appendingPathComponent(name), withDestinationURL: Document.root.appendingPathComponent(name)
      )
    }
  }

  deinit { try? FileManager.default.removeItem(at: place) }

  /// Runs a line of a shell.
  /// - Returns: the status and standard output, or standard error if that is empty.
  func run(_ line: String) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "{ \(line)\n} 2> \(place.path)/log"]
    process.currentDirectoryURL = place
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    process.environment = ["PATH": "\(place.path)/bin:\(path)", "LC_ALL": "C.UTF-8"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let log = (try? String(contentsOf: place.appendingPathComponent("log"), encoding: .utf8)) ?? ""
    return (process.terminationStatus, text.isEmpty ? log : text)
  }
}
