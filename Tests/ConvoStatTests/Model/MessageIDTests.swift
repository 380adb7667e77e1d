// Ids in sixteen bytes: equality, order and spelling are those of their texts.

import Testing

@testable import ConvoStat

@Suite("Message ids")
struct MessageIDTests {
  private static let ulid = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
  private static let uuid = "123e4567-e89b-12d3-a456-426614174000"

  /// Ids of every form, and near misses of each form.
  static let nasty: [[UInt8]] = {
    var ids: [String] = ["", "9", "10", "007", "7", "m-9", "m-10", "é", "e\u{301}", "\0", "\0\0", "a\0", "a"]
    for length in 1...18 {
      ids += [String(repeating: "x", count: length), String(repeating: "\0", count: length)]
      ids += [
        String(repeating: "x", count: length - 1) + "y", "y" + String(repeating: "x", count: length - 1),
      ]
    }
    ids += [
      ulid, ulid.lowercased(), "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "80000000000000000000000000",
      "00000000000000000000000000",
      "ZZZZZZZZZZZZZZZZZZZZZZZZZZ", "01ARZ3NDEKTSV4RRFFQ69G5FAU", "01ARZ3NDEKTSV4RRFFQ69G5FAI",
      "01ARZ3NDEKTSV4RRFFQ69G5FaV",
      "01ARZ3NDEKTSV4RRFFQ69G5FA-", "01ARZ3NDEKTSV4RRFFQ69G5FA", ulid + "0", "01ARZ3NDEKTSV4RRFFQ69G5F\u{E9}",
      "11ARZ3NDEKTSV4RRFFQ69G5FAV", "0000000000000000000000000Z", "/0000000000000000000000000",
      ":0000000000000000000000000",
      uuid, uuid.uppercased(), "123E4567-e89b-12d3-a456-426614174000", "00000000-0000-0000-0000-000000000000",
      "ffffffff-ffff-ffff-ffff-ffffffffffff", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
      "gfffffff-ffff-ffff-ffff-ffffffffffff",
      "123e4567-e89b-12d3-a456-42661417400g", "123e4567-e89b-12d3-a456+426614174000",
      "123e4567e89b-12d3-a456-4266141740000",
      "123e4567-e89b-12d3-a456-426614174001", "123e4567-e89b-12d3-b456-426614174000",
      String(repeating: "-", count: 36),
      String(repeating: "0", count: 36), String(repeating: "x", count: 36), String(repeating: "x", count: 26),
      String(repeating: "long ", count: 50), String(repeating: "long ", count: 50) + "1",
      String(repeating: "x", count: 255),
      String(repeating: "x", count: 256), String(repeating: "x", count: 70_000),
    ]
    return ids.map { Array($0.utf8) } + [[0xFF], [0x80, 0xFF], [UInt8](repeating: 0xFF, count: 15)]
  }()

  private func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count != right.count ? left.count < right.count : left.lexicographicallyPrecedes(right)
  }

  private func ids(_ texts: [[UInt8]], _ store: ByteStore) -> [MessageID] {
    texts.map { bytes in
      let padded = PaddedBytes(bytes)
      return withExtendedLifetime(padded) { MessageID(padded.text, store: store) }
    }
  }

  /// Returns the pairs whose order or equality differs from that of their texts.
  private func wrong(_ texts: [[UInt8]]) -> [String] {
    let store = ByteStore()
    let (left, right) = (ids(texts, store), ids(texts, store))
    var wrong: [String] = []
    for (one, first) in texts.enumerated() {
      for (other, second) in texts.enumerated() {
        let isRight =
          (left[one] < right[other]) == precedes(first, second)
          && (left[one] == right[other]) == (first == second)
        if !isRight { wrong.append(String(decoding: first + [0x7C] + second, as: UTF8.self)) }
      }
    }
    return wrong
  }

  @Test("All pairs of tricky ids are ordered by length, then bytewise, and equal only to themselves")
  func nastyPairs() { #expect(wrong(Self.nasty) == []) }

  @Test(
    "Random ids of 26 and 36 bytes that may be ULIDs and UUIDs are ordered alike", arguments: Seeds.upTo(4))
  func randomPairs(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let bases = [Self.ulid, Self.uuid].map { Array($0.utf8) }
    let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefuz-/:@[`{".utf8)
    let texts = (0..<120).map { _ in
      var bytes = random.pick(bases)
      for _ in 0..<random.below(4) { bytes[random.below(bytes.count)] = random.pick(letters) }
      return bytes
    }
    #expect(wrong(texts) == [])
  }

  @Test(
    "A text of 26 bytes is a ULID if its digits fit 128 bits, and has their value", arguments: Seeds.upTo(4))
  func ulids(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    let store = ByteStore()
    for round in 0..<20_000 {
      var bytes = (0..<26).map { _ in random.pick(digits) }
      if random.chance(80) { bytes[0] = UInt8(ascii: "0") + UInt8(random.below(8)) }
      if round % 2 == 0 { bytes[random.below(26)] = UInt8(truncatingIfNeeded: random.next()) }
      let isULID = bytes[0] <= UInt8(ascii: "7") && bytes.allSatisfy(digits.contains)
      let value = bytes.reduce(UInt128(0)) { $0 << 5 | UInt128(digits.firstIndex(of: $1) ?? 0) }
      let padded = PaddedBytes(bytes, alignment: random.below(8))
      withExtendedLifetime(padded) {
        let id = MessageID(padded.text, store: store)
        #expect((id.form == .ulid) == isULID)
        #expect((MessageID.ulidByDigits(padded.text) != nil) == isULID)
        if isULID { #expect(UInt128(id.high) << 64 | UInt128(id.low) == value) }
      }
    }
  }

  @Test("An id comes back as it was written, and knows its length")
  func spelled() {
    let store = ByteStore()
    for (text, id) in zip(Self.nasty, ids(Self.nasty, store)) {
      #expect(id.spelled == text)
      #expect(id.length == text.count)
    }
  }

  @Test("An id is small, so that a fact is small") func size() {
    #expect(MemoryLayout<MessageID>.size <= 17)
    #expect(MemoryLayout<Fact>.stride <= 64)
  }

  @Test("Texts as ids are ordered by length, then bytewise; as texts bytewise")
  func texts() {
    let texts = Self.nasty.map { PaddedBytes($0) }
    for first in texts {
      for second in texts {
        let (one, other) = (Array(first.text.bytes), Array(second.text.bytes))
        #expect(first.text.precedesAsID(second.text) == precedes(one, other))
        #expect((first.text < second.text) == one.lexicographicallyPrecedes(other))
        #expect((first.text == second.text) == (one == other))
      }
    }
  }
}
