// Help, hints and the words that were meant.

import Testing

@testable import Command

@Suite struct ArgumentsHelpTests {
  static let topics: [Verb?] = [nil] + Verb.allCases

  @Test("Help is at most 80 columns wide, and a screen for -h", arguments: topics)
  func width(_ topic: Verb?) {
    for length in [Arguments.HelpLength.short, .long] {
      let lines = HelpText(topic: topic, length: length).text.split(
        separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.filter { $0.count > 80 } == [])
      #expect(lines.filter { $0.hasSuffix(" ") } == [])
      if length == .short { #expect(lines.count <= 24) }
    }
  }

  @Test("Both forms of help have every option of the verb", arguments: Verb.allCases)
  func completeness(_ verb: Verb) {
    for length in [Arguments.HelpLength.short, .long] {
      let words = HelpText(topic: verb, length: length).text.split(separator: "\n").map { line in
        line.split(separator: " ").first { $0.hasPrefix("--") } ?? ""
      }
      for flag in Flag.all where flag.verbs.contains(verb) { #expect(words.contains("--" + flag.name)) }
    }
  }

  @Test("No two options share a name or a letter") func distinct() {
    #expect(Set(Flag.all.map(\.name)).count == Flag.all.count)
    let letters = Flag.all.compactMap(\.short)
    #expect(Set(letters).count == letters.count)
  }

  static let words: [(word: String, meant: String?)] = [
    ("--otu", "--out"), ("--output", "--out"), ("--job", "--jobs"), ("--max-reject", "--max-rejects"),
    ("--metadata-key", "--metadata"), ("--checksum", "--checksums"), ("--OUT", "--out"),
    ("--frobnicate", nil), ("--x", nil),
  ]

  @Test("The option that was meant is named, if one is near", arguments: words)
  func meant(_ word: String, _ meant: String?) {
    #expect(nearest(to: word, among: Flag.all.map { "--" + $0.name }) == meant)
  }

  @Test(
    "The distance counts letters put in, left out, replaced and swapped",
    arguments: [
      ("", "", 0), ("a", "", 1), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abd", 1), ("abc", "bc", 1),
      ("kitten", "sitting", 3),
    ])
  func distance(_ left: String, _ right: String, _ distance: Int) {
    #expect(editDistance(left, right) == distance)
    #expect(editDistance(right, left) == distance)
  }

  @Test("A path in the place of the verb is taken for an input") func pathAsVerb() {
    #expect(UsageError.unknownVerb("a.ndjson").hint == "did you mean convostat summarize a.ndjson --out DIR?")
    #expect(UsageError.unknownVerb("summarise").hint == "did you mean summarize?")
    #expect(UsageError.unknownVerb("frobnicate").hint == "the verbs are summarize, check, describe, help")
  }
}
