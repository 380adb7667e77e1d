// Arrays and pretty-printed files against the twin's reading, wherever a read ends.

import Foundation
import Testing

@testable import ConvoStat

@Suite("Value stream")
struct ValueStreamTests {
  private let reader = RecordReader(
    options: ReadingOptions(extras: [], account: .empty))

  /// Returns lines as `number@offset` with their content.
  private func expected(_ bytes: [UInt8], limit: Int) -> [String] {
    var lines: [String] = []
    Twin.Lines(bytes: bytes, maxLineBytes: limit).read { line in
      let content =
        switch line.content {
        case .blank: "blank"
        case .value: "value"
        case .rejected(let reason, _): reason
        }
      lines.append("\(line.number)@\(line.offset) \(content)")
    }
    return lines
  }

  /// Returns the lines from the stream's pieces.
  ///
  /// The first `cut` bytes arrive at once, then the rest.
  private func got(_ bytes: [UInt8], limit: Int, cut: Int, opensArrays: Bool) throws -> [String] {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let rest = Array(bytes[cut...])
    let input = InputDescriptor(descriptor(delivering: rest, pieces: []), path: "-")
    let stream = ByteStream(input, path: "-")
    stream.restart(with: Array(bytes[..<cut]))
    return try reasons(
      ValueStream(stream, start: start, opensArrays: opensArrays, maxLineBytes: limit), limit)
  }

  private func reasons(_ source: any BlockSource, _ limit: Int) throws -> [String] {
    let block = Block()
    var lines: [String] = []
    while try source.next(block) {
      block.pad()
      guard case .values(let pieces) = block.content else { return ["lines"] }
      for piece in pieces {
        lines.append("\(piece.line)@\(block.offset + piece.start) \(reason(piece, block))")
      }
    }
    return lines
  }

  /// Returns the result of reading a piece in its block, with the following bytes after it.
  private func reason(_ piece: Block.Piece, _ block: Block) -> String {
    switch piece.state {
    case .cut: return "line_too_long"
    case .openArray, .surplusComma, .broken(.malformed, _): return "bad_json"
    case .broken(.tooDeep, _): return "too_deep"
    case .whole:
      let before = (reader.rejects[.badJSON], reader.rejects[.tooDeep])
      let text = Text(start: UnsafePointer(block.bytes + piece.start), count: piece.count)
      reader.readValue(text, line: piece.line, RecordPosition(input: 0, offset: 0))
      if reader.rejects[.tooDeep] != before.1 { return "too_deep" }
      return reader.rejects[.badJSON] != before.0 ? "bad_json" : "value"
    }
  }

  static let files: [String] = [
    "[{} []\n]", "[{} {\"x\":\n{\"y\":1}\n,\n{}\n}]", "[]", "[", "[\n", "[1,2,3]", "[1,2", "[1,", "[1,]\n{}",
    "[,1]", "[{},{}]", "[{},\n{}\n]\n", "[{}\n{}\n]",
    "[{} {},\n{}\n]",
    "[\n{\"a\":tru},\n5,\n{}\n]", "[{\"a\":1},\n{\"a\":\n{\"b\":2},\n{\"c\":3}]", "[1]\n[2]\n{}", "[[1],[2]]",
    "[[1],\n[2]\n]", "[]\n[]\n",
    "[\"é😀\\n\\u00e9\\ud83d\\ude00\"]", "[1.5e-3,-0,true,false,null]", "\u{FEFF}[{}]", "\u{FEFF}[\n{\n",
    "[\r\n{}\r\n,\r\n{}\r\n]\r\n",
    "[{}\n,\n{}\n]", "[\n\n\n{}]", "[{}]x\n{}", "[{}]]", "[{\"a\":\"\\x\"}, {}\n]", "[\"\u{1}\"]",
    "[{}}\n{}]", "{\n}\n{\"a\":1}\n",
    "{\"a\":\n1}{\"b\":2}\n3 4 \"x\"", "{\n\"a\":tru}\n{}\n{\n}", "{\n} ]\n{}", "{\n", "{\n}\n{",
    "{\n}\n\"abc", "{\n}\n12", "{\n}\ntru",
    "{\n}\n{\"a\":1\n{\"b\":2}", "\u{FEFF}{\n}\n[1]\n",
  ]

  private func opensArrays(_ text: String) -> Bool { text.drop { $0 == "\u{FEFF}" }.first == "[" }

  @Test("Small files are read as the twin reads them, wherever the first read ends", arguments: files)
  func small(text: String) throws {
    let bytes = Array(text.utf8)
    let expected = expected(bytes, limit: 1000)
    for cut in 0...bytes.count {
      #expect(
        try got(bytes, limit: 1000, cut: cut, opensArrays: opensArrays(text)) == expected, "cut at \(cut)")
    }
  }

  /// Arrays with a missing comma.
  static let missingCommas = [
    "[\n{\"a\":1} {\"b\":2}\n{\"c\":3}\n]", "[\n1 2\n{}\n]", "[{} {}", "[{} {\"x\":\n{\"y\":1}\n},\n{}\n]",
  ]

  @Test("The value after a missing comma is read", arguments: missingCommas)
  func missingComma(text: String) throws {
    let bytes = Array(text.utf8)
    let read = try got(bytes, limit: 1000, cut: 0, opensArrays: true)
    #expect(read == expected(bytes, limit: 1000))
  }

  @Test(
    "Random arrays and pretty-printed files, with broken values, are read as the twin reads them",
    arguments: Seeds.upTo(10))
  func random(batch: UInt64) throws {
    for seed in batch * 10..<batch * 10 + 10 {
      var scribe = RandomScribe(seed: seed, conflictFree: false)
      let text = seed % 2 == 0 ? scribe.arrayFile() : scribe.prettyFile()
      let bytes = Array(text.utf8)
      for _ in 0..<3 {
        let cut = scribe.random.below(bytes.count + 1)
        let read = try got(bytes, limit: 1 << 20, cut: cut, opensArrays: opensArrays(text))
        #expect(read == expected(bytes, limit: 1 << 20), "\(seed), cut at \(cut)")
      }
    }
  }

  private static let long = "\"" + String(repeating: "x", count: 300) + "\""

  @Test(
    "A long element is skipped and the next is read, wherever the first read ends",
    arguments: ["[{},\(long),{},5]", "[\n{},\n\(long),\n{}\n]", "[\n\(long)\n,\n{},\(long)]"])
  func tooLong(text: String) throws {
    let bytes = Array(text.utf8)
    let expected = expected(bytes, limit: 200)
    var differing: [Int] = []
    for cut in 0...bytes.count where try got(bytes, limit: 200, cut: cut, opensArrays: true) != expected {
      differing.append(cut)
    }
    #expect(differing == [])
  }

  /// Returns an array of about the given number of bytes: random records, long strings, and some broken
  /// ones.
  private func large(_ seed: UInt64, _ size: Int) -> [UInt8] {
    var scribe = RandomScribe(seed: seed, conflictFree: false)
    var text = "[\n"
    while text.utf8.count < size {
      scribe.layout = scribe.random.pick([.compact, .pretty])
      let filler = String(
        repeating: scribe.random.pick(["x", "é", "😀", "\\n", "{\\\""]), count: scribe.random.below(40_000))
      switch scribe.random.below(12) {
      case 0: text += "{\"a\":tru, \"text\":\"\(filler)\"},\n"
      case 1: text += "{\"text\":\"\(filler)\"}\n"
      default: text += "{\"text\":\"\(filler)\",\"record\":\(scribe.nextRecord())},\n"
      }
    }
    return Array((text + "{}\n]\n").utf8)
  }

  @Test(
    "Arrays larger than a block are read as the twin reads them, from files and from pipes",
    arguments: Seeds.upTo(2))
  func largeArrays(seed: UInt64) throws {
    let bytes = large(seed, 2_500_000)
    let expected = expected(bytes, limit: 1 << 20)
    var random = RandomSource(seed: seed)
    let pieces = (0..<300).map { _ in 1 + random.below(70_000) }
    let input = InputDescriptor(descriptor(delivering: bytes, pieces: pieces), path: "-")
    let stream = ByteStream(input, path: "-")
    #expect(
      try reasons(ValueStream(stream, start: 0, opensArrays: true, maxLineBytes: 1 << 20), 1 << 20)
        == expected)
    try withTemporaryDirectory { directory in
      let file = directory.appendingPathComponent("x.json")
      try Data(bytes).write(to: file)
      #expect(try reasons(InputOpener(maxLineBytes: 1 << 20).open(file.path), 1 << 20) == expected)
    }
  }

  @Test(
    "Megabytes of invalid bytes are one line, and the value after them is found",
    arguments: [0, 1, 5, 12_345])
  func longSkip(shift: Int) throws {
    let skipped = "{x" + String(repeating: String(repeating: "y", count: 63) + "\n", count: 40_000 + shift)
    let text = "[\n{}, \(skipped){\"a\":1},\n{}\n]"
    let first = text.utf8.count - 13
    let expected = [
      "2@2 value", "2@6 bad_json", "\(40_002 + shift)@\(first) value",
      "\(40_003 + shift)@\(first + 9) value",
    ]
    let bytes = Array(text.utf8)
    for cut in [0, first - 1, first, first + 1] {
      #expect(try got(bytes, limit: 1000, cut: cut, opensArrays: true) == expected, "\(cut)")
    }
  }
}
