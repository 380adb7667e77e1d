// Random numbers of the distributions that the tests of compare need.

import System
import TestSupport

extension SeededGenerator {
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
