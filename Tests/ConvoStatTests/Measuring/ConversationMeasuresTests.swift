// The measures of conversations: the examples of the definitions, and a twin that works by runs instead of
// message by message.

import TestSupport
import Testing

@testable import ConvoStat

@Suite("Measures of a conversation")
struct ConversationMeasuresTests {
  @Test("The worked example has the turns, responses and wait of the specification")
  func workedExampleEvents() {
    let measures = measured(workedExample)
    let figures = measures.figures
    #expect(figures.messages == ClassCounts(customer: 4, agent: 3, system: 1))
    #expect(figures.turns == ClassCounts(customer: 3, agent: 2))
    #expect(measures.copied.responses.map(\.createdLatency) == [30_850, 13_600])
    #expect(measures.copied.responses.map(\.clientLatency) == [31_000, 12_500])
    #expect(measures.copied.responses.map(\.agent) == [1, 1])
    #expect(measures.copied.customerResponses.map(\.createdLatency) == [58_500, 87_500])
    #expect(measures.copied.customerResponses.map(\.clientLatency) == [60_000, 87_500])
    #expect(measures.copied.turns.map(\.agent) == [Message.noAgent, 1, Message.noAgent, 1, Message.noAgent])
    #expect(figures.unansweredSince == nineOClock + 200_100)
    #expect(!figures.isNeverAnswered)
    #expect(!figures.isAgentInitiated)
    #expect(figures.agents == 2)
    #expect(figures.responsesClientNegative == 0)
  }

  @Test("The worked example has the means, percentiles and lags of the specification")
  func workedExampleFigures() {
    let figures = measured(workedExample).figures
    #expect(figures.firstResponse?.createdLatency == 30_850)
    #expect(figures.firstResponse?.clientLatency == 31_000)
    #expect(figures.response.created.mean == 22_225)
    #expect(figures.response.client.mean == 21_750)
    #expect(figures.response.created.median == 22_225)
    #expect(figures.response.client.median == 21_750)
    #expect(figures.response.created.p90 == 29_125)
    #expect(figures.response.client.p90 == 29_150)
    #expect(figures.ingestLags.count == 8)
    #expect(figures.ingestLags.mean == 44)
    #expect(figures.ingestLags.minimum == -1000)
    #expect(figures.ingestLags.maximum == 500)
    #expect(figures.ingestLags.negative == 1)
  }

  struct BotExample: CustomTestStringConvertible {
    let messages: [Message]
    let responses: [Int64]
    let botResponses: Int
    var unansweredSince: Int64?
    var testDescription: String {
      messages.map { "\($0.kind) \($0.created - nineOClock)" }.joined(separator: ", ")
    }
  }

  @Test(
    "A bot answers without closing the wait",
    arguments: [
      BotExample(
        messages: [message(.customer, 0), message(.bot, 10_000), message(.agent, 100_000)],
        responses: [100_000], botResponses: 1),
      BotExample(
        messages: [
          message(.customer, 0), message(.bot, 10_000), message(.customer, 1_000_000),
          message(.agent, 1_060_000),
        ], responses: [60_000], botResponses: 1),
      BotExample(
        messages: [message(.customer, 0), message(.bot, 10_000), message(.bot, 20_000)], responses: [],
        botResponses: 1),
      BotExample(
        messages: [message(.customer, 0), message(.bot, 10_000), message(.customer, 1_000_000)],
        responses: [],
        botResponses: 1, unansweredSince: 1_000_000),
    ])
  func bots(example: BotExample) {
    let measures = measured(example.messages)
    #expect(measures.copied.responses.map(\.createdLatency) == example.responses)
    #expect(measures.botResponses.count == example.botResponses)
    #expect(measures.figures.unansweredSince == example.unansweredSince.map { nineOClock + $0 })
    #expect(!measures.figures.isNeverAnswered)
  }

  @Test(
    "A wait is measured from its first customer message, or from its last",
    arguments: [
      ("cca", [2], [1]), ("cscna", [4], [2]), ("ccbca", [1], [1]), ("cbcca", [2], [1]), ("acca", [2], [1]),
      ("caaca", [1, 1], [1, 1]), ("ccb", [], []),
    ] as [(String, [Int64], [Int64])])
  func waitFrom(letters: String, first: [Int64], last: [Int64]) {
    #expect(measured(script(letters)).copied.responses.map { $0.createdLatency / 1000 } == first)
    #expect(
      measured(script(letters), waitFrom: .last).copied.responses.map { $0.createdLatency / 1000 } == last)
  }

  @Test(
    "A customer whom nobody ever answers is never answered; who only starts or is silent is not",
    arguments: [
      ("c", true), ("cc", true), ("ac", true), ("bc", true), ("csc", true), ("ca", false), ("cb", false),
      ("a", false), ("b", false), ("s", false), ("", false), ("cac", false),
    ])
  func neverAnswered(letters: String, expected: Bool) {
    #expect(measured(script(letters)).figures.isNeverAnswered == expected)
  }

  @Test("System messages, notes and failed messages break no turn, and failed ones have no lag")
  func invisible() {
    var messages = script("csnfca")
    for index in messages.indices { messages[index].client = messages[index].created - 1000 }
    let figures = measured(messages).figures
    #expect(figures.turns == ClassCounts(customer: 1, agent: 1))
    #expect(figures.messages == ClassCounts(customer: 2, agent: 1, system: 1, note: 1, failed: 1))
    #expect(figures.ingestLags.count == 5)
    #expect(figures.participantSpan == nineOClock...nineOClock + 5000)
  }

  @Test("Agents count once each, and only those with an id; measuring again forgets what was before")
  func agents() {
    let measures = ConversationMeasures()
    let many = (0..<5000).map { message(.agent, $0, agent: UInt32($0 % 700)) } + script("aca2a")
    many.withBorrowed { measures.measure($0, .none, WaitRules()) }
    #expect(measures.figures.agents == 700)
    #expect(measures.agents.count == 701)
    measures.measure(.none, .none, WaitRules())
    #expect(measures.agents.isEmpty && measures.turns.isEmpty && measures.responses.isEmpty)
    #expect(measures.figures.messages == ClassCounts())
    #expect(measures.figures.participantSpan == nil)
  }

  @Test("Figures of few latencies are those of many: by insertion, by the library's sort, and of one alone")
  func sorting() {
    var generator = SeededGenerator(seed: 5)
    for count in 0..<60 {
      let values = (0..<count).map { _ in
        Int64.random(in: -50...50, using: &generator) << Int64(count % 3 * 20)
      }
      let sorted = values.sorted()
      let total = sorted.reduce(into: ExactSum()) { $0 += $1 }
      let expected = LatencyStatistics(count: count, total: total) { sorted[$0] }
      var list = ReusableArray<Int64>()
      for value in values { list.append(value) }
      let got = LatencyStatistics(sorting: &list)
      #expect("\(got)" == "\(expected)", "\(sorted)")
    }
  }

  @Test("A client latency is missing where either message has no client time, and may be negative")
  func clientLatencies() {
    let measures = measured([
      message(.customer, 0, client: 5000), message(.agent, 1000, client: 1000), message(.customer, 2000),
      message(.agent, 3000, client: 3000), message(.customer, 4000, client: 4000), message(.agent, 9000),
    ])
    #expect(measures.copied.responses.map(\.clientLatency) == [-4000, nil, nil])
    #expect(measures.figures.responsesClientNegative == 1)
    #expect(measures.figures.response.client.count == 1)
    #expect(measures.figures.response.created.count == 3)
  }

  @Test("Random conversations have the waits of the twin", arguments: [WaitOpening.first, .last])
  func twin(waitFrom: WaitOpening) {
    var generator = SeededGenerator(seed: 7)
    var responses = 0
    for _ in 0..<3000 {
      let messages = randomMessages(&generator)
      let measures = measured(messages, waitFrom: waitFrom)
      let twin = WaitsByRuns(messages, waitFrom: waitFrom)
      let letters = messages.map { "\($0.kind)".prefix(1) }.joined()
      #expect(measures.copied.responses == twin.responses, "\(letters)")
      #expect(measures.copied.botResponses == twin.botResponses, "\(letters)")
      #expect(measures.figures.unansweredSince == twin.unansweredSince, "\(letters)")
      responses += twin.responses.count
    }
    #expect(responses > 3000)
  }
}

/// The waits of a conversation, found by runs: between two agent messages there are runs of customer and of
/// bot messages in turn.
///
/// A bot run after a customer run is one bot response; the last customer run opened the wait that the agent
/// closes.
private struct WaitsByRuns {
  var responses: [Reply] = []
  var botResponses: [Int64] = []
  var unansweredSince: Int64?

  init(_ messages: [Message], waitFrom: WaitOpening) {
    var runs: [[Message]] = []
    func opening() -> Message? {
      let run = runs.last { $0[0].kind == .customer }
      return waitFrom == .first ? run?.first : run?.last
    }
    for message in messages where message.kind.isParticipant {
      if message.kind == .agent {
        if let opening = opening() { responses.append(Reply(of: message, to: opening)) }
        runs = []
      } else if runs.last?[0].kind == message.kind {
        runs[runs.count - 1].append(message)
      } else {
        if message.kind == .bot, !runs.isEmpty { botResponses.append(message.created) }
        runs.append([message])
      }
    }
    if runs.last?[0].kind == .customer { unansweredSince = opening()?.created }
  }
}
