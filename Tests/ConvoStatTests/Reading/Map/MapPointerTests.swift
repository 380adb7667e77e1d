// JSON pointers of maps, with steps outwards.

import Testing

@testable import ConvoStat

@Suite("A pointer of a map")
struct MapPointerTests {
  @Test(
    "is a JSON pointer after its steps outwards",
    arguments: [
      ("", 0, []), ("/a", 0, ["a"]), ("^", 1, []), ("^^/a/0", 2, ["a", "0"]), ("/", 0, [""]),
      ("/a~1b/m~0n", 0, ["a/b", "m~n"]), ("/~01", 0, ["~1"]), ("/é//^", 0, ["é", "", "^"]),
    ] as [(String, Int, [String])])
  func read(text: String, outward: Int, steps: [String]) throws {
    let pointer = try #require(MapPointer(text))
    #expect(pointer.outward == outward)
    #expect(pointer.steps == steps.map { Array($0.utf8) })
  }

  @Test("is nothing else", arguments: ["a", "a/b", "^a", "/^/~", "/~2", "#/a", " /a"])
  func refused(text: String) { #expect(MapPointer(text) == nil) }

  @Test(
    "passes the elements of arrays, and the value at its end",
    arguments: [
      ("", 0), ("/a", 1), ("/a/*", 1), ("/a/*/b", 2), ("/*/*", 2), ("/a/b/*/c/d/*", 2),
    ])
  func elements(text: String, count: Int) throws {
    #expect(try #require(MapPointer(text)).elementsPassed == count)
  }

  @Test(
    "recognises an index by its digits",
    arguments: [("0", 0), ("12", 12), ("01", nil), ("", nil), ("-", nil), ("1a", nil), ("9999999999", nil)])
  func index(text: String, value: Int?) { #expect(arrayIndex(Array(text.utf8)) == value) }
}
