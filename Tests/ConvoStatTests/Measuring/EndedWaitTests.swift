// Waits one by one: the examples of the definitions, and in all small conversations the sums of the measures.

import Testing

@testable import ConvoStat

@Suite("The waits of a conversation")
struct EndedWaitTests {
  /// Returns the waits of messages, each with the times of the message that opened it taken out.
  private func waits(_ messages: [Message], from: WaitOpening = .first) -> [EndedWait] {
    let measures = measured(messages, waitFrom: from)
    return measures.waits.map { wait in
      let opening = wait.opening.map { messages[$0] }
      #expect(wait.since == opening?.created && wait.client == opening?.client)
      var wait = wait
      (wait.since, wait.client) = (0, Message.noClient)
      return wait
    }
  }

  struct Example: CustomTestStringConvertible {
    let letters: String
    var from = WaitOpening.first
    let waits: [EndedWait]
    var testDescription: String { "\(letters) from \(from)" }
  }

  static let examples = [
    Example(letters: "", waits: []),
    Example(letters: "absnf", waits: []),
    Example(letters: "c", waits: [EndedWait(opening: 0, end: .open)]),
    Example(
      letters: "ccsaac",
      waits: [EndedWait(opening: 0, closing: 3, end: .agent), EndedWait(opening: 5, end: .open)]),
    Example(
      letters: "ccsaac", from: .last,
      waits: [EndedWait(opening: 1, closing: 3, end: .agent), EndedWait(opening: 5, end: .open)]),
    // A bot does not end the wait that an agent ends.
    Example(letters: "cbba", waits: [EndedWait(opening: 0, closing: 3, botResponse: 1, end: .agent)]),
    // A customer message after it opens the wait anew.
    Example(
      letters: "cbnca",
      waits: [
        EndedWait(opening: 0, closing: 1, botResponse: 1, end: .bot),
        EndedWait(opening: 3, closing: 4, end: .agent),
      ]),
    Example(letters: "cbb", waits: [EndedWait(opening: 0, closing: 1, botResponse: 1, end: .bot)]),
    Example(
      letters: "bcbcb", from: .last,
      waits: [
        EndedWait(opening: 1, closing: 2, botResponse: 2, end: .bot),
        EndedWait(opening: 3, closing: 4, botResponse: 4, end: .bot),
      ]),
    // A bot message while nobody waits answers nothing later.
    Example(
      letters: "cabac",
      waits: [EndedWait(opening: 0, closing: 1, end: .agent), EndedWait(opening: 4, end: .open)]),
  ]

  @Test("are those of the definition", arguments: examples)
  func definition(_ example: Example) {
    #expect(waits(script(example.letters), from: example.from) == example.waits)
  }

  @Test(
    "add up to the measures of every conversation of up to seven messages",
    arguments: [WaitOpening.first, .last])
  func sums(_ from: WaitOpening) {
    for length in 0...7 {
      for number in 0..<(1 << (2 * length)) {
        let letters = (0..<length).map { "cabs"[number >> (2 * $0) & 3] }
        let messages = script(String(letters))
        let measures = measured(messages, waitFrom: from)
        let waits = waits(messages, from: from)
        let responses = waits.filter { $0.end == .agent }.map { wait in
          Reply(of: messages[wait.closing ?? -1], to: messages[wait.opening ?? -1])
        }
        let bots = waits.compactMap(\.botResponse).map { messages[$0].created }
        let open = waits.filter { $0.end == .open }.map { messages[$0.opening ?? -1].created }
        let since = measures.figures.unansweredSince
        let isSame =
          responses == measures.copied.responses && bots == measures.copied.botResponses
          && open == (since.map { [$0] } ?? [])
        if !isSame { Issue.record("\(String(letters)): \(waits)") }
      }
    }
  }
}

extension String {
  fileprivate subscript(offset: Int) -> Character { self[index(startIndex, offsetBy: offset)] }
}
