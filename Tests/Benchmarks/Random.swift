// Random numbers that are the same on every machine: SplitMix64.

/// A stream of random numbers that is determined by its seed.
struct Random {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// Creates the stream of one item.
  ///
  /// Neighbouring numbers have different streams.
  init(seed: UInt64, stream: Int) {
    var mixer = Random(seed: seed &+ UInt64(stream) &* 0xD134_2543_DE82_EF95)
    state = mixer.next()
  }

  /// Returns 64 random bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// Returns a number from 0 to `bound` - 1.
  mutating func below(_ bound: Int) -> Int {
    Int(((next() >> 32) &* UInt64(bound)) >> 32)
  }

  /// Returns true in `share` of a thousand cases.
  mutating func perMille(_ share: Int) -> Bool { below(1000) < share }
}
