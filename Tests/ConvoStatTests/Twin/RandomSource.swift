// Random numbers that are the same for the same seed everywhere.

/// SplitMix64, a small deterministic generator.
struct RandomSource: RandomNumberGenerator {
  private var state: UInt64

  /// Creates a source with a seed.
  init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0, below a limit.
  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  /// Returns true in the given percentage of cases.
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  /// Returns one of several choices.
  mutating func pick<Choice>(_ choices: [Choice]) -> Choice { choices[below(choices.count)] }

  /// Returns the same things in another order.
  mutating func shuffled<Thing>(_ things: [Thing]) -> [Thing] {
    var things = things
    for index in things.indices.reversed() { things.swapAt(index, below(index + 1)) }
    return things
  }
}
