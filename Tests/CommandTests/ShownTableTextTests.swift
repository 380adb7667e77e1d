// Tables set for a terminal, and the widths of characters.

import Testing

@testable import Command

@Suite struct ShownTableTextTests {
  @Test(
    "A text takes the columns of its characters",
    arguments: [("", 0), ("abc", 3), ("日本", 4), ("é", 1), ("e\u{301}", 1), ("한국어", 6), ("🙂", 2), ("ｶ", 1)])
  func widths(_ text: String, _ width: Int) { #expect(text.displayWidth == width) }

  @Test(
    "A text that is too wide is cut between characters",
    arguments: [("abcdef", 4, "abc…"), ("日本語", 4, "日…"), ("日本語", 6, "日本語"), ("ab", 2, "ab")])
  func cuts(_ text: String, _ width: Int, _ cut: String) { #expect(text.cut(to: width) == cut) }
}
