// Thirty nights of a small world, as an export sees them: dumps that overlap, come late, and correct each other.

import Foundation

/// The exports of all nights, made from a seed.
struct NightlyWorld {
  /// The number of occurrences of each event, so that a test can check that it occurred.
  private(set) var late = 0
  private(set) var repeated = 0
  private(set) var corrected = 0
  private(set) var acrossMidnight = 0
  private(set) var saidAgain = 0
  /// The lines of every night's dump.
  private(set) var nights: [[String]]

  private var random: SplitMix
  private static let start = 1_767_571_200  // 2026-01-05T00:00:00Z
  private static let day = 86_400

  init(seed: UInt64, nights count: Int = 30) {
    random = SplitMix(state: seed)
    nights = Array(repeating: [], count: count)
    for night in 0..<count {
      for number in 0..<random.below(7) { converse("\(night)x\(number)", 1000 + night * 10 + number, night) }
      // Names change too.
      if random.oneIn(3) {
        write(#"{"payload":[{"id":3,"name":"Inbox \#(night)","channel_type":"x"}]}"#, night)
      }
    }
    for night in nights.indices { nights[night] = random.shuffled(nights[night]) }
  }

  /// Writes a line into a night's dump; what comes after the last night is never exported.
  private mutating func write(_ line: String, _ night: Int) {
    if nights.indices.contains(night) { nights[night].append(line) }
  }

  /// A conversation that begins on a day, at any time or shortly before midnight.
  private mutating func converse(_ name: String, _ number: Int, _ night: Int) {
    let isAsapp = random.oneIn(2)
    var second =
      night * Self.day + (random.oneIn(3) ? Self.day - 1 - random.below(600) : random.below(Self.day))
    var (wait, lastNight): (Int?, Int) = (nil, night)
    for message in 0..<(1 + random.below(8)) {
      let role = ["customer", "agent", "customer", "agent", "bot"][random.below(5)]
      let today = second / Self.day
      if role == "customer" {
        wait = wait ?? today
      } else {
        if let since = wait, since < today { acrossMidnight += 1 }
        wait = nil
      }
      let delay = random.oneIn(7) ? 1 + random.below(4) : 0
      late += delay > 0 ? 1 : 0
      let first = today + delay
      func line(_ role: String, _ updated: Int?) -> String {
        let created = Self.start + second
        return isAsapp
          ? Self.asapp(name, message, role, created, updated)
          : Self.chatwoot(number, message, role, created, updated)
      }
      let said = line(role, nil)
      write(said, first)
      for night in first + 1..<first + 3 where random.oneIn(3) {
        write(said, night)
        repeated += 1
      }
      if random.oneIn(6) {
        // Another role, and it was said later than the line before it had it.
        let other = role == "agent" ? "customer" : "agent"
        let night = first + random.below(5)
        second += random.below(30)
        write(line(other, Self.start + night * Self.day + Self.day - 1), night)
        corrected += 1
      }
      lastNight = max(lastNight, first)
      second += random.oneIn(4) ? random.below(30 * 3600) : 1 + random.below(900)
    }
    describe(name, number, isAsapp, nights: night...lastNight + 1)
  }

  /// Returns records of the conversation.
  ///
  /// Without an update time, the night decides which record is later.
  private mutating func describe(_ name: String, _ number: Int, _ isAsapp: Bool, nights: ClosedRange<Int>) {
    for night in nights where random.oneIn(2) {
      saidAgain += 1
      let queue = random.below(3)
      let updated = random.oneIn(2) ? #","updated_at":\#(Self.start + random.below(32) * Self.day)"# : ""
      if isAsapp {
        let agent = random.oneIn(2) ? #","agent":{"externalId":"a\#(queue)","name":"Ann \#(night)"}"# : ""
        write(
          #"{"id":"C\#(name)","externalId":"E\#(name)","customer":{"externalId":"u"},"#
            + #""metadata":{"queue":"q\#(queue)","night":"\#(night)"}\#(agent)\#(updated)}"#, night)
      } else {
        let status = ["open", "pending", "resolved"][random.below(3)]
        write(
          #"{"id":\#(number),"account_id":1,"inbox_id":\#(3 + queue),"status":"\#(status)","labels":["l\#(night)"]"#
            + #","meta":{"sender":{"id":44}}\#(updated)}"#, night)
      }
    }
  }

  private static func asapp(_ name: String, _ message: Int, _ role: String, _ created: Int, _ updated: Int?)
    -> String
  {
    // Some messages refer to the conversation by its external id, whose record may come nights later.
    let conversation =
      message % 4 == 3 ? #""conversationExternalId":"E\#(name)""# : #""conversationId":"C\#(name)""#
    let update = updated.map { #","updated_at":\#($0)"# } ?? ""
    return
      #"{\#(conversation),"messageId":"m\#(message)","sender":{"role":"\#(role)","externalId":"\#(role)1"},"#
      + #""createdTimestamp":\#(created)\#(update),"text":"secret"}"#
  }

  private static func chatwoot(_ number: Int, _ message: Int, _ role: String, _ created: Int, _ updated: Int?)
    -> String
  {
    let type = role == "customer" ? 0 : 1
    let sender = role == "agent" ? #","sender":{"id":5,"name":"Bob \#(created % 7)","type":"user"}"# : ""
    // Only some records have the account.
    let account = message % 3 == 0 ? #","account_id":1"# : ""
    let update = updated.map { #","updated_at":\#($0)"# } ?? ""
    return #"{"id":\#(number * 100 + message),"conversation_id":\#(number),"message_type":\#(type)"#
      + #","created_at":\#(created),"inbox_id":3,"content":"secret"\#(account)\#(sender)\#(update)}"#
  }
}

/// Numbers from a seed (Steele, Lea, Flood: SplitMix64).
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Returns a number from 0, inclusive, to `bound`, exclusive.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// Returns true once in `bound` times on average.
  mutating func oneIn(_ bound: Int) -> Bool { below(bound) == 0 }

  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var elements = elements
    for index in elements.indices.dropFirst() { elements.swapAt(index, below(index + 1)) }
    return elements
  }
}
