// The skeletons against the strict cursor: both accept the same lines, with the same fields.

import Testing

@testable import ConvoStat

@Suite struct SkeletonTests {
  private let tree = Field.tree(extras: [.metadata("region")]).tree

  private static let lines = [
    #"{"conversationId":"c","messageId":"m1","text":"hello \"you\" – größer","sender":{"role":"agent","externalId":"a1"},"createdTimestamp":"2026-01-05T09:00:00Z","clientTimestamp":null}"#,
    #"{ "id" : 18 , "content":"x","account_id":1,"inbox_id":-0.5e+2,"conversation_id":7,"message_type":0,"private":false,"created_at":1589305480,"content_attributes":{"email":{"date":""}},"sender":{"id":2,"name":"n","tags":["a","b",[1,{}]]}} "#,
    #"{"id":"c1","customer":{"externalId":"u\u00e9"},"metadata":{"queue":"q","region":"","other":"\\","other":"c2"}}"#,
    #"{}"#, #"{"a":""}"#, #"[1,"two",{"id":3}]"#, #""text""#, #"12"#,
  ]

  @Test(
    "A learned line matches its skeleton, with the fields that the cursor found",
    arguments: lines, [true, false])
  func itself(line: String, usesVectors: Bool) throws {
    withPadded(line) { text in
      let (taught, matched) = (Fields(tree: tree), Fields(tree: tree))
      var cursor = Cursor(at: text.start, fields: taught, spansLines: false)
      #expect(throws: Never.self) { try cursor.record() }
      var skeletons = SkeletonTree(usesVectors: usesVectors)
      skeletons.learn(text, taught, tag: 7)
      let match = skeletons.match(text.start, limit: text.start + text.count, matched)
      #expect(match?.end == text.start + text.count)
      #expect(match?.tag == 7)
      #expect(described(matched) == described(taught))
    }
  }

  @Test(
    "A changed line that a skeleton accepts is accepted by the cursor, with the same fields",
    arguments: lines, [true, false])
  func changed(line: String, usesVectors: Bool) {
    var random = RandomSource(seed: UInt64(line.utf8.count))
    var accepted = 0
    withPadded(line) { original in
      let fields = Fields(tree: tree)
      var cursor = Cursor(at: original.start, fields: fields, spansLines: false)
      guard (try? cursor.record()) != nil else { return }
      var skeletons = SkeletonTree(usesVectors: usesVectors)
      skeletons.learn(original, fields, tag: 0)
      for _ in 0..<4000 {
        var bytes = Array(line.utf8)
        for _ in 0..<(1 + random.below(3)) { change(&bytes, &random) }
        withPadded(bytes) { text in
          let (strict, matched) = (Fields(tree: tree), Fields(tree: tree))
          guard let (end, _) = skeletons.match(text.start, limit: text.start + text.count, matched) else {
            return
          }
          accepted += 1
          let text = Text(start: text.start, count: end - text.start)
          var cursor = Cursor(at: text.start, fields: strict, spansLines: false)
          let isRecord = (try? cursor.record()) != nil
          cursor.skipBlanks()
          #expect(isRecord && cursor.at == text.start + text.count, "\(text.string)")
          #expect(described(matched) == described(strict), "\(text.string)")
        }
      }
    }
    if line.contains("messageId") { #expect(accepted > 100) }
  }

  @Test(
    "Skeletons with common beginnings are distinguished, whatever lines are learned and forgotten",
    arguments: [true, false])
  func together(usesVectors: Bool) {
    var random = RandomSource(seed: 7)
    var skeletons = SkeletonTree(usesVectors: usesVectors)
    var (matches, lessons) = (0, 0)
    for round in 0..<30_000 {
      // Rare changes, some of which make other valid lines; in total more than the tree has room for.
      var bytes = Array(Self.variants[random.below(Self.variants.count)].utf8)
      if round % 40 == 0 { change(&bytes, &random) }
      withPadded(bytes) { text in
        let (strict, matched) = (Fields(tree: tree), Fields(tree: tree))
        var cursor = Cursor(at: text.start, fields: strict, spansLines: false)
        let isRecord = (try? cursor.record()) != nil && cursor.at == text.start + text.count
        if let (end, _) = skeletons.match(text.start, limit: text.start + text.count, matched) {
          matches += 1
          if end == text.start + text.count { #expect(isRecord, "\(text.string)") }
          if isRecord { #expect(described(matched) == described(strict), "\(text.string)") }
        } else if isRecord {
          lessons += 1
          skeletons.learn(text, strict, tag: 0)
        }
      }
    }
    #expect(matches > 20_000 && lessons > 100, "\(matches) of \(lessons)")
  }

  @Test("A line with a repeated key is not learned, so that it displaces no other skeleton")
  func twice() {
    withPadded(#"{"id":1,"id":2}"#) { text in
      let fields = Fields(tree: tree)
      var cursor = Cursor(at: text.start, fields: fields, spansLines: false)
      #expect(throws: Never.self) { try cursor.record() }
      #expect(fields.hasKeyTwice)
      #expect(Skeleton(text, fields) == nil)
    }
  }

  @Test("A line's values are the same by vectors as one by one, whatever they are")
  func vectors() {
    var random = RandomSource(seed: 11)
    var byVectors = SkeletonTree()
    var byOne = SkeletonTree(usesVectors: false)
    let taught = Fields(tree: tree)
    withPadded(lineOfValues(Array("a".utf8), Array("1".utf8))) { text in
      var cursor = Cursor(at: text.start, fields: taught, spansLines: false)
      #expect(throws: Never.self) { try cursor.record() }
      byVectors.learn(text, taught, tag: 0)
      byOne.learn(text, taught, tag: 0)
    }
    let pieces = ["a", "bc", "ß", "\u{65e5}", "😀", #"\n"#, #"\""#, #"\u00e9"#].map { Array($0.utf8) }
    let wrong = [#"\x"#, "\u{1}"].map { Array($0.utf8) } + [[0xC3], [0x80], [0xED, 0xA0, 0x80]]
    let numbers = ["0", "01", "-1", "1.5", "1.", "2e3", "-", "9", "", "x"]
    var matches = 0
    for _ in 0..<20_000 {
      var string: [UInt8] = []
      let kinds = 1 + random.below(pieces.count)
      while random.below(40) > 0, string.count < 200 { string += pieces[random.below(kinds)] }
      if random.chance(10) { string += random.pick(wrong) + Array("abc".utf8) }
      let digits = String(repeating: "7", count: random.below(20))
      let number = random.chance(20) ? digits + random.pick(numbers) : digits
      withPadded(lineOfValues(string, Array(number.utf8))) { text in
        let (vectorFields, oneFields) = (Fields(tree: tree), Fields(tree: tree))
        let limit = text.start + text.count
        let match = byVectors.match(text.start, limit: limit, vectorFields)
        #expect(match?.end == byOne.match(text.start, limit: limit, oneFields)?.end, "\(text.string)")
        if match == nil { return }
        matches += 1
        #expect(described(vectorFields) == described(oneFields), "\(text.string)")
      }
    }
    #expect(matches > 10_000)
  }

  @Test(
    "A line that ends inside a long literal is read no further than its padding", arguments: [true, false])
  func cutLiteral(usesVectors: Bool) throws {
    let key = String(repeating: "key ", count: 100)
    let line: [UInt8] = Array("{\"\(key)\":1}".utf8)
    let padding = [UInt8](repeating: 0, count: Block.padding)
    var skeletons = SkeletonTree(usesVectors: usesVectors)
    withPadded(line) { text in
      let fields = Fields(tree: tree)
      var cursor = Cursor(at: text.start, fields: fields, spansLines: false)
      #expect(throws: Never.self) { try cursor.record() }
      skeletons.learn(text, fields, tag: 0)
      #expect(skeletons.match(text.start, limit: nil, fields) != nil)
    }
    let page = try #require(GuardedPage())
    let fields = Fields(tree: tree)
    for count in 0..<line.count - 2 {
      var bytes: [UInt8] = Array(line[..<count])
      bytes.append(0x0A)
      bytes += padding
      let start = page.fill(bytes)
      #expect(skeletons.match(start, limit: start + count, fields) == nil)
    }
  }

  /// A line with a string and a number, both in requested fields and in others.
  private func lineOfValues(_ string: [UInt8], _ number: [UInt8]) -> [UInt8] {
    func bytes(_ text: StaticString) -> [UInt8] { Array("\(text)".utf8) }
    return bytes(#"{"messageId":""#) + string + bytes(#"","id":"#) + number + bytes(#","text":""#) + string
      + bytes(#"","a longer name than others of fields nobody reads":"#) + number + bytes("}")
  }

  /// Lines that differ in places where a value may be of another kind, or missing.
  private static let variants =
    ["null", "{}", "{\"id\":5,\"name\":\"n\"}", "{\"id\":5,\"name\":null}", "\"text\""].flatMap { sender in
      ["{}", "{\"external_created_at\":12}", "{\"email\":{\"date\":\"x\"}}", "null", "3"].map { attributes in
        #"{"id":1,"content":"a\tb","content_attributes":\#(attributes),"created_at":1767225747,"sender":\#(sender)}"#
      }
    } + [#"{"id":1,"id":2,"content":"x"}"#, #"{"id":1,"content":"x","id":"y"}"#]

  @Test("Numbers are scanned the same by words and by bytes, whatever follows their digits")
  func digits() {
    for length in 0..<20 {
      for byte in UInt8.min...UInt8.max {
        let bytes = PaddedBytes(
          Array(repeating: UInt8(ascii: "7"), count: length) + [byte] + Array("123456789".utf8))
        defer { withExtendedLifetime(bytes) {} }
        let isDigit = (0x30...0x39).contains(byte)
        #expect(
          leadingDigits(bytes.start) == (length < 8 && isDigit ? 8 : min(length, 8)), "\(length) \(byte)")
        var end = bytes.start
        let isNumber = scanNumber(from: bytes.start, &end)
        let strict = try? scanNumber(bytes.start)
        #expect(isNumber == (strict != nil) && (!isNumber || end == strict), "\(length) \(byte)")
      }
    }
  }

  private func change(_ bytes: inout [UInt8], _ random: inout RandomSource) {
    let some = Array("\"\\{}[],:0-.eE+tn \u{1}x".utf8) + [0x80, 0xC3, 0xA9, 0xED, 0xF4, 0x0A, 0x7F]
    let index = random.below(bytes.count)
    switch random.below(3) {
    case 0: bytes[index] = some[random.below(some.count)]
    case 1: bytes.insert(some[random.below(some.count)], at: index)
    default: if bytes.count > 1 { bytes.remove(at: index) }
    }
  }

  /// Returns the kinds and texts of all fields.
  private func described(_ fields: Fields) -> [String] {
    (0..<tree.slotCount).map { slot in
      let kind = fields.kind(slot)
      let isContainer = kind == .object || kind == .array
      return "\(kind) \(isContainer ? "" : fields.raw(slot).string) \(fields.text(slot).string)"
    }
  }

  private func withPadded(_ line: String, _ body: (Text) -> Void) { withPadded(Array(line.utf8), body) }

  /// Returns the bytes with a newline and the padding of a block after them.
  private func withPadded(_ line: [UInt8], _ body: (Text) -> Void) {
    let padded = line + [0x0A] + [UInt8](repeating: 0, count: Block.padding)
    padded.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { body(Text(start: base, count: line.count)) }
    }
  }
}
