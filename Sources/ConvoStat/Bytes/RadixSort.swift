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
    withUnsafeMutableBufferPointer { values in
      if values.count <= 1000 {
        var values = values
        return values.sort { key($0) < key($1) }
      }
      LargeArray(unset: values.count).withUnsafeMutableBufferPointer { spare in
        radixSort(values, spare: spare, bits: bits, key)
      }
    }
  }
}

@inline(__always)
private func radixSort<Element>(
  _ elements: UnsafeMutableBufferPointer<Element>, spare: UnsafeMutableBufferPointer<Element>, bits: Int,
  _ key: (Element) -> UInt64
) {
  let digits = (bits + digitBits - 1) / digitBits
  var counts = [Int](repeating: 0, count: digits * digitValues)
  var isInSpare = false
  counts.withUnsafeMutableBufferPointer { counts in
    for element in elements {
      let key = key(element)
      for position in 0..<digits { counts[position * digitValues + digit(key, position)] += 1 }
    }
    for position in 0..<digits {
      let range = position * digitValues..<(position + 1) * digitValues
      let offsets = UnsafeMutableBufferPointer(rebasing: counts[range])
      guard !offsets.contains(elements.count) else { continue }
      startOffsets(offsets)
      let (source, target) = isInSpare ? (spare, elements) : (elements, spare)
      for index in 0..<elements.count {
        let value = digit(key(source[index]), position)
        target[offsets[value]] = source[index]
        offsets[value] += 1
      }
      isInSpare.toggle()
    }
  }
  if isInSpare { _ = elements.update(fromContentsOf: spare) }
}

private let digitBits = 11
private let digitValues = 1 << digitBits

@inline(__always)
private func digit(_ key: UInt64, _ position: Int) -> Int {
  Int(truncatingIfNeeded: key >> UInt64(position * digitBits)) & (digitValues - 1)
}

/// Turns counts into the start offset of each digit value.
private func startOffsets(_ counts: UnsafeMutableBufferPointer<Int>) {
  var offset = 0
  for value in counts.indices {
    let count = counts[value]
    counts[value] = offset
    offset += count
  }
}
