// Random numbers that are the same for the same seed everywhere.

import System

/// A stream of SplitMix64.
struct RandomStream {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// Returns a number from 0, below a limit.
  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  /// Returns a number of the normal distribution, by the method of Box and Muller.
  mutating func normal() -> Double {
    let (first, second) = (Double(next() >> 11) + 1, Double(next() >> 11))
    let unit = Double(1 << 53)
    return (-2 * log(first / unit)).squareRoot() * cos(2 * .pi * second / unit)
  }
}

/// Returns e to a power.
func exponential(_ power: Double) -> Double { exp(power) }
