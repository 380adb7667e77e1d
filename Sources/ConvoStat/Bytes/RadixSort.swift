// Radix sort of many values by an integer key.

extension LargeArray {
  /// Sorts the values in ascending order of their keys.
  ///
  /// Values with equal keys keep their order.
  ///
  /// Many values are sorted by digits of 11 bits from the least significant (LSD radix sort), with a pass
  /// per digit in which the keys differ: two for latencies of up to an hour. Few values are left to the
  /// standard library.
  ///
  /// - Parameter bits: the number of low bits of the keys that count. Higher bits must be zero.
  @inline(__always)
  func sort(bits: Int, by key: (Element) -> UInt64) {
    if count <= 1000 { return borrowed.sort { key($0) < key($1) } }
    let spare = FixedArray<Element>(unset: count)
    radixSort(borrowed, spare: spare.borrowed, bits: bits, key)
  }
}

@inline(__always)
private func radixSort<Element: BitwiseCopyable>(
  _ values: MutableBorrowedArray<Element>, spare: MutableBorrowedArray<Element>, bits: Int,
  _ key: (Element) -> UInt64
) {
  let digits = (bits + digitBits - 1) / digitBits
  var counts = [Int](repeating: 0, count: digits * digitValues)
  var isInSpare = false
  counts.withMutableBorrowed { counts in
    for element in values.elements {
      let key = key(element)
      for position in 0..<digits { counts[position * digitValues + digit(key, position)] += 1 }
    }
    for position in 0..<digits {
      let offsets = counts.part(position * digitValues..<(position + 1) * digitValues)
      guard !offsets.elements.contains(values.count) else { continue }
      startOffsets(offsets)
      let (source, target) = isInSpare ? (spare, values) : (values, spare)
      for index in 0..<values.count {
        let digit = digit(key(source[index]), position)
        target[offsets[digit]] = source[index]
        offsets[digit] += 1
      }
      isInSpare.toggle()
    }
  }
  if isInSpare { values.update(at: 0, from: spare.elements) }
}

private let digitBits = 11
private let digitValues = 1 << digitBits

@inline(__always)
private func digit(_ key: UInt64, _ position: Int) -> Int {
  Int(truncatingIfNeeded: key >> UInt64(position * digitBits)) & (digitValues - 1)
}

/// Turns counts into the start offset of each digit value.
private func startOffsets(_ counts: MutableBorrowedArray<Int>) {
  var offset = 0
  for value in counts.indices {
    let count = counts[value]
    counts[value] = offset
    offset += count
  }
}
