// Sorting of many things by a number of each, digit by digit.

extension LargeArray {
  /// Sorts the values in ascending order of their keys, equal ones as they stood.
  ///
  /// Many are sorted by digits of 11 bits from the least significant (LSD radix sort), a pass per digit in
  /// which the
  /// keys differ: for latencies of up to an hour, two. Few are left to the standard library.
  ///
  /// - Parameter bits: how many bits of the keys count; those above are zero.
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
      for place in 0..<digits { counts[place * digitValues + digit(key, place)] += 1 }
    }
    for place in 0..<digits {
      let range = place * digitValues..<(place + 1) * digitValues
      let ofPlace = UnsafeMutableBufferPointer(rebasing: counts[range])
      guard !ofPlace.contains(elements.count) else { continue }
      startOffsets(ofPlace)
      let (source, target) = isInSpare ? (spare, elements) : (elements, spare)
      for index in 0..<elements.count {
        let value = digit(key(source[index]), place)
        target[ofPlace[value]] = source[index]
        ofPlace[value] += 1
      }
      isInSpare.toggle()
    }
  }
  if isInSpare { _ = elements.update(fromContentsOf: spare) }
}

private let digitBits = 11
private let digitValues = 1 << digitBits

@inline(__always)
private func digit(_ key: UInt64, _ place: Int) -> Int {
  Int(truncatingIfNeeded: key >> UInt64(place * digitBits)) & (digitValues - 1)
}

/// Turns counts into the places where each value of the digit begins.
private func startOffsets(_ counts: UnsafeMutableBufferPointer<Int>) {
  var offset = 0
  for value in counts.indices {
    let count = counts[value]
    counts[value] = offset
    offset += count
  }
}
