// The account of a chatwoot conversation whose record names none: the only account with that number.

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
      ([], "7", ""), (["/5", "/6", "1/6", "/8", "1/8", "1/9", "2/5", "2/8"], "6", "1"),
      (["/5", "/6", "1/6", "/8", "1/8", "1/9", "2/5", "2/8"], "5", "2"),
      (["/5", "/6", "1/6", "/8", "1/8", "1/9", "2/5", "2/8"], "8", ""),
    ])
  func table(references: [String], conversation: String, expected: String) throws {
    let table = ReferenceList()
    for reference in references {
      let parts = reference.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      withText(parts[0]) { account in
        withText(parts[1]) { _ = table.number(of: .chatwoot(account: account, conversation: $0)) }
      }
    }
    withText(conversation) { _ = table.number(of: .byID($0)) }
    withText(conversation) { _ = table.number(of: .chatwoot(account: .empty, conversation: $0)) }
    let references = DistinctReferences([table])
    let own = withText(conversation) {
      references.find(.chatwoot(account: .empty, conversation: $0))
    }
    let meant = try references[ChatwootResolution(references).resolve(#require(own))]
    #expect(meant.name.string == conversation)
    #expect(meant.account.string == expected)
  }
}
