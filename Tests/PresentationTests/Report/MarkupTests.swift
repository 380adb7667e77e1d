// Names and numbers as the page writes them.

import Testing

@testable import Presentation

@Suite("Markup")
struct MarkupTests {
  private static func many(_ letter: String, _ count: Int) -> String {
    String(repeating: letter, count: count)
  }

  @Test("A name of up to 48 characters is whole")
  func short() {
    let name = String(repeating: "n", count: 48)
    #expect(Markup.name(name) == "<bdi>\(name)</bdi>")
    #expect(Markup.name("") == "<span class=\"none\">(empty)</span>")
    #expect(Markup.name("שירות & Co") == "<bdi>שירות &amp; Co</bdi>")
  }

  @Test(
    "A longer one is cut in the middle: its first 32 characters and its last 16, these from a word on",
    arguments: [
      (
        "Customer service for payments and refunds, region north", "Customer service for payments an",
        "region north"
      ),
      (
        "Customer service for payments and refunds, region south", "Customer service for payments an",
        "region south"
      ),
      (many("a", 33) + many("b", 16), many("a", 32), many("b", 16)),
      ("<<" + many("a", 60) + " long word&", "&lt;&lt;" + many("a", 30), "long word&amp;"),
    ])
  func long(_ name: String, _ start: String, _ end: String) {
    #expect(Markup.name(name) == "<bdi title=\"\(Markup.escape(name))\">\(start)…\(end)</bdi>")
  }

  @Test(
    "A name without ink is shown by the codes of its characters",
    arguments: [
      ("\u{200B}", "\\u{200b}"), (" ", "\\u{20}"), ("\u{200B}\u{FEFF}\t", "\\u{200b}\\u{feff}\\u{9}"),
      ("\u{3164}", "\\u{3164}"), (many("\u{200B}", 7), many("\\u{200b}", 6) + "…"),
    ])
  func invisible(_ name: String, _ shown: String) {
    #expect(Markup.name(name) == "<span class=\"none\">\(shown)</span>")
    #expect(Markup.name(name + "x").hasPrefix("<bdi>"))
  }

  @Test("On hover is no more than 240 characters of it")
  func hover() {
    let markup = Markup.name(String(repeating: "x", count: 10_000))
    #expect(markup.contains("title=\"\(String(repeating: "x", count: 240))\"") && markup.utf8.count < 350)
  }
}
