// The fields that the cursor notes, against a look-up in the plainly parsed tree: valid, mutated, with
// repeated keys.

import Testing

@testable import ConvoStat

@Suite("Fields")
struct FieldsTests {
  private static let extras: [ExtraAttribute] =
    [.metadata("region"), .metadata("é"), .metadata("")] + ExtraAttribute.kept
  private let tree = Field.tree(extras: extras).tree

  /// The paths of all slots.
  ///
  /// `0` is the first element of an array.
  private static let paths: [[String]] = {
    let own = FieldTests.paths.map { $0.path.split(separator: "/").map(String.init) }
    let known = own.map { path in path.map { Array(($0 == "0" ? FieldTree.firstElement : $0).utf8) } }
    let more = ExtraAttribute.paths(of: extras, excluding: known).map { path in
      path.map { String(decoding: $0, as: UTF8.self) }
    }
    return own + more.map { path in path.map { $0 == FieldTree.firstElement ? "0" : $0 } }
  }()

  private func look(_ path: [String], in value: Twin.JSON) -> Twin.JSON? {
    path.reduce(value) { value, key in key == "0" ? value?.elements?.first : value?[key] }
  }

  private func kind(_ value: Twin.JSON?) -> ValueKind {
    switch value {
    case nil: .absent
    case .null?: .null
    case .bool(let isTrue)?: isTrue ? .yes : .no
    case .number?: .number
    case .string?: .string
    case .array?: .array
    case .object?: .object
    }
  }

  /// Reads bytes both ways.
  /// - Returns: the differences; empty if there are none.
  private func differences(_ bytes: [UInt8], _ fields: Fields) -> [String] {
    let padded = PaddedBytes(bytes)
    defer { withExtendedLifetime(padded) {} }
    let (value, reason) = Twin.Reader.whole(bytes)
    let got = cursorReason(padded, fields)
    if got != reason { return ["expected \(reason ?? "a value"), got \(got ?? "a value")"] }
    guard let value else { return [] }
    return Self.paths.indices.compactMap { slot in
      let expected = look(Self.paths[slot], in: value)
      let kind = fields.kind(slot) == .escapedString ? .string : fields.kind(slot)
      let text = fields.text(slot).string
      if kind == self.kind(expected), text == expected?.text?.string ?? "" { return nil }
      return "\(Self.paths[slot]): expected \(String(describing: expected)), got \(kind) \(text)"
    }
  }

  private func record(_ seed: UInt64) -> [UInt8] {
    var scribe = RandomScribe(seed: seed, conflictFree: false)
    scribe.layout = scribe.random.pick([.compact, .compact, .spaced, .pretty])
    return Array(scribe.nextRecord().utf8)
  }

  private static let insertions = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "0", "-", ".", "e", "null", "true", "{}",
    "[]", "\"\"", " ",
    "\n", "\r", "\u{1}", "\0", "é", "1", "\"id\":1,", "\"sender\":{},",
    "\"meta\":{\"contact\":{\"payload\":[{\"id\":7}]}},",
    ",\"sender\":1", "\"\\u0069d\":\"x\",", "\"metadata\":{\"\":\"y\"},", "/", "\u{FEFF}",
  ]

  /// Returns the bytes with a few flipped, removed, inserted or repeated.
  private func mutated(_ bytes: [UInt8], _ random: inout RandomSource) -> [UInt8] {
    var bytes = bytes
    for _ in 0...random.below(3) where !bytes.isEmpty {
      let index = random.below(bytes.count)
      switch random.below(8) {
      case 0: bytes[index] ^= 1 << UInt8(random.below(8))
      case 1: bytes[index] = UInt8(random.below(256))
      case 2: bytes.removeSubrange(index..<min(index + 1 + random.below(4), bytes.count))
      case 3: if random.chance(30) { bytes.removeSubrange(index...) }
      case 4: bytes.insert(contentsOf: bytes[index..<min(index + random.below(40), bytes.count)], at: index)
      case 5: bytes.swapAt(index, random.below(bytes.count))
      default: bytes.insert(contentsOf: Array(random.pick(Self.insertions).utf8), at: index)
      }
    }
    return bytes
  }

  @Test(
    "Random records, whole and mutated, are read as the plain parser reads them", arguments: Seeds.upTo(8))
  func mutations(batch: UInt64) {
    let fields = Fields(tree: tree)
    var random = RandomSource(seed: batch)
    for seed in batch * 40..<batch * 40 + 40 {
      let whole = record(seed)
      #expect(differences(whole, fields) == [], "\(String(decoding: whole, as: UTF8.self))")
      for _ in 0..<25 {
        let bytes = mutated(whole, &random)
        #expect(differences(bytes, fields) == [], "\(String(decoding: bytes, as: UTF8.self))")
      }
    }
  }

  static let values = [
    "1", "\"x\"", "\"\\u0078\"", "null", "true", "{}", "[]", "{\"id\":2}", "{\"id\":3,\"name\":\"n\"}",
    "[{\"id\":4}]",
    "{\"assignee\":{\"id\":5}}",
    "{\"assignee\":6,\"contact\":{\"payload\":[{\"id\":8},{\"id\":9}],\"id\":1}}",
    "{\"contact\":{\"payload\":[[{\"id\":8}]]}}", "{\"contact\":{\"payload\":{\"id\":8,\"0\":{\"id\":7}}}}",
    "{\"contact\":{\"payload\":[1,{\"id\":8}]}}", "{\"contact\":{\"payload\":[{\"id\":8,\"id\":{}}]}}",
    "{\"contact\":{\"payload\":[{\"id\":8}],\"payload\":[]}}",
    "{\"contact\":{\"payload\":[{\"id\":8}]},\"contact\":[]}",
  ]

  @Test("The last value of a repeated key replaces the others completely, however the key is spelled")
  func duplicateKeys() {
    let fields = Fields(tree: tree)
    for key in ["meta", "sender", "id", "conversation"] {
      let spelled = "\\u00" + String(key.utf8.first ?? 0, radix: 16) + key.dropFirst()
      for first in Self.values {
        for second in Self.values {
          for (one, other) in [(key, key), (spelled, key), (key, spelled)] {
            let text = "{\"\(one)\":\(first),\"x\":1,\"\(other)\":\(second)}"
            #expect(differences(Array(text.utf8), fields) == [], "\(text)")
          }
          let nested = "{\"conversation\":{\"\(key)\":\(first),\"\(key)\":\(second)},\"\(key)\":\(first)}"
          #expect(differences(Array(nested.utf8), fields) == [], "\(nested)")
        }
      }
    }
  }

  @Test("A record sees no values of the previous record")
  func forgets() {
    let fields = Fields(tree: tree)
    #expect(differences(Array("{\"id\":\"\\u0041\",\"meta\":{\"sender\":{\"id\":1}}}".utf8), fields) == [])
    for text in ["{}", "1", "[]", "{\"meta\":{}}", "[{\"id\":1}]", "{\"x\":{\"id\":1}}"] {
      #expect(differences(Array(text.utf8), fields) == [], "\(text)")
    }
  }

  @Test("Escaped texts are valid until the record is cleared, however many and long they are")
  func scratch() {
    let fields = Fields(tree: tree)
    let long = String(repeating: "\\n", count: 5000)
    for _ in 0..<3 {
      let bytes = PaddedBytes(
        "{\"\\u0069d\":\"\\u0041\",\"name\":\"\(long)\",\"\\u0073tatus\":\"\\u0042\",\"event\":\"\(long)\\u0043\"}"
      )
      #expect(cursorReason(bytes, fields) == nil)
      let texts = [Field.id, .name, .status, .event].map { fields.text($0) }
      let expanded = String(repeating: "\n", count: 5000)
      #expect(texts.map(\.string) == ["A", expanded, "B", expanded + "C"])
      withExtendedLifetime(bytes) {}
    }
  }
}
