// The documents of the package, as the tests read them.

import Foundation

@testable import Command

/// A document in Markdown.
struct Document {
  /// The path in the package.
  let path: String
  let text: String

  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let pages = "Sources/Command/Documentation.docc"

  /// Reads a document.
  init(_ path: String) throws {
    self.path = path
    text = try String(contentsOf: Document.root.appendingPathComponent(path), encoding: .utf8)
  }

  static func readme() throws -> Document { try Document("README.md") }

  /// Reads a page of the documentation of the command.
  static func page(_ name: String) throws -> Document { try Document("\(pages)/\(name).md") }

  /// Reads all pages of the documentation of the command, by name.
  static func allPages() throws -> [Document] {
    try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(pages).path).sorted()
      .map { try Document("\(pages)/\($0)") }
  }

  /// Reads every document of the package that people read.
  static func all() throws -> [Document] {
    let paths =
      FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }
      .filter { $0.hasSuffix(".md") && !$0.hasPrefix(".build") && !$0.contains("/.") } ?? []
    return try paths.sorted().map(Document.init)
  }

  /// The lines outside of blocks of code.
  var prose: [String] {
    var isCode = false
    return text.components(separatedBy: "\n").filter { line in
      let isFence = line.drop { $0 == " " }.hasPrefix("```")
      if isFence { isCode.toggle() }
      return !isCode && !isFence
    }
  }

  /// The headings with the anchors that code hosts give them.
  var anchors: [String: String] {
    Dictionary(
      prose.filter { $0.hasPrefix("#") }.map { line in
        let title = String(line.drop { $0 == "#" }.dropFirst())
        let kept = title.lowercased().filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
        return (kept.replacing(" ", with: "-"), title)
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The targets of the links outside of code.
  var links: [String] {
    let words = prose.joined(separator: "\n").replacing(/`[^`]*`/, with: "")
    return words.matches(of: /\]\(([^)\s]+)\)/).map { String($0.output.1) }
  }

  /// The blocks of code in a language.
  func blocks(_ language: String) -> [String] {
    let lines = text.components(separatedBy: "\n")
    var blocks: [String] = []
    var block: [String]?
    for line in lines {
      let content = line.drop { $0 == " " }
      if block == nil, content == "```\(language)" {
        block = []
      } else if let lines = block, content.hasPrefix("```") {
        blocks.append(lines.joined(separator: "\n") + "\n")
        block = nil
      } else {
        block?.append(line)
      }
    }
    return blocks
  }

  /// The rows of the first table after a line, without heads; cells without the marks of code.
  func table(after line: String) throws -> [[String]] {
    guard let start = text.range(of: "\n\(line)\n")?.upperBound else { throw Missing(what: line, path: path) }
    let rows = text[start...].split(separator: "\n").drop { !$0.hasPrefix("|") }
      .prefix { $0.hasPrefix("|") }
    return rows.dropFirst(2).map { row in
      row.replacing("\\|", with: "\u{1}").split(separator: "|").map { cell in
        cell.trimmingCharacters(in: .whitespaces).replacing("\u{1}", with: "|")
      }
    }
  }

  /// The lines between the marks of a generated part.
  func generated(_ name: String) throws -> String {
    let (begin, end) = Document.marks(name)
    guard let start = text.range(of: begin)?.upperBound,
      let stop = text.range(of: end, range: start..<text.endIndex)?.lowerBound
    else { throw Missing(what: begin, path: path) }
    return String(text[start..<stop])
  }

  /// Writes a generated part between its marks.
  func record(_ name: String, _ part: String) throws {
    let (begin, end) = Document.marks(name)
    let old = begin + (try generated(name)) + end
    let recorded = text.replacing(old, with: begin + part + end)
    try Data(recorded.utf8).write(to: Document.root.appendingPathComponent(path))
  }

  static func marks(_ name: String) -> (begin: String, end: String) {
    ("<!-- generated: \(name) -->\n", "<!-- end of \(name) -->\n")
  }
}

/// Something that a document must have and has not.
struct Missing: Error, CustomStringConvertible {
  let what: String
  let path: String
  var description: String { "\(path) has no \(what)" }
}
