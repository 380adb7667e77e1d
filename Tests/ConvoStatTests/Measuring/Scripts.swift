// Conversations for tests, written as short lists of messages.

import TestSupport

@testable import ConvoStat

/// 2026-01-05T09:00:00Z in milliseconds since 1970.
let nineOClock: Int64 = 1_767_603_600_000

/// Returns a message that was created the given milliseconds after nine o'clock.
func message(
  _ kind: MessageClass, _ created: Int64, client: Int64? = nil, agent: UInt32 = Message.noAgent
) -> Message {
  Message(
    created: nineOClock + created, client: client.map { nineOClock + $0 } ?? Message.noClient, agent: agent,
    kind: kind)
}

/// Returns messages a second apart, given by initials: c, a, b, s, n, f.
///
/// The number of an agent may follow an `a`.
func script(_ letters: String, secondsApart: Int64 = 1) -> [Message] {
  var messages: [Message] = []
  for letter in letters {
    if let number = letter.wholeNumberValue {
      messages[messages.count - 1].agent = UInt32(number)
      continue
    }
    guard let kind = MessageClass.allCases.first(where: { String(describing: $0).first == letter }) else {
      preconditionFailure("no class begins with \(letter)")
    }
    messages.append(message(kind, Int64(messages.count) * secondsApart * 1000))
  }
  return messages
}

/// The worked example of the definitions; agent 1 is a1, agent 2 is a2.
let workedExample: [Message] = [
  message(.customer, 250, client: 0),
  message(.customer, 5300, client: 5000),
  message(.agent, 31_100, client: 31_000, agent: 1),
  message(.system, 32_000, client: 32_000),
  message(.agent, 40_500, client: 40_000, agent: 2),
  message(.customer, 99_000, client: 100_000),
  message(.agent, 112_600, client: 112_500, agent: 1),
  message(.customer, 200_100, client: 200_000),
]

/// The measures of messages.
func measured(_ messages: [Message], waitFrom: WaitOpening = .first) -> ConversationMeasures {
  let measures = ConversationMeasures()
  messages.withBorrowed { measures.measure($0, .none, WaitRules(waitFrom: waitFrom)) }
  return measures
}

/// Returns up to 30 messages in order within about three days, of all classes, some without client time or
/// agent id.
func randomMessages(_ generator: inout SeededGenerator) -> [Message] {
  var time = Int64.random(in: 0...86_400_000, using: &generator)
  return (0..<Int.random(in: 0...30, using: &generator)).map { _ in
    time += Int64.random(in: 0...20_000_000, using: &generator)
    let kinds: [MessageClass] = [
      .customer, .customer, .customer, .agent, .agent, .bot, .system, .note, .failed,
    ]
    let kind = kinds[Int.random(in: 0..<kinds.count, using: &generator)]
    let lag = Int64.random(in: -2000...5000, using: &generator)
    let hasClient = Int.random(in: 0..<4, using: &generator) > 0
    let agent = UInt32.random(in: 0...4, using: &generator)
    return message(
      kind, time, client: hasClient ? time - lag : nil,
      agent: kind == .agent && agent > 0 ? agent : Message.noAgent)
  }
}

extension ConversationMeasures {
  /// The events as arrays, which outlive the measures.
  var copied: (turns: [Turn], responses: [Reply], customerResponses: [Reply], botResponses: [Int64]) {
    (Array(turns), Array(responses), Array(customerResponses), Array(botResponses))
  }
}
