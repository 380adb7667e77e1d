// A hash that is wide enough to identify its text.

/// 96 bits that identify a text: among a billion texts of a run, two have the same ones by a chance of less than one in
/// 10^10.
struct WideHash: BitwiseCopyable {
  var high: UInt64
  var low: UInt32
}

private let wideSeeds = (0..<4).map { _ in UInt64.random(in: .min ... .max) | 1 }

/// A wide hash of texts that is keyed per process, so that no dump can be made to collide.
struct WideTextHash {
  private let starts: (UInt64, UInt64)
  private let factors: (UInt64, UInt64)

  init() {
    starts = (wideSeeds[0], wideSeeds[1])
    factors = (wideSeeds[2], wideSeeds[3])
  }

  /// Returns the hash of a text's bytes, by two multiply-and-folds of each word of eight bytes.
  func callAsFunction(_ text: Text) -> WideHash {
    let count = UInt64(truncatingIfNeeded: text.count)
    var (first, second) = (starts.0 ^ count, starts.1 &+ count)
    func take(_ word: UInt64) {
      first = folded(word ^ first, factors.0)
      second = folded(word &+ second, factors.1)
    }
    var offset = 0
    while offset + 8 <= text.count {
      take(text.word(at: offset))
      offset += 8
    }
    take(shortWord(text.start + offset, text.count - offset))
    return WideHash(high: first, low: UInt32(truncatingIfNeeded: second ^ second >> 32))
  }

  private func folded(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low &+ left
  }
}
