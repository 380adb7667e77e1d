// Simulated conversations: who writes when, by both clocks, independent of the platform.

/// The author of a message.
enum Role { case customer, agent, bot, system }

/// An id that sorts by the time of its creation.
struct ULID {
  var milliseconds: Int
  /// Two words with 40 random bits each.
  var random: (UInt64, UInt64)
}

/// A message.
///
/// Its text is a number that `Phrases` turns into sentences.
struct Message {
  var id: ULID
  var role: Role
  /// The agent who wrote it, for messages by agents.
  var agent: Int
  /// Milliseconds since 1970 by the platform's clock.
  var created: Int
  /// Milliseconds since 1970 by the sender's clock.
  var client: Int
  var text: UInt64
}

/// A conversation that generates one message after another.
///
/// It has its own random numbers, so that it is the same in any order in which conversations are written.
struct Conversation {
  let index: Int
  let id: ULID
  let start: Int
  let queue: Int
  let customer: Int
  let agent: Int
  /// True if its record names the agent.
  let isAssigned: Bool
  private(set) var remaining: Int
  /// The creation time of the next message by the platform's clock.
  private(set) var nextCreated: Int
  private var random: Random
  private var role: Role
  private let clockError: Int
  private let isSlow: Bool
  private let isPlain: Bool

  static let queues = 24
  static let agents = 400

  init(index: Int, start: Int, seed: UInt64, isPlain: Bool) {
    var random = Random(seed: seed, stream: index)
    self.index = index
    self.start = start
    self.isPlain = isPlain
    id = ULID(milliseconds: start, random: (random.next() >> 24, random.next() >> 24))
    queue = random.perMille(10) ? -1 : min(random.below(Self.queues), random.below(Self.queues))
    customer = random.below(3_000_000)
    agent = random.below(Self.agents)
    isAssigned = !random.perMille(50)
    isSlow = random.perMille(120)
    clockError = !isPlain && random.perMille(15) ? random.below(200_000) - 100_000 : 0
    remaining = 1
    while remaining < 120 && random.perMille(903) { remaining += 1 }
    nextCreated = start + 20 + random.below(3000)
    role = random.perMille(70) ? .agent : .customer
    self.random = random
  }

  /// Returns the next message.
  ///
  /// - Precondition: `remaining` is not 0.
  mutating func next() -> Message {
    let hasOtherAgent = random.perMille(30)
    let message = Message(
      id: ULID(milliseconds: nextCreated, random: (random.next() >> 24, random.next() >> 24)), role: role,
      agent: hasOtherAgent ? (agent + 7) % Self.agents : agent, created: nextCreated,
      client: nextCreated - lag(), text: random.next())
    remaining -= 1
    let previous = role
    role = follower(of: previous)
    nextCreated += gap(from: previous, to: role)
    return message
  }

  private mutating func follower(of role: Role) -> Role {
    let choice = random.below(100)
    switch role {
    case .customer:
      return choice < 60 ? .agent : choice < 90 ? .customer : choice < 95 && !isPlain ? .bot : .system
    case .agent: return choice < 58 ? .customer : choice < 95 ? .agent : .system
    case .bot: return choice < 60 ? .customer : choice < 95 ? .agent : .bot
    case .system: return choice < 50 ? .customer : .agent
    }
  }

  /// Returns at least 1.2 seconds; usually up to some minutes, in slow conversations hours.
  private mutating func gap(from previous: Role, to role: Role) -> Int {
    if role == .bot { return 1200 + random.below(600) }
    let doublings = (random.next() & random.next() & 0x7F).nonzeroBitCount + (previous == role ? 0 : 2)
    return (1200 + random.below(5000)) << doublings * (isSlow ? 40 : 1)
  }

  /// Returns created minus client: less than a second, except for late messages and wrong clocks.
  private mutating func lag() -> Int {
    let lag = 20 + (random.below(900) * random.below(1000)) / 1000
    if role == .bot || role == .system { return lag / 10 }
    if isPlain { return lag }
    return (random.perMille(8) ? lag * 200 : lag) + (role == .customer ? clockError : 0)
  }
}
