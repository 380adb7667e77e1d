// References as keys of bytes: each is read back unchanged, and no two collide.

import Testing

@testable import ConvoStat

@Suite("References")
struct ReferenceTests {
  private func spelled(_ reference: Reference) -> String {
    switch reference {
    case .byID(let id): "id \(id.string)"
    case .byExternalID(let id): "external \(id.string)"
    case .chatwoot(let account, let conversation),
      .mapped(let account, let conversation):
      "chatwoot \(account.string)|\(conversation.string)"
    case .reported(let reported, let conversation): "reported \(reported.string)|\(conversation.string)"
    case .ofInbox(let inbox, let conversation): "inbox \(inbox.string)|\(conversation.string)"
    }
  }

  @Test("Every reference comes back from its number, and one that is asked for again keeps it")
  func roundTrip() {
    let texts = [
      "", "1", "11", "0", "\0", "\0\0\0\0", "\u{1}", "é", "e\u{301}", String(repeating: "long", count: 500),
    ]
    .map { PaddedBytes($0) }
    var references: [Reference] = texts.flatMap { [.byID($0.text), .byExternalID($0.text)] }
    for account in texts {
      references += texts.map { .chatwoot(account: account.text, conversation: $0.text) }
      references += texts.map { .ofInbox(account.text, conversation: $0.text) }
    }
    let list = ReferenceList()
    for reference in references {
      let number = list.number(of: reference)
      #expect(spelled(list[number]) == spelled(reference))
      #expect(list.number(of: reference) == number)
    }
    withExtendedLifetime(texts) {}
  }

  @Test("Many more references than the cache holds, in random order, get few numbers")
  func many() {
    let list = ReferenceList()
    var random = RandomSource(seed: 3)
    let distinct = 30_000
    for _ in 0..<400_000 {
      let number = random.below(distinct)
      let got = withText("\(number / 3)") { text in
        switch number % 3 {
        case 0: spelled(list[list.number(of: .byID(text))]) == "id \(text.string)"
        case 1: spelled(list[list.number(of: .byExternalID(text))]) == "external \(text.string)"
        default:
          withText("1") {
            spelled(list[list.number(of: .chatwoot(account: $0, conversation: text))])
              == "chatwoot 1|\(text.string)"
          }
        }
      }
      #expect(got)
    }
    #expect(list.count < distinct * 4)
  }

  @Test("A key consists of its parts with their lengths, and `begin` resets it")
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
