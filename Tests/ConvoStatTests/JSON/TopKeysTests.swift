// The keys that a reject lists for a record of unknown shape.

import Testing

@testable import ConvoStat

@Suite("Top keys")
struct TopKeysTests {
  @Test(
    "The keys of an object are returned as written, without keys of nested objects",
    arguments: [
      ("{}", []), ("1", []), ("\"a\"", []), ("[]", []), ("[{\"a\":1}]", []), ("[\"a\",\"b\"]", []),
      ("{\"a\":1}", ["a"]),
      ("{\"a\" : \"b\",\n\"c\":{\"d\":\"e\"},\"f\":[\"g\",{\"h\":1}],\"i\":null}", ["a", "c", "f", "i"]),
      ("{\"\":1,\"\\u0061\":2}", ["", "\\u0061"]),
      ("{\"a\":\"\\\":\",\"b\":\"}{\",\"c\":1}", ["a", "b", "c"]),
      ("{\"a:\":\"x:\",\"a:\":1}", ["a:", "a:"]),
      ("{\"1\":1,\"2\":2,\"3\":3,\"4\":4,\"5\":5}", ["1", "2", "3", "4"]),
    ])
  func keys(text: String, expected: [String]) {
    let bytes = PaddedBytes(text)
    #expect(topKeys(bytes.text, atMost: 4).map(\.string) == expected)
    withExtendedLifetime(bytes) {}
  }

  @Test(
    "A text is cut between characters",
    arguments: [
      ("aé😀", 0, ""), ("aé😀", 2, "a"), ("aé😀", 3, "aé"), ("aé😀", 6, "aé"), ("aé😀", 7, "aé😀"), ("", 3, ""),
    ])
  func prefix(text: String, limit: Int, expected: String) {
    #expect(withText(text) { $0.prefix(limit).string } == expected)
  }
}
