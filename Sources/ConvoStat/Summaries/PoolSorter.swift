// The figures of latency pools: one scratch, used for pool after pool.

/// Computes the figures of pools. It holds two copies of the largest pool so far.
struct PoolSorter {
  private var values: [Int32] = []
  private var spare: [Int32] = []
  private var wide: [Int64] = []
  private var spareWide: [Int64] = []

  /// The exact figures of a pool, which stays as it is.
  mutating func statistics(of pool: LatencyPool) -> LatencyStatistics {
    var total = ExactSum()
    values.removeAll(keepingCapacity: true)
    values.reserveCapacity(pool.count)
    pool.forEachChunk { chunk in
      var sum: Int64 = 0  // a chunk of 32-bit values cannot overflow it
      for value in chunk { sum += Int64(value) }
      total += sum
      values += chunk
    }
    wide.removeAll(keepingCapacity: true)
    wide += pool.wideValues
    for value in wide { total += value }
    radixSort(&values, spare: &spare)
    radixSort(&wide, spare: &spareWide)
    return statistics(total: total)
  }

  /// Wide values lie below all others or above all others.
  private func statistics(total: ExactSum) -> LatencyStatistics {
    let below = wide.firstIndex { $0 > 0 } ?? wide.count
    return LatencyStatistics(count: values.count + wide.count, total: total) { rank in
      if rank < below { return wide[rank] }
      return rank < below + values.count ? Int64(values[rank - below]) : wide[rank - values.count]
    }
  }
}
