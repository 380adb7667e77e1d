// Files of options, line by line.

import Testing

@testable import Command

@Suite struct ConfigFileTests {
  @Test("A line is an option with the rest of the line as its value; # begins a comment") func lines() throws
  {
    let file = try ConfigFile(
      "\u{FEFF}# first\r\n--by queue,day\r\n\n  --report  # page\n--where label=team #1\n--account\n  A B\n-j 4",
      path: "a/b")
    #expect(
      file.entries == [
        ConfigFile.Entry(line: 2, word: "--by", value: "queue,day"),
        ConfigFile.Entry(line: 4, word: "--report"),
        ConfigFile.Entry(line: 5, word: "--where", value: "label=team #1"),
        ConfigFile.Entry(line: 6, word: "--account", value: "A B"),
        ConfigFile.Entry(line: 8, word: "-j", value: "4"),
      ])
  }

  @Test(
    "A relative path is that of the file's directory",
    arguments: [
      ("a/b", "hours", "x.hours", "a/x.hours"), ("b", "hours", "x.hours", "x.hours"),
      ("/a/b", "out", "../o", "/a/../o"),
      ("a/b", "hours", "/x.hours", "/x.hours"), ("a/b", "hours", "{\"week\": {}}", "{\"week\": {}}"),
      ("a/b", "out", "-", "-"),
      ("a/b", "account", "x", "x"),
    ])
  func paths(_ file: String, _ flag: String, _ text: String, _ path: String) throws {
    let flag = try #require(Flag.named(flag))
    #expect(try ConfigFile("", path: file).resolved(text, of: flag) == path)
  }
}
