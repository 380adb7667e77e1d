// Differences on one scale: the number of standard errors that a difference is away from none.

import ConvoStat
import System

/// Tests of a difference between two samples; each gives a z, positive if the second sample is greater.
enum NormalScale {
  /// Returns the probability that chance alone gives a z at least as far from 0.
  static func probability(_ z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }

  /// Returns z of the rank test of Wilcoxon, Mann and Whitney, with the correction for ties.
  ///
  /// Both samples must be sorted.
  static func ranks(_ old: [Int64], _ new: [Int64]) -> Double {
    let (oldCount, newCount) = (Double(old.count), Double(new.count))
    let all = oldCount + newCount
    var (sum, ties) = (0.0, 0.0)
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      let value = i == old.count ? new[j] : j == new.count ? old[i] : min(old[i], new[j])
      let (firstOld, firstNew) = (i, j)
      while i < old.count, old[i] == value { i += 1 }
      while j < new.count, new[j] == value { j += 1 }
      let same = Double(i - firstOld + j - firstNew)
      let rank = Double(firstOld + firstNew) + (same + 1) / 2
      sum += rank * Double(j - firstNew)
      ties += same * same * same - same
    }
    let variance = oldCount * newCount / 12 * (all + 1 - ties / (all * max(1, all - 1)))
    if !(variance > 0) { return 0 }
    let difference = sum - newCount * (newCount + 1) / 2 - oldCount * newCount / 2
    return difference.towardZero(by: 0.5) / variance.squareRoot()
  }

  /// Returns z of the difference of two shares by their arcsines, with a correction for continuity; `nil` if both
  /// samples together have fewer than ten hits or misses.
  static func shares(_ old: (hits: Double, of: Double), _ new: (hits: Double, of: Double)) -> Double? {
    let (hits, all) = (old.hits + new.hits, old.of + new.of)
    guard old.of >= 1, new.of >= 1, old.hits <= old.of, new.hits <= new.of, hits >= 10, all - hits >= 10
    else { return nil }
    func angle(_ hits: Double, _ all: Double) -> Double {
      asin(max(0, min(1, (hits + 0.375) / (all + 0.75))).squareRoot())
    }
    let isMore = new.hits / new.of > old.hits / old.of
    let half = isMore ? 0.5 : -0.5
    let difference = angle(new.hits - half, new.of) - angle(old.hits + half, old.of)
    if isMore != (difference > 0) { return 0 }
    return 2 * difference / (1 / old.of + 1 / new.of).squareRoot()
  }

  /// Returns z of the difference of two medians, from the figures alone; `nil` if a sample has fewer than twenty values.
  ///
  /// The median and the 90th percentile of a logarithmic normal distribution give its spread, and the spread the error
  /// of the median.
  static func medians(_ old: Figures, _ new: Figures) -> Double? {
    guard old.count >= 20, new.count >= 20 else { return nil }
    // A second is added to each value, so that 0 has a logarithm and fractions of a second do not count.
    func logarithm(_ seconds: Double) -> Double { log(max(0, seconds) + 1) }
    func error(_ figures: Figures) -> Double {
      let spread = logarithm(max(figures.p90, figures.median + 1)) - logarithm(figures.median)
      let deviation = 1.25 * spread / 1.2816
      return Double.pi / 2 * deviation * deviation / figures.count
    }
    let (oldError, newError) = (error(old), error(new))
    // Platforms that keep whole seconds move a median by one second for nothing.
    let second = logarithm(min(old.median, new.median) + 1) - logarithm(min(old.median, new.median))
    let difference = (logarithm(new.median) - logarithm(old.median)).towardZero(by: second)
    let means = logarithm(new.mean) - logarithm(old.mean)
    if difference == 0 || means.sign != difference.sign { return 0 }
    // A median that jumps over a gap between two clusters of values moves much more than the mean.
    let counted = difference > 0 ? min(difference, 2 * means) : max(difference, 2 * means)
    let variance = oldError + newError
    let freedom =
      variance * variance
      / (oldError * oldError / (0.268 * old.count) + newError * newError / (0.268 * new.count))
    return normal(t: counted / variance.squareRoot(), freedom)
  }

  /// The figures of a latency of a group, in seconds.
  struct Figures {
    let count, mean, median, p90: Double
  }

  /// Returns the z that is as rare as a t with some degrees of freedom, by the approximation of Wallace (1959).
  private static func normal(t: Double, _ freedom: Double) -> Double {
    let size = (freedom * log1p(t * t / freedom)).squareRoot() * (8 * freedom + 1) / (8 * freedom + 3)
    return t < 0 ? -size : size
  }
}

extension Double {
  /// Returns the number moved to 0 by some distance, at most to 0.
  fileprivate func towardZero(by distance: Double) -> Double {
    self < 0 ? min(0, self + distance) : max(0, self - distance)
  }
}
