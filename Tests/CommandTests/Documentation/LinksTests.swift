// Every link of every document leads to a file, and to a heading of it.

import Foundation
import TestSupport
import Testing

@Suite("Links of the documents") struct LinksTests {
  @Test("Every link leads to a file or a directory, and its anchor to a heading") func links() throws {
    let documents = try Document.all()
    #expect(documents.count > 30)
    for document in documents {
      let folder = URL(fileURLWithPath: document.path, relativeTo: Document.root).deletingLastPathComponent()
      for link in document.links where !link.contains("://") && !link.hasPrefix("doc:") {
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(
          String.init)
        let url = parts[0].isEmpty ? nil : folder.appendingPathComponent(parts[0]).standardizedFileURL
        if let url { #expect(FileManager.default.fileExists(atPath: url.path), "\(document.path): \(link)") }
        guard parts.count == 2 else { continue }
        let text = try url.map { try String(contentsOf: $0, encoding: .utf8) } ?? document.text
        let anchors = Document(path: link, text: text).anchors
        #expect(anchors[parts[1]] != nil, "\(document.path): \(link)")
      }
    }
  }

  @Test("Every page is in the list of the root page and in README") func listed() throws {
    let root = try Document.page("Documentation").links
    let readme = try Document.readme().links
    for page in try Document.allPages() where !page.path.hasSuffix("/Documentation.md") {
      let name = String(page.path.split(separator: "/").last ?? "")
      #expect(root.contains(name), "\(name)")
      #expect(readme.contains { $0.hasSuffix(name) }, "\(name)")
    }
  }

  @Test("The commands of the page are scripts of samples/export with their options") func exportScripts()
    throws
  {
    let lines = try Document.page("GettingADump").blocks("sh").joined(separator: "\n").split(separator: "\n")
      .filter { $0.hasPrefix("samples/export/") }
    #expect(lines.count == 3)
    for line in lines {
      let words = line.split(separator: " ").map(String.init)
      let script = try Document(words[0]).text
      for word in words where word.hasPrefix("--") { #expect(script.contains("#   \(word) "), "\(line)") }
    }
  }

  @Test("docc renders the pages without a warning", .enabled(if: DocC.isThere, "docc is not installed"))
  func docc() throws {
    let outcome = try DocC.run()
    #expect(outcome == "", "\(outcome)")
  }
}

extension Document {
  fileprivate init(path: String, text: String) {
    self.path = path
    self.text = text
  }
}

/// The toolchain's docc.
private enum DocC {
  /// The path of docc; `nil` if it is neither beside swift nor in PATH.
  static let path: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let beside = folders.map { "\($0)/swift" }.filter(FileManager.default.isExecutableFile(atPath:)).map {
      URL(fileURLWithPath: $0).resolvingSymlinksInPath().deletingLastPathComponent().path
    }
    return (folders + beside).map { "\($0)/docc" }.first(where: FileManager.default.isExecutableFile(atPath:))
  }()

  static let isThere = Skips.unless(path != nil, "docc")

  /// Renders the catalogue as it is, and with the links of a site.
  /// - Returns: what docc says.
  static func run() throws -> String {
    let place = FileManager.default.temporaryDirectory.appendingPathComponent(
      "convostat-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: place) }
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let options =
      "--fallback-display-name convostat --fallback-bundle-identifier convostat --warnings-as-errors"
    let commands = [
      "'\(path ?? "docc")' convert Sources/Command/Documentation.docc \(options) --output-path '\(place.path)/plain'",
      "DOCC='\(path ?? "docc")' .ci/docc '\(place.path)/site'",
    ]
    return try commands.map { command in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", command]
      process.currentDirectoryURL = Document.root
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = pipe
      try process.run()
      let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      let said = text.trimmingCharacters(in: .whitespacesAndNewlines)
      return process.terminationStatus == 0 ? said : "\(command): \(process.terminationStatus) \(said)"
    }.joined()
  }
}
