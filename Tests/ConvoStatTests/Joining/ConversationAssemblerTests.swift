// Conversations assembled from facts in every order, against a naive reading of winning records and order.

import Testing

@testable import ConvoStat

@Suite("Conversation assembler")
struct ConversationAssemblerTests {
  /// A message record of the test.
  private struct Record: Equatable {
    var id: String
    var created: Int64
    var client: Int64?
    var updated: Int64
    var isRevision = false
    var kind: MessageClass
    var agent: String

    /// The visible part of it in a message.
    var shown: String { "\(created) \(client.map { "\($0)" } ?? "-") \(kind) \(kind == .agent ? agent : "")" }
  }

  private func facts(_ records: [Record]) -> Facts {
    let facts = Facts(extras: 0)
    for record in records {
      let reference = withText("c") { facts.references.number(of: .byID($0)) }
      let id = withText(record.id) { MessageID($0, store: facts.ids) }
      let isKnown = record.kind == .agent && !record.agent.isEmpty
      facts.add(
        Fact(
          id: id, created: record.created, client: record.client ?? Message.noClient, updated: record.updated,
          isRevision: record.isRevision, reference: reference,
          agent: isKnown ? withText(record.agent) { facts.agents.number(of: $0) } : Message.noAgent,
          kind: RecordedClass(record.kind)))
    }
    return facts
  }

  /// Returns the messages of the only conversation as text, and the number of duplicates.
  private func assembled(_ workers: [[Record]], _ order: MessageOrder) -> (
    messages: [String], duplicates: Int, latest: Int64?
  ) {
    var options = Options()
    options.order = order
    let conversations = Conversations(workers.map(facts))
    var assembler = ConversationAssembler(conversations, options.joining)
    let latest = assembler.latestCreated(0, after: nil)
    let conversation = assembler.assemble(0)
    let messages = conversation.messages.map { message in
      let agent = message.agent == Message.noAgent ? "" : conversations.agents.ids[message.agent].string
      return "\(message.created) \(message.hasClient ? "\(message.client)" : "-") \(message.kind) \(agent)"
    }
    return (messages, assembler.duplicates, latest)
  }

  /// Returns the same result, word by word from the definitions.
  private func naive(_ records: [Record], _ order: MessageOrder) -> [Record] {
    func precedesAsID(_ one: String, _ other: String) -> Bool {
      Twin.Text(one).precedesAsID(Twin.Text(other))
    }
    func isLess(_ one: Record, _ other: Record) -> Bool {
      if one.updated != other.updated { return one.updated < other.updated }
      if one.isRevision != other.isRevision { return other.isRevision }
      if (one.kind == .failed) != (other.kind == .failed) { return one.kind == .failed }
      if one.created != other.created { return one.created < other.created }
      if one.client != other.client { return one.client ?? .min < other.client ?? .min }
      if one.kind != other.kind { return "\(one.kind.name)" < "\(other.kind.name)" }
      return precedesAsID(one.agent, other.agent)
    }
    /// The least time with a fraction in the whole second that the winner gives, else the winner's time.
    func finest(_ winner: Int64, _ copies: [Int64]) -> Int64 {
      if winner % 1000 != 0 { return winner }
      return copies.filter { $0 > winner && $0 < winner + 1000 }.min() ?? winner
    }
    let kept = Dictionary(grouping: records, by: \.id).values.compactMap { copies -> Record? in
      guard var winner = copies.max(by: isLess) else { return nil }
      winner.created = finest(winner.created, copies.map(\.created))
      winner.client = winner.client.map { finest($0, copies.compactMap(\.client)) }
      return winner
    }
    return kept.sorted { one, other in
      let (first, second) = (one.client ?? one.created, other.client ?? other.created)
      let clocks =
        order == .created
        ? [(one.created, other.created), (first, second)] : [(first, second), (one.created, other.created)]
      for (left, right) in clocks where left != right { return left < right }
      return precedesAsID(one.id, other.id)
    }
  }

  /// Times of which some give the whole second of others.
  private static let times: [Int64] = [0, 1, 2, 1000, 1001, 1300, 1999, 2000]

  private func random(_ random: inout RandomSource) -> Record {
    Record(
      id: random.pick(["1", "2", "9", "10"]), created: random.pick(Self.times),
      client: random.chance(40) ? nil : random.pick(Self.times), updated: Int64(random.below(2)),
      isRevision: random.chance(20),
      kind: random.pick([.customer, .agent, .bot, .failed, .agent]), agent: random.pick(["", "7", "10"]))
  }

  @Test(
    "In every order of every four facts with ties, each message is kept once and in order",
    arguments: Seeds.upTo(8))
  func permuted(seed: UInt64) {
    var source = RandomSource(seed: seed)
    for _ in 0..<10 {
      let records = (0..<4).map { _ in random(&source) }
      for order in MessageOrder.allCases {
        let expected = naive(records, order)
        for permutation in permutations(4) {
          let permuted = permutation.map { records[$0] }
          let split = source.below(5)
          let got = assembled([Array(permuted.prefix(split)), Array(permuted.dropFirst(split))], order)
          #expect(got.messages == expected.map(\.shown), "\(permuted)")
          #expect(got.duplicates == records.count - expected.count)
          #expect(got.latest == expected.map(\.created).max())
        }
      }
    }
  }

  @Test(
    "Many facts of few messages over several workers agree with the naive reading",
    arguments: Seeds.upTo(6))
  func many(seed: UInt64) {
    var source = RandomSource(seed: seed + 50)
    var records = (0..<300).map { _ in random(&source) }
    for index in records.indices {
      records[index].id += source.pick(["", "0", "-long-enough-to-be-kept-elsewhere"])
    }
    let order = source.pick(MessageOrder.allCases)
    let got = assembled([Array(records[..<100]), [], Array(records[100...])], order)
    let expected = naive(records, order)
    #expect(got.messages == expected.map(\.shown))
    #expect(got.duplicates == records.count - expected.count)
  }

  @Test("With --bots ignore bots are system messages")
  func bots() {
    var options = Options()
    options.bots = .ignore
    let record = Record(id: "1", created: 1, client: nil, updated: 0, kind: .bot, agent: "")
    var assembler = ConversationAssembler(Conversations([facts([record])]), options.joining)
    #expect(assembler.assemble(0).messages.map(\.kind) == [.system])
  }

  @Test("Attributes come from the record with the highest rank that has them, names from any known source")
  func attributes() {
    let lines = [
      "{\"id\":1,\"account_id\":3,\"inbox_id\":5,\"status\":\"open\",\"updated_at\":9,\"meta\":{\"assignee\":{\"id\":8}}}",
      "{\"id\":1,\"account_id\":3,\"status\":\"closed\",\"updated_at\":7,\"meta\":{\"sender\":{\"id\":6}}}",
      "{\"id\":5,\"name\":\"Mail\",\"channel_type\":\"x\"}",
      "{\"id\":1,\"message_type\":1,\"created_at\":5,\"conversation_id\":1,"
        + "\"sender\":{\"id\":8,\"name\":\"Ann\"},\"inbox_id\":4,\"conversation\":{\"meta\":{\"sender\":{\"id\":2}}}}",
    ]
    for permutation in permutations(4) {
      let workers = [Array(permutation.prefix(2)), Array(permutation.dropFirst(2))].map { part in
        ReadRecords(part.map { lines[$0] }).reader.facts
      }
      var assembler = ConversationAssembler(Conversations(workers), JoiningOptions())
      let conversation = assembler.assemble(0)
      let texts = [
        conversation.account, conversation.id, conversation.status, conversation.queue,
        conversation.assignedAgentID,
        conversation.assignedAgentName, conversation.customerID,
      ]
      #expect(texts.map(\.string) == ["3", "1", "open", "Mail", "8", "Ann", "6"])
    }
  }
}
