// The kind of a file by its beginning: each kind, every prefix of it, and no JSON taken for another kind.

import Foundation
import Testing

@testable import ConvoStat

@Suite("File kinds")
struct FileKindTests {
  private static func kind(_ bytes: [UInt8], isWhole: Bool = true) -> FileKind? {
    FileHead(bytes, isWhole: isWhole).kind
  }

  private static func latin1(_ text: String) -> [UInt8] { Array(text.data(using: .isoLatin1) ?? Data()) }

  private static func wide(_ text: String, _ encoding: String.Encoding) -> [UInt8] {
    Array(text.data(using: encoding) ?? Data())
  }

  private static func tar(name: String, magic: String) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: 1024)
    for (offset, text) in [(0, name), (100, "0000644\0"), (124, "00000000020\0"), (257, magic)] {
      for (index, byte) in text.utf8.enumerated() { block[offset + index] = byte }
    }
    for index in 148..<156 { block[index] = 0x20 }
    let sum = block[0..<512].reduce(0) { $0 + Int($1) }
    for (index, byte) in (String(repeating: "0", count: 6) + String(sum, radix: 8)).suffix(6).utf8
      .enumerated()
    {
      block[148 + index] = byte
    }
    block[154] = 0
    for (index, byte) in "{\"a\":1}\n{\"a\":2}\n".utf8.enumerated() { block[512 + index] = byte }
    return block
  }

  private static let line = "{\"id\":\"C1\",\"customer\":{}}\n"

  /// Beginnings of files with their kinds.
  static let beginnings: [([UInt8], FileKind)] = [
    (wide(line, .utf16), .utf16), (wide(line, .utf16LittleEndian), .utf16),
    (wide(line, .utf16BigEndian), .utf16),
    (wide("\n\(line)", .utf16LittleEndian), .utf16), (wide("id;name\n1;x\n", .utf16BigEndian), .utf16),
    (wide(line, .utf32), .utf32), (wide(line, .utf32LittleEndian), .utf32),
    (wide(line, .utf32BigEndian), .utf32),
    ([0x50, 0x4B, 3, 4, 20, 0, 0, 0], .zip), ([0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18), .zip),
    ([0x50, 0x4B, 3, 4, 20, 0, 0, 0] + Array("[Content_Types].xml...xl/workbook.xml".utf8), .xlsx),
    (tar(name: "dump.ndjson", magic: "ustar\u{0}00"), .tar), (tar(name: "./a", magic: "ustar  \0"), .tar),
    (tar(name: "{\"", magic: ""), .tar),
    (Array("PAR1\u{15}\u{4}".utf8), .parquet), (Array("SQLite format 3\0\u{10}\0".utf8), .sqlite),
    ([0x04, 0x22, 0x4D, 0x18, 0x64], .lz4), ([0x02, 0x21, 0x4C, 0x18, 0x64], .lz4),
    ([0x5F, 0x2A, 0x4D, 0x18, 1, 0, 0, 0, 9, 0x04, 0x22, 0x4D, 0x18], .lz4),
    ([0x1F, 0x9D, 0x90, 0x7B], .compress),
    ([0x1F, 0x8B, 8], .compressedTwice), ([0x28, 0xB5, 0x2F, 0xFD], .compressedTwice),
    (Array("<!doctype html><title>x</title>".utf8), .html), (Array("\u{FEFF}\n <HTML lang=de>".utf8), .html),
    (Array("<!-- x --><!DOCTYPE HTML PUBLIC \"\">\n".utf8), .html),
    (Array("<h1>502 Bad Gateway</h1>\n".utf8), .html),
    (Array("<?xml version=\"1.0\"?><!DOCTYPE html><html></html>".utf8), .html),
    (Array("<html>\n<script>\n{\"@context\":1}\n</script></html>\n".utf8), .html),
    (Array("<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code></Error>".utf8), .xml),
    (Array("<Error>\n".utf8), .xml), (Array("<!DOCTYPE plist><plist/>".utf8), .xml),
    (latin1("{\"name\":\"J\u{FC}rgen\"}\n{\"name\":\"Ren\u{E9}\"}\n"), .latin1),
    (latin1("[{\"name\":\"J\u{FC}rgen\"},{\"name\":\"Ren\u{E9}, \\\"\u{E0}\"}]"), .latin1),
    (latin1("{\n  \"name\": \"J\u{FC}rgen\"\n}\n{\n  \"name\": \"Ren\u{E9}\"\n}\n"), .latin1),
    (latin1("J\u{FC}rgen schrieb\nRen\u{E9} antwortete\n"), .latin1),
    (latin1("{\"name\":\"J\u{FC}rgen\"}"), .latin1),
    (Array("id,name\n1,x\n2,y\n".utf8), .csv), (Array("\u{FEFF}\"id\";\"na;me\"\r\n1;x\r\n".utf8), .csv),
    (Array("id\tname\n1\tx".utf8), .csv), (Array(",id|name\n\n,1|x\n".utf8), .csv),
    (Array("id,name\n1,\"{\"\"a\"\":\n 1, 2}\"\n".utf8), .csv),
    ([UInt8](repeating: 0, count: 100), .binary), (Array("%PDF-1.7\n%\u{1}\u{0}".utf8), .binary),
    ((0..<200).map { UInt8($0) }, .binary),
  ]

  @Test("A file of another kind is recognised", arguments: beginnings)
  func named(bytes: [UInt8], expected: FileKind) { #expect(Self.kind(bytes) == expected) }

  @Test("Every kind except the one by name has an example here") func complete() {
    #expect(Set(Self.beginnings.map(\.1)).union([.misnamed]) == Set(FileKind.allCases))
  }

  @Test("A prefix of such a file is of that kind, of a simpler one, or of none", arguments: beginnings)
  func prefixes(bytes: [UInt8], expected: FileKind) {
    // The first bytes of a magic number may look like text until the decisive ones follow.
    let simpler: [FileKind: Set<FileKind>] = [
      .xlsx: [.zip], .utf32: [.utf16], .html: [.xml], .compress: [.latin1], .compressedTwice: [.latin1],
      .lz4: [.compressedTwice],
    ]
    let text: Set<FileKind> = [.html, .xml, .csv, .latin1]
    for count in 0..<bytes.count {
      guard let found = Self.kind(Array(bytes[..<count])), found != expected else { continue }
      let isSimpler =
        found == .binary && !text.contains(expected) || simpler[expected]?.contains(found) == true
      #expect(isSimpler, "\(count) bytes are \(found)")
    }
  }

  /// Files that must be read, although some of their lines are no records.
  static let readable: [[UInt8]] = [
    [], [0xEF, 0xBB, 0xBF], Array(" \r\n\t\n".utf8), Array("oops\n".utf8), Array("oops".utf8),
    Array("2026-01-05 09:00:00,123 INFO started\n2026-01-05 09:00:01,456 INFO read\n".utf8),
    Array("<34>Oct 11 22:14:15 su: failed\n".utf8), Array("a < b\n".utf8),
    Array("{'id': 1, 'b': 2}\n{'id': 2, 'b': 3}\n".utf8),
    Array("id,name\n{\"id\":1}\n".utf8), Array("id,name\n1,x\n\n \u{1E},{\"id\":1}\n".utf8),
    Array("<html>\n<body>502</body>\n</html>\n\(line)".utf8), Array("<html></html>\(line)".utf8),
    Array("<html></html>\n<html></html>\n\(line)".utf8), Array("<error/>\n\(line)".utf8),
    [0, 0, 0] + Array(line.utf8), [UInt8](repeating: 0, count: 500) + Array(line.utf8),
    [1, 2, 3, 4, 10] + Array(line.utf8), Array("{\"a\":\"\0\u{1}\u{2}\"}".utf8),
    Array("x\0y\n[\n{\"id\":1}\n]".utf8),
    latin1("{\"name\":\"J\u{FC}rgen\"}\n{\"name\":\"Rene\"}\n"), latin1("oops\n{\"name\":\"J\u{FC}rgen\"}\n"),
    latin1("[{\"name\":\"J\u{FC}rgen\"},{\"name\":\"Rene\"}]"),
    latin1("[\n{\"a\":1},\n{\"name\":\"J\u{FC}rgen\"}\n]\n"),
    latin1("{\"name\":\"J\u{FC}rgen\"}\n") + Array("{\"name\":\"J\u{FC}rgen\"}\n".utf8),
    Array("{\"a\":\"\u{E9}\u{20AC}\u{1F680}".utf8) + [0xF0, 0x9F, 0x9A] + Array("\"}\n".utf8),
    latin1("[{\"a\":\"\u{E9}\"},\n{\"a\":\"cut \u{E9}\n{\"a\":1},\n{\"a\":2}\n]"),
  ]

  @Test(
    "A file is read if some of its lines can be read, or if nothing shows another kind", arguments: readable)
  func read(bytes: [UInt8]) { #expect(Self.kind(bytes) == nil) }

  @Test("A file with the name of a compressed file is refused only if it is neither compressed nor JSON")
  func misnamed() {
    func kind(_ text: String) -> FileKind? {
      FileHead(Array(text.utf8), isWhole: true, isNamedCompressed: true).kind
    }
    for text in [
      "oops", "hello\nworld\n", "{'id':1}\n", "\u{1}\u{2}\u{3}", "no, it is not\n", "12 monkeys\n", "\u{1F}",
    ] {
      #expect(kind(text) == .misnamed, "\(text.debugDescription)")
    }
    let json = [
      "", "\n", Self.line, "oops\n\(Self.line)", "[\n{}\n]", "[", "{", "5\n", "\"a\"", "null", "1 2",
      "\"a\",\n", "-0.5e1",
    ]
    for text in json { #expect(kind(text) == nil, "\(text.debugDescription)") }
    #expect(kind("id,name\n1,x\n") == .csv && kind("<html>") == .html)
  }

  @Test("Bytes that the end of the head cuts decide nothing")
  func cut() {
    let euro = Array("{\"a\":\"\u{20AC}".utf8)
    for count in 1...3 {
      #expect(Self.kind(euro.dropLast(3) + euro.suffix(3).prefix(count), isWhole: false) == nil)
    }
    #expect(Self.kind(Array("id,name\n1".utf8), isWhole: false) == nil)
    // Suspicious but not certain: more bytes are read before the file is refused.
    let suspicious = FileHead(Self.latin1("{\"a\":\"\u{E9}t\u{E9} "), isWhole: false)
    #expect(suspicious.kind == .latin1 && suspicious.needsMore)
    let long = Self.latin1("{\"a\":\"" + String(repeating: "\u{E9}", count: FileHead.bytesThatDecide))
    #expect(FileHead(long, isWhole: false).kind == nil)
    #expect(FileHead(Self.latin1("{\"a\":\"\u{E9}\"}\n") + long, isWhole: false).kind == .latin1)
  }

  @Test("Latin-1 at the beginning is read if a line that can be read comes later")
  func laterLine() throws {
    let broken = Self.latin1("{\"name\":\"J\u{FC}rgen\"}\n")
    let many = Array(repeatElement(broken, count: 10_000).joined())
    try withTemporaryDirectory { directory in
      let file = directory.appendingPathComponent("x.ndjson")
      for tool in ["cat", "gzip -c", "zstd -qc"] {
        try Data(many + Array(Self.line.utf8)).write(to: file)
        let packed = directory.appendingPathComponent("y.ndjson")
        try #require(system("\(tool) < '\(file.path)' > '\(packed.path)'") == 0)
        let drained = try DrainedSource(InputOpener().open(packed.path))
        #expect(drained.lines.count == 10_001, "\(tool)")
        #expect(firstDifference(plainLines(many + Array(Self.line.utf8)), drained.lines) == nil, "\(tool)")
        try Data(many).write(to: file)
        try #require(system("\(tool) < '\(file.path)' > '\(packed.path)'") == 0)
        let failure = #expect(throws: Failure.self) { _ = try InputOpener().open(packed.path) }
        #expect(failure?.kind == "latin1", "\(tool)")
      }
    }
  }

  @Test("No beginning of JSON is of another kind")
  func json() throws {
    var random = RandomSource(seed: 19)
    let samples = try Self.samples()
    #expect(samples.count > 20)
    for round in 0..<1500 {
      var text = Array(random.pick(["", "", "\u{FEFF}", "\u{1E}", "\n\n", " \t", ",", "[\n,", "\r\n"]).utf8)
      for _ in 0...random.below(4) {
        switch random.below(4) {
        case 0: text += random.pick(samples)
        case 1: text += random.pick(GrammarTexts.taken)
        default: text += Array(Self.record(&random).utf8)
        }
        text += Array(
          random.pick(["\n", "\n", "\r\n", ",\n", "\n\n\u{1E}", "\n\u{FEFF}", "", " ", "\n,"]).utf8)
      }
      let count = random.below(text.count + 1)
      for (bytes, isWhole) in [
        (text, true), (text, false), (Array(text[..<count]), false), (Array(text[..<count]), true),
      ] {
        let found = Self.kind(bytes, isWhole: isWhole)
        #expect(
          found == nil,
          "round \(round): \(String(decoding: bytes.prefix(200), as: UTF8.self).debugDescription)")
        if found != nil { return }
      }
    }
  }

  /// Returns the lines of the dumps in this repository.
  private static func samples() throws -> [[UInt8]] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("samples")
    return try FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)
      .filter { ["ndjson", "json"].contains($0.pathExtension) }
      .flatMap { file in
        [try Data(contentsOf: file)] + (try Data(contentsOf: file)).split(separator: 0x0A).prefix(20)
      }
      .map(Array.init)
  }

  /// Returns a record of a random dump, on one line or over several.
  private static func record(_ random: inout RandomSource) -> String {
    var scribe = RandomScribe(seed: random.next(), conflictFree: false)
    scribe.layout = random.pick([.compact, .spaced, .pretty])
    return scribe.record()
  }
}
