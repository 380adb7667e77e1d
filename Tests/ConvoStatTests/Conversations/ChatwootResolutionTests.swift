// Which account a conversation belongs to where a record gives none: only one that is alone in having it.

import Testing

@testable import ConvoStat

@Suite("Chatwoot resolution")
struct ChatwootResolutionTests {
  @Test(
    "A conversation belongs to the only account that has it",
    arguments: [
      (["/7"], "7", ""), (["1/7"], "7", "1"), (["1/7"], "8", ""), (["1/7", "/7"], "7", "1"),
      (["/7", "1/7"], "7", "1"),
      (["1/7", "2/7"], "7", ""), (["1/7", "2/7", "1/7"], "7", ""), (["1/7", "2/8"], "7", "1"),
      (["1/7", "2/8"], "8", "2"),
      (["1/7", "1/07"], "07", "1"), (["1/7", "01/7"], "7", ""), (["1/7", "2/7", "3/8"], "8", "3"),
      ([], "7", ""),
    ])
  func table(references: [String], conversation: String, expected: String) {
    let table = ReferenceList()
    for reference in references {
      let parts = reference.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      withText(parts[0]) { account in
        withText(parts[1]) { _ = table.number(of: .chatwoot(account: account, conversation: $0)) }
      }
    }
    withText(conversation) { _ = table.number(of: .byID($0)) }
    withText(conversation) { _ = table.number(of: .chatwoot(account: .empty, conversation: $0)) }
    let resolution = ChatwootResolution(DistinctReferences([table]))
    #expect(withText(conversation) { resolution.account(of: $0).string } == expected)
  }
}
