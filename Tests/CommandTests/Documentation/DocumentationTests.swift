// The documentation against the program: every option, column, reason, status and topic, once.

import ConvoStat
import Foundation
import Testing

@testable import Command

@Suite(.serialized) struct DocumentationTests {
  private static let isRecording = ProcessInfo.processInfo.environment["CONVOSTAT_RECORD"] == "1"

  @Test(
    "Tables of the pages are those of the program; CONVOSTAT_RECORD=1 writes them",
    arguments: GeneratedTable.all)
  func generated(_ table: GeneratedTable) throws {
    let page = try Document.page(table.page)
    if Self.isRecording { try page.record(table.name, table.text) }
    #expect(
      try Document.page(table.page).generated(table.name) == table.text,
      "run CONVOSTAT_RECORD=1 swift test --filter DocumentationTests, then .ci/pages")
  }

  @Test("The binary has the pages as they are; .ci/pages copies them") func pages() throws {
    let pages = try Document.allPages()
    let names = pages.map { $0.path.split(separator: "/").last.map { String($0.dropLast(3)) } ?? "" }
    #expect(Page.all.map(\.name) == names)
    for (page, document) in zip(Page.all, pages) {
      #expect(page.text == document.text, "\(page.name): run .ci/pages")
    }
  }

  @Test("Every reason to reject is explained once, in the order of the list") func reasons() throws {
    let rows = try Document.page("Rejects").table(after: "## Reasons")
    #expect(rows.map { $0[0] } == RejectReason.allCases.map { "`\($0.rawValue)`" })
    #expect(rows.allSatisfy { $0.count == 3 && !$0[1].isEmpty && !$0[2].isEmpty })
  }

  @Test("Every column of compare.csv is explained once") func comparison() throws {
    let rows = try Document.page("Comparing").table(
      after: "tables; within a table sorted by the keys bytewise, within a row in the order of the columns:")
    let documented = rows.flatMap { $0[0].split(separator: ", ").map { $0.filter { $0 != "`" } } }
    let catalogue = Catalogue()
    let table = try #require(catalogue.table(named: "compare"))
    #expect(documented == table.columns.map { catalogue.columns[$0].name })
  }

  @Test("Every variable of the environment is in the page and in the manual page") func environment() throws {
    let rows = try Document.page("CommandLine").table(after: "## Environment")
    #expect(rows.map { $0[0] } == ManualPage.environment.map { "`\($0.0)`" })
  }

  @Test("Every warning of the page is a text of the program") func warnings() throws {
    let rows = try Document.page("CommandLine").table(after: "## Warnings")
    let sources = try Document.sources()
    #expect(rows.count > 20)
    for row in rows {
      let warning = row[0].filter { $0 != "`" }
      // Words in capitals are values.
      let texts = warning.split(separator: /\b(?:PATH|FILE|TABLE|REASON|OPTION|N|T|V|K)\b/)
      for text in texts {
        let words = text.split { ":;,.()\"-".contains($0) }.map { $0.trimmingCharacters(in: .whitespaces) }
        for part in words where part.contains(" ") { #expect(sources.contains(part), "\(warning)") }
      }
    }
  }

  @Test("Every topic has its page and section, and its own words") func topics() throws {
    for topic in HelpTopic.all {
      let page = try Document.page(topic.page)
      if let section = topic.section { #expect(page.text.contains("\n## \(section)\n"), "\(topic.name)") }
      #expect(topic.summary.count <= 60)
    }
    #expect(Set(HelpTopic.words).count == HelpTopic.words.count)
    #expect(Set(HelpTopic.words).isDisjoint(with: Verb.allCases.map(\.rawValue)))
    let covered = Set(HelpTopic.all.map(\.page))
    #expect(Set(Page.all.map(\.name)).subtracting(covered) == ["Documentation"])
  }

  @Test("A topic is printed without marks of Markdown, in lines that fit", arguments: [40, 80, 132])
  func rendering(_ width: Int) throws {
    for topic in HelpTopic.all {
      let text = topic.text(width: width)
      #expect(text.count > 200 && text.hasSuffix("\n") && !text.hasSuffix("\n\n"), "\(topic.name)")
      for line in text.split(separator: "\n") where !line.hasPrefix("    ") {
        #expect(
          !line.contains("](") && !line.contains("**") && !line.contains("<!--"), "\(topic.name): \(line)")
        // Words that fill a line alone may be longer.
        if width >= 80 { #expect(line.count <= width || !line.contains(" "), "\(topic.name): \(line)") }
      }
    }
  }

  @Test("Messages name topics, verbs and options that convostat help knows") func names() throws {
    let known = Set(HelpTopic.words + Verb.allCases.map(\.rawValue) + ["topics"])
    let named = try Document.sources().matches(of: /convostat help ([a-z][a-z.-]*)/).map {
      String($0.output.1)
    }
    #expect(named.count > 2)
    for word in named where !word.hasPrefix("--") {
      #expect(known.contains(word) || Flag.named(word) != nil, "convostat help \(word)")
    }
  }

  @Test("Comments name pages and sections that are there") func comments() throws {
    let names = Set(Page.all.map(\.name))
    let comments = try Document.sources().replacing(/\n\s*\/\/\/? ?/, with: " ")
    for match in comments.matches(of: /\(([A-Z][A-Za-z]+): ([a-z][a-z -]+)\)/)
    where names.contains(String(match.output.1)) {
      let page = try Document.page(String(match.output.1)).text.lowercased()
      let section = String(match.output.2)
      #expect(
        page.contains("\n## \(section)") || page.contains("**\(section)"), "\(match.output.0)")
    }
  }

  @Test("README is short") func size() throws {
    let text = try Document.readme().text
    #expect(
      text.utf8.count <= 15_000 && text.split(separator: "\n", omittingEmptySubsequences: false).count <= 251)
  }
}

extension Document {
  /// Returns the text of all Swift files of the sources, except the copied pages.
  fileprivate static func sources() throws -> String {
    let files = FileManager.default.enumerator(atPath: root.appendingPathComponent("Sources").path)
    let paths = files?.compactMap { $0 as? String }.filter {
      $0.hasSuffix(".swift") && !$0.hasSuffix("Pages.swift")
    }
    return try (paths ?? []).sorted().map {
      try String(contentsOf: root.appendingPathComponent("Sources/\($0)"), encoding: .utf8)
    }.joined(separator: "\n")
  }
}
