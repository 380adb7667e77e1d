// Broken files of all forms: no more is lost than the specification says.

import Foundation
import Testing

@testable import ConvoStat

@Suite("Recovery")
struct RecoveryTests {
  /// The parts of random files: punctuation, whole values, and bytes that break them.
  private static let tokens: [[UInt8]] =
    [
      "{", "}", "[", "]", "\"", ",", ":", "\n", "\n", "\n{", "\n[", " ", "1", "0", "NaN", "\"a\"", "\"a\":",
      "{\"id\":1,\"customer\":{}}", "{\"id\":2,\"customer\":{}}\n", "{\"a\":[", "[]", "{}", "\\", "\\\"", "é",
      "\u{1E}", "\u{FEFF}", "\n\u{1E}{", "\n\u{FEFF}[", "\r\n", "-", "tru", "null", "x",
    ].map { Array($0.utf8) } + [[0xFF], [0x1F]]

  private func file(_ random: inout RandomSource) -> [UInt8] {
    var bytes: [UInt8] =
      random.chance(30) ? [UInt8(ascii: "[")] : random.chance(20) ? Array("{\n}\n".utf8) : []
    for _ in 0..<random.below(24) { bytes += random.pick(Self.tokens) }
    return bytes
  }

  private func check(_ bytes: [UInt8], _ url: URL, _ options: ConvoStat.Options = .init()) throws {
    try Data(bytes).write(to: url)
    let read = try ReadFile(url.path, options: options)
    var twinOptions = Twin.Options()
    twinOptions.maxLineBytes = options.maxLineBytes
    var twin = Twin.Intake(options: twinOptions)
    twin.read(path: url.path, bytes: bytes)
    let expected = twin.rejects.map {
      ReadFile.Reject(line: $0.line, offset: $0.offset, index: $0.index, reason: $0.reason)
    }
    let text = String(decoding: bytes, as: UTF8.self).debugDescription
    #expect(read.rejects == expected, "\(text)")
    let got = [
      "lines": read.counts.lines, "records": read.counts.records, "blank": read.counts.blank,
      "ignored": read.counts.ignored, "rejected": read.counts.rejected,
      "rejected_elements": read.counts.rejectedElements, "rejected_bytes": read.counts.rejectedBytes,
      "tolerated": read.counts.tolerated,
    ]
    #expect(got == twin.counts.filter { $0.key != "created_missing" }, "\(text)")
  }

  @Test("Random bytes are read as the twin reads them", arguments: Seeds.upTo(40))
  func random(seed: UInt64) throws {
    try withTemporaryDirectory { directory in
      var random = RandomSource(seed: seed)
      let url = directory.appendingPathComponent("x.json")
      for _ in 0..<200 {
        var options = ConvoStat.Options()
        if random.chance(20) { options.maxLineBytes = 1 + random.below(30) }
        let bytes = file(&random)
        // Some are recognised as files of another kind.
        if FileHead(bytes, isWhole: true).kind == nil { try check(bytes, url, options) }
      }
    }
  }

  /// Twenty pages in one of the forms, each page on lines of its own if the form allows it.
  enum Form: String, CaseIterable {
    case lines, trailingCommas, pretty, array, prettyArray, oneLineArray

    /// A page with lists and objects several levels deep.
    static func page(_ number: Int) -> String {
      """
      {"conversationId":"C\(number)","items":[{"messageId":"m\(number)","sender":{"role":"customer"},\
      "createdTimestamp":"2026-01-05T09:00:00Z","tags":[1,{"a":"}]"}]}]}
      """
    }

    func pages() throws -> [String] {
      try (0..<20).map { number in
        let page = Form.page(number)
        guard self == .pretty || self == .prettyArray else { return page }
        let object = try JSONSerialization.jsonObject(with: Data(page.utf8))
        let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys]
        return String(
          decoding: try JSONSerialization.data(withJSONObject: object, options: options), as: UTF8.self)
      }
    }

    var separator: String {
      switch self {
      case .lines, .pretty: "\n"
      case .trailingCommas, .array, .prettyArray: ",\n"
      case .oneLineArray: ", "
      }
    }

    var isArray: Bool { self == .array || self == .prettyArray || self == .oneLineArray }

    func file(_ pages: [String]) -> String {
      let text = pages.joined(separator: separator)
      return self == .oneLineArray ? "[\(text)]" : isArray ? "[\n\(text)\n]\n" : text + "\n"
    }
  }

  /// An interrupted download: the end of the file is missing.
  @Test("If a file ends at any of its bytes, every whole page is kept", arguments: Form.allCases)
  func ends(form: Form) throws {
    let pages = try form.pages()
    let whole = Array(form.file(pages).utf8)
    var ends: [Int] = []
    var end = form == .oneLineArray ? 1 : form.isArray ? 2 : 0
    for page in pages {
      end += page.utf8.count
      ends.append(end)
      end += form.separator.utf8.count
    }
    try withTemporaryDirectory { directory in
      let url = directory.appendingPathComponent("x.json")
      for cut in Seeds.some(of: whole.count) {
        try Data(whole[..<cut]).write(to: url)
        let read = try ReadFile(url.path)
        #expect(read.counts.records == ends.count { $0 <= cut }, "\(form), cut at \(cut)")
        try check(Array(whole[..<cut]), url)
      }
    }
  }

  /// One page of the file is truncated; the next page begins as usual.
  @Test("If a page is cut at any of its bytes, every other page is kept", arguments: Form.allCases)
  func cutPage(form: Form) throws {
    let pages = try form.pages()
    try withTemporaryDirectory { directory in
      let url = directory.appendingPathComponent("x.json")
      for number in [0, 1, 10, 19] {
        for cut in Seeds.some(of: pages[number].utf8.count) where cut > 0 {
          var broken = pages
          broken[number] = String(decoding: Array(pages[number].utf8)[..<cut], as: UTF8.self)
          let bytes = Array(form.file(broken).utf8)
          try Data(bytes).write(to: url)
          let read = try ReadFile(url.path)
          // On one line, only brackets tell where the next page begins.
          if form != .oneLineArray {
            #expect(read.counts.records == 19, "\(form), page \(number) cut at \(cut)")
          }
          #expect(read.counts.rejected > 0, "\(form), page \(number) cut at \(cut)")
          try check(bytes, url)
        }
      }
    }
  }
}
