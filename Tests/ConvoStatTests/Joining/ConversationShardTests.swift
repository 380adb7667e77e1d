// Shares of conversations: each conversation is in one share, the same one on every machine.

import Testing

@testable import ConvoStat

@Suite("Shares of conversations")
struct ConversationShardTests {
  @Test("The hash is FNV-1a of the key's columns, separated by zero bytes")
  func hash() {
    func hash(_ platform: Platform, _ account: StaticString, _ id: StaticString) -> UInt64 {
      ConversationShard.hash(ConversationKey(platform: platform, account: Text(account), id: Text(id)))
    }
    #expect(hash(.asapp, "", "C1") == 0x0fea_5aa4_21d3_ed9c)
    #expect(hash(.chatwoot, "1", "7") == 0x08aa_0a55_ec7f_8f40)
  }

  @Test("A share beyond the last does not exist")
  func bounds() {
    #expect(ConversationShard(0, of: 1) != nil)
    #expect(ConversationShard(1, of: 1) == nil)
    #expect(ConversationShard(-1, of: 3) == nil)
    #expect(ConversationShard(0, of: 0) == nil)
  }

  @Test("All shares together hold every row of the whole exactly once", arguments: Seeds.upTo(60))
  func union(seed: UInt64) throws {
    let dump = RandomDump(seed: seed)
    var options = Options()
    options.jobs = Int(seed % 3) + 1
    if seed % 4 == 1 { options.memoryBytes = 1 }
    func rows(_ options: Options) throws -> [Substring] {
      let table = try PipelineRun(dump.inputs, options).tables["conversations.csv"] ?? ""
      return table.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    }
    let whole = try rows(options)
    let count = Int(seed % 5) + 1
    var parts: [Substring] = []
    for number in 0..<count {
      options.shard = ConversationShard(number, of: count)
      let part = try rows(options)
      #expect(part.first == whole.first)
      parts += part.dropFirst()
    }
    #expect(parts.sorted() == whole.dropFirst().sorted(), "seed \(seed)")
  }
}
