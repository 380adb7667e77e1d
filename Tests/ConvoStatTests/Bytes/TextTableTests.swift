// The text table against a dictionary, and the store of its bytes.

import Testing

@testable import ConvoStat

@Suite("Text table")
struct TextTableTests {
  private func randomBytes(_ random: inout RandomSource) -> [UInt8] {
    let length = random.chance(70) ? random.below(20) : random.below(200)
    let alphabet = random.chance(50) ? 2 : 256
    return (0..<length).map { _ in UInt8(random.below(alphabet)) }
  }

  @Test(
    "Ten thousand random texts are numbered as a dictionary numbers them", arguments: [0, 1, 100, 20_000])
  func likeDictionary(minimumCapacity: Int) {
    let table = TextTable(minimumCapacity: minimumCapacity)
    var expected: [[UInt8]: UInt32] = [:]
    var order: [[UInt8]] = []
    var random = RandomSource(seed: UInt64(minimumCapacity))
    var wrong = 0
    for _ in 0..<10_000 {
      let bytes = randomBytes(&random)
      let padded = PaddedBytes(bytes)
      if table.find(padded.text) != expected[bytes] { wrong += 1 }
      let number = table.number(of: padded.text)
      if expected[bytes] == nil {
        expected[bytes] = UInt32(order.count)
        order.append(bytes)
      }
      if number != expected[bytes] || table.find(padded.text) != number { wrong += 1 }
    }
    #expect(wrong == 0)
    #expect(table.count == order.count)
    #expect((0..<UInt32(order.count)).map { Array(table[$0].bytes) } == order)
  }

  @Test("Texts that differ only in their length, or in one byte, are different")
  func near() {
    let table = TextTable()
    var texts: [[UInt8]] = (0..<40).map { [UInt8](repeating: 0, count: $0) }
    for index in 0..<24 {
      for bit in 0..<8 {
        var bytes = [UInt8](repeating: 0, count: 24)
        bytes[index] = 1 << UInt8(bit)
        texts.append(bytes)
      }
    }
    let numbers = texts.map { bytes in
      let padded = PaddedBytes(bytes)
      return withExtendedLifetime(padded) { table.number(of: padded.text) }
    }
    #expect(numbers == (0..<UInt32(texts.count)).map { $0 })
  }

  @Test("Ranges are equal if all their bytes are, whatever follows them")
  func sameBytes() {
    for count in 0..<140 {
      let left = (0...count).map { UInt8($0) }
      var right = left
      right[count] ^= 0xFF
      #expect(haveSameBytes(left, right, count), "\(count)")
      for index in 0..<count {
        right[index] ^= 1 << UInt8(index & 7)
        #expect(!haveSameBytes(left, right, count), "\(count) \(index)")
        right[index] = left[index]
      }
    }
  }

  @Test("A text of the table keeps its address while the table grows")
  func stable() {
    let table = TextTable()
    let first = withText("first") { table[table.number(of: $0)] }
    let start = first.start
    for number in 0..<5000 { withText("text \(number)") { _ = table.number(of: $0) } }
    #expect(table[0].start == start && first.string == "first")
  }

  @Test("The hash of a text does not depend on its address")
  func hashIgnoresPlace() {
    for length in 0..<40 {
      let bytes = (0..<length).map { UInt8($0 * 7 & 0xFF) }
      let hashes = Set(
        (0..<8).map { alignment in
          let padded = PaddedBytes(bytes, alignment: alignment)
          return withExtendedLifetime(padded) { TextHash()(padded.text) }
        })
      #expect(hashes.count == 1)
    }
  }

  @Test("The store keeps texts of every size around its chunks, without overlap")
  func store() {
    let store = ByteStore()
    let sizes = [0, 1, 7, 8, 16_383, 16_384, 16_385, 40_000, 65_535, 65_536, 65_537, 200_000, 3]
    var kept: [(Text, [UInt8])] = []
    var random = RandomSource(seed: 1)
    for round in 0..<60 {
      let size = round < sizes.count * 2 ? sizes[round % sizes.count] : random.below(30_000)
      let bytes = [UInt8](repeating: UInt8(round), count: size)
      let padded = PaddedBytes(bytes)
      kept.append((store.keep(padded.text), bytes))
    }
    #expect(kept.allSatisfy { Array($0.0.bytes) == $0.1 })
  }

  @Test(
    "A stored string can be read eight bytes at a time",
    arguments: ["", "a", "1234567", "12345678", "größer"])
  func storedString(string: String) {
    let store = ByteStore()
    let text = store.keepKey(Array(string.utf8))
    #expect(text.string == string)
    withExtendedLifetime(store) {}
  }

  @Test("A store that is used again gives back whatever it stores then, short and long")
  func reuse() {
    let store = ByteStore()
    for round in 0..<20 {
      let texts: [[UInt8]] = (0..<40).map { (index: Int) in
        [UInt8](repeating: UInt8(index + round), count: index * index * index)
      }
      let kept = texts.map { $0.withText { store.keep($0) } }
      #expect(zip(kept, texts).allSatisfy { $0.bytes.elementsEqual($1) })
      store.reuse()
      #expect(store.bytesHeld <= 64 << 10)
    }
    store.removeAll()
    #expect(store.bytesHeld == 0)
  }
}
