// References as keys of bytes: each comes back as it was, and no two run into each other.

import Testing

@testable import ConvoStat

@Suite("References")
struct ReferenceTests {
  private func spelled(_ reference: Reference) -> String {
    switch reference {
    case .byID(let id): "id \(id.string)"
    case .byExternalID(let id): "external \(id.string)"
    case .chatwoot(let account, let conversation): "chatwoot \(account.string)|\(conversation.string)"
    }
  }

  @Test("Every reference comes back from its number, and equal ones have one number")
  func roundTrip() {
    let texts = [
      "", "1", "11", "0", "\0", "\0\0\0\0", "\u{1}", "é", "e\u{301}", String(repeating: "long", count: 500),
    ]
    .map { PaddedBytes($0) }
    var references: [Reference] = texts.flatMap { [.byID($0.text), .byExternalID($0.text)] }
    for account in texts {
      references += texts.map { .chatwoot(account: account.text, conversation: $0.text) }
    }
    let table = ReferenceTable()
    #expect(references.allSatisfy { table.find($0) == nil })
    let numbers = references.map { table.number(of: $0) }
    #expect(numbers == (0..<UInt32(references.count)).map { $0 })
    #expect(references.map { table.number(of: $0) } == numbers)
    #expect(references.map { table.find($0) } == numbers)
    #expect(numbers.map { spelled(table[$0]) } == references.map(spelled))
    #expect(table.count == references.count)
    withExtendedLifetime(texts) {}
  }

  @Test("Many more references than are remembered at a time keep their numbers")
  func many() {
    let table = ReferenceTable()
    for _ in 0..<2 {
      for number in 0..<6000 {
        let got = withText("\(number / 3)") { text in
          switch number % 3 {
          case 0: table.number(of: .byID(text))
          case 1: table.number(of: .byExternalID(text))
          default: withText("1") { table.number(of: .chatwoot(account: $0, conversation: text)) }
          }
        }
        #expect(got == UInt32(number))
      }
    }
    #expect(table.count == 6000)
  }

  @Test("A key is its parts with their lengths, and begins anew")
  func keyBuffer() {
    var key = KeyBuffer()
    for _ in 0..<2 {
      key.begin(7)
      withText("ab") { key.add($0) }
      key.add(mark: 9)
      key.add(0x0102_0304)
      withText("c") { key.end($0) }
      #expect(key.withText { Array($0.bytes) } == [7, 2, 0, 0, 0, 0x61, 0x62, 9, 4, 3, 2, 1, 0x63])
    }
  }
}
