import Testing

@testable import ConvoStat

@Suite("Growing bytes and reusable lists")
struct ByteBufferTests {
  @Test("A buffer keeps all bytes while it grows, and is empty again with its memory")
  func growth() {
    var buffer = ByteBuffer(capacity: 1)
    var expected: [UInt8] = []
    for index in 0..<300 {
      let text = [UInt8](repeating: UInt8(index % 251), count: index % 7)
      buffer.append(UInt8(index % 256))
      text.withText { buffer.append($0) }
      expected += [UInt8(index % 256)] + text
    }
    #expect(Array(buffer.text.bytes) == expected)
    buffer.removeAll()
    #expect(buffer.isEmpty && buffer.text.isEmpty)
  }

  @Test("Digits are those of the number, from one to twenty of them")
  func digits() {
    var number: UInt64 = 0
    for _ in 0..<20 {
      for value in [number, number &+ 1, number &* 3] {
        var buffer = ByteBuffer()
        buffer.write(atMost: 24) { $0.putDigits(value) }
        #expect(buffer.text.string == "\(value)")
      }
      number = number &* 10 &+ 9
    }
    var buffer = ByteBuffer()
    buffer.write(atMost: 24) { $0.putDigits(.max) }
    #expect(buffer.text.string == "\(UInt64.max)")
  }

  @Test("A reader gives back the values and texts that were written, in order")
  func reading() {
    var buffer = ByteBuffer(capacity: 1)
    for index in 0..<50 {
      buffer.append(bytesOf: UInt8(index))
      buffer.append(bytesOf: Int64(-index))
      "text \(index)".withText { buffer.append(counted: $0) }
    }
    var reader = ByteReader(buffer.text)
    for index in 0..<50 {
      #expect(reader.read(UInt8.self) == UInt8(index) && reader.read(Int64.self) == Int64(-index))
      #expect(reader.readText().string == "text \(index)")
    }
    #expect(reader.isAtEnd)
  }

  @Test("Bytes that are read into a buffer replace its content, and padding follows them")
  func filling() throws {
    struct Broken: Error {}
    var buffer = ByteBuffer(capacity: 1)
    buffer.append(7)
    buffer.fill(200, padding: 8) { target in
      for index in target.indices { target[index] = UInt8(index) }
    }
    #expect(Array(buffer.text.bytes) == (0..<200).map { UInt8($0) })
    #expect(buffer.text.end.pointee == 0 && (buffer.text.end + 7).pointee == 0)
    #expect(throws: Broken.self) { try buffer.fill(10) { _ throws(Broken) in throw Broken() } }
    #expect(buffer.count + 0 == 0)
  }

  @Test("A list keeps its elements while it grows, sorts them, and can be emptied and cut")
  func lists() {
    var list = ReusableArray<Int>(capacity: 1)
    for value in (0..<500).reversed() { list.append(value) }
    list.sort()
    #expect(Array(list.elements) == Array(0..<500))
    list[3] += 1000
    #expect(list[3] == 1003 && list.elements.part(2..<4).map { $0 } == [2, 1003])
    list.truncate(to: 2)
    #expect(Array(list.elements) == [0, 1])
    list.removeAll()
    #expect(list.elements.isEmpty && list.count == 0)
  }
}
