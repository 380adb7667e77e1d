// Values that are known by their skeletons, against the strict cursor that knows none.

import Testing

@testable import ConvoStat

@Suite("Known values") struct KnownValuesTests {
  private let tree = FieldTree(paths: [])
  private static let element =
    #"{"id":17,"content":"größer \"x\"","sender":{"id":2,"tags":["a",{"b":null}]},"private":false}"#

  /// Returns what has learned a value.
  private func known(_ value: String) -> KnownValues {
    let known = KnownValues(tree: tree)
    withText(value) { text in
      let fields = Fields(tree: tree)
      var cursor = Cursor(at: text.start, fields: fields, spansLines: true)
      #expect(throws: Never.self) { try cursor.record() }
      known.learn(text, fields, tag: 1)
    }
    return known
  }

  /// Returns how much of the bytes is a value, or the offset and the kind of the error.
  private func outcome(_ bytes: [UInt8], spansLines: Bool, _ known: KnownValues?) -> String {
    let padded = PaddedBytes(bytes)
    return withExtendedLifetime(padded) {
      let limit = padded.start + (bytes.firstIndex(of: 0x0A).flatMap { spansLines ? nil : $0 } ?? bytes.count)
      var cursor = Cursor(
        at: padded.start, fields: Fields(tree: tree), spansLines: spansLines, known: known.map { ($0, limit) }
      )
      do throws(JSONError) {
        try cursor.record()
        return "\(cursor.at - padded.start)"
      } catch {
        return "\(error.problem) at \(error.position - padded.start)"
      }
    }
  }

  @Test("A page of known elements ends, or breaks, where it would without them", arguments: [false, true])
  func pages(spansLines: Bool) {
    let known = known(Self.element)
    let page = Array(
      #"{"meta":{"count":3},"payload":[\#(Self.element),\#(Self.element), \#(Self.element)],"a":1}"#.utf8)
    #expect(outcome(page, spansLines: spansLines, known) == "\(page.count)")
    var random = RandomSource(seed: 5)
    for _ in 0..<4000 {
      var bytes = page
      for _ in 0...random.below(2) {
        let place = random.below(bytes.count)
        switch random.below(3) {
        case 0: bytes.remove(at: place)
        case 1: bytes[place] = Array("\"{}[],:\\0 \n\tx".utf8)[random.below(13)]
        default: bytes.insert(bytes[random.below(bytes.count)], at: place)
        }
      }
      #expect(
        outcome(bytes, spansLines: spansLines, known) == outcome(bytes, spansLines: spansLines, nil),
        "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test("A known value of several lines does not reach beyond the end of a line")
  func lines() {
    let value = "{\"id\":1,\n\"content\":\"x\"}"
    let known = known(value)
    let page = Array("{\"payload\":[\(value)]}".utf8)
    #expect(outcome(page, spansLines: true, known) == "\(page.count)")
    #expect(outcome(page, spansLines: false, known) == outcome(page, spansLines: false, nil))
    #expect(outcome(page, spansLines: false, known).hasPrefix("malformed"))
  }

  @Test(
    "Known elements do not make a value deeper than allowed",
    arguments: [479, 480, 481, 505, 506, 507, 508, 509])
  func depth(_ count: Int) {
    let known = known(Self.element)
    let bytes = Array(
      (String(repeating: "[", count: count) + Self.element + String(repeating: "]", count: count)).utf8)
    #expect(outcome(bytes, spansLines: false, known) == outcome(bytes, spansLines: false, nil))
  }
}
