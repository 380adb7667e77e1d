// Help, hints and the words that were meant.

import ConvoStat
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
      if length == .short { #expect(lines.count <= (topic == .summarize ? 40 : 24)) }
    }
  }

  @Test(
    "The long help has every option of the verb, the short one those that are not rare",
    arguments: Verb.allCases)
  func completeness(_ verb: Verb) {
    for length in [Arguments.HelpLength.short, .long] {
      let words = HelpText(topic: verb, length: length).text.split { " ,\n".contains($0) }
      for flag in Flag.all where flag.verbs.contains(verb) {
        let isRare = flag.isRare || flag.rareVerbs.contains(verb)
        #expect(words.contains(Substring("--" + flag.name)) == (length == .long || !isRare), "\(flag.name)")
      }
    }
  }

  @Test("Each verb has its own line for --out") func ownLines() {
    let lines = [Verb.summarize, .facts, .compare, .merge].map { verb in
      HelpText(topic: verb, length: .short).text.split(separator: "\n").first {
        $0.hasPrefix("  -o, ")
      }
    }
    #expect(
      lines == [
        "  -o, --out DIR               directory of the tables",
        "  -o, --out FILE              file of the facts, or - for standard output",
        "  -o, --out FILE              write all changes into FILE, as CSV",
        "  -o, --out DIR               directory of the tables",
      ])
  }

  @Test("Examples have only options of their verb", arguments: Verb.allCases)
  func examples(_ verb: Verb) {
    for example in verb.examples {
      #expect(example.count <= 78 && example.contains("convostat \(verb.rawValue)"))
      for word in example.split(separator: " ") where word.hasPrefix("--") {
        #expect(verb == .help || Flag.named(word.dropFirst(2))?.verbs.contains(verb) == true, "\(example)")
      }
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

  @Test("A forgotten value is explained by the option's own line of help", arguments: Flag.all)
  func missingValue(_ flag: Flag) {
    guard let value = flag.value else { return }
    let error = UsageError.missingValue(flag: flag.name)
    #expect(error.sentence == "--\(flag.name) needs a value")
    #expect(error.hint == "--\(flag.name) \(value): \(flag.summary)")
  }

  @Test("All that are equally near are meant, three at most") func severalMeant() {
    #expect(allNearest(to: "ab", among: ["xb", "ay", "q", "ac", "ad"]) == ["xb", "ay", "ac"])
    #expect(allNearest(to: "ab", among: ["ab", "ay"]) == ["ab"])
    #expect(allNearest(to: "frobnicate", among: ["ab"]) == [])
    let error = UsageError.unknownColumn("ab", nearest: ["a", "b", "c"])
    #expect(error.hint == "did you mean a, b or c?")
  }

  @Test("Without a verb, --help is an overview: every verb, every status, no option of a verb")
  func overview() {
    let text = HelpText(topic: nil, length: .long).text
    for verb in Verb.allCases { #expect(text.contains("  \(verb.synopsis)\n")) }
    for status in ExitCode.allCases { #expect(text.contains("\n  \(status.rawValue) ")) }
    #expect(!text.contains("--jobs"))
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 66)
    for verb in Verb.allCases { #expect(verb.purpose.wrapped(indent: 6).count { $0 == "\n" } == 2) }
  }

  @Test("A path in the place of the verb is taken for an input") func pathAsVerb() {
    #expect(UsageError.unknownVerb("a.ndjson").hint == "did you mean: convostat summarize a.ndjson --out DIR")
    #expect(UsageError.unknownVerb("summarise").hint == "did you mean summarize?")
    #expect(
      UsageError.unknownVerb("frobnicate").hint
        == "the verbs are summarize, check, show, facts, merge, compare, describe, completions, man, help")
  }
}
