// The account of a chatwoot conversation whose record names none: the only account with that number, or the one with
// its inbox.

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
    let meant = try references[ChatwootResolution(references, InboxAccounts([])).resolve(#require(own))]
    #expect(meant.name.string == conversation)
    #expect(meant.account.string == expected)
  }

  @Test(
    "The inbox decides if it belongs to exactly one of the accounts that have the conversation",
    arguments: [
      (["1/7", "2/7"], ["1:3"], "3", "1"), (["1/7", "2/7"], ["2:3"], "3", "2"),
      (["1/7", "2/7"], [], "3", ""),
      (["1/7", "2/7"], ["1:3", "2:3"], "3", ""), (["1/7", "2/7"], ["1:3", "2:4"], "4", "2"),
      (["1/7", "2/7"], ["1:3", "9:3"], "3", "1"), (["1/7", "2/7", "4/7"], ["1:3", "4:3"], "3", ""),
      (["1/7", "2/7"], ["9:3"], "3", ""), (["1/7"], ["2:3"], "3", "1"), ([], ["2:3"], "3", ""),
      (["1/7", "2/7", "3/8"], ["3:3"], "3", ""), (["1/7", "2/7"], ["1:03"], "3", ""),
      (["1/7", "2/7", "5/7"], ["0:3", "1:4", "3:3", "5:3", "6:3", "8:3"], "3", "5"),
    ])
  func byInbox(references: [String], pairs: [String], inbox: String, expected: String) throws {
    let facts = Facts(extras: 0)
    for reference in references {
      let parts = reference.split(separator: "/").map(String.init)
      withText(parts[0]) { account in
        withText(parts[1]) { _ = facts.references.number(of: .chatwoot(account: account, conversation: $0)) }
      }
    }
    for pair in pairs {
      let parts = pair.split(separator: ":").map(String.init)
      withText(parts[0]) { account in withText(parts[1]) { facts.note(inbox: $0, of: account) } }
    }
    let own = try withText(inbox) { inbox in
      try withText("7") { conversation in
        _ = facts.references.number(of: .ofInbox(inbox, conversation: conversation))
        _ = facts.references.number(of: .chatwoot(account: .empty, conversation: conversation))
        return try #require(
          DistinctReferences([facts.references]).find(.ofInbox(inbox, conversation: conversation)))
      }
    }
    let all = DistinctReferences([facts.references])
    let resolution = ChatwootResolution(all, InboxAccounts([facts]))
    let meant = all[resolution.resolve(own)]
    #expect(meant.name.string == "7")
    #expect(meant.account.string == expected)
    #expect(
      resolution.isInSeveralAccounts(own) == (references.count { $0.hasSuffix("/7") } > 1 && expected == ""))
  }
}
