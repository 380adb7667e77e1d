// Sorting of large pools of whole numbers, digit by digit.

/// Sorts numbers in ascending order; `spare` is scratch that can be used again.
///
/// Large arrays are sorted by digits of 11 bits from the least significant (LSD radix sort), a pass per digit in
/// which the numbers differ: for latencies of up to an hour, two. Small ones are left to the standard library.
func radixSort<Number: SignedInteger & FixedWidthInteger>(_ numbers: inout [Number], spare: inout [Number]) {
  guard numbers.count > 1000 else { return numbers.sort() }
  let digits = (Number.bitWidth + digitBits - 1) / digitBits
  var counts = countDigits(numbers, digits: digits)
  if spare.count < numbers.count { spare = [Number](repeating: 0, count: numbers.count) }
  var isInSpare = false
  counts.withUnsafeMutableBufferPointer { counts in
    numbers.withUnsafeMutableBufferPointer { numbers in
      spare.withUnsafeMutableBufferPointer { spare in
        for place in 0..<digits {
          let range = place * digitValues..<(place + 1) * digitValues
          let ofPlace = UnsafeMutableBufferPointer(rebasing: counts[range])
          guard !ofPlace.contains(numbers.count) else { continue }
          startOffsets(ofPlace)
          if isInSpare {
            distribute(UnsafeBufferPointer(rebasing: spare[..<numbers.count]), into: numbers, ofPlace, place)
          } else {
            distribute(UnsafeBufferPointer(numbers), into: spare, ofPlace, place)
          }
          isInSpare.toggle()
        }
        if isInSpare { _ = numbers.update(fromContentsOf: spare[..<numbers.count]) }
      }
    }
  }
}

private let digitBits = 11
private let digitValues = 1 << digitBits

/// A digit of a number whose sign bit is flipped, so that negative numbers come first.
@inline(__always)
private func digit<Number: SignedInteger & FixedWidthInteger>(_ number: Number, _ place: Int) -> Int {
  Int(truncatingIfNeeded: (number ^ .min) >> Number(place * digitBits)) & (digitValues - 1)
}

/// How often each value occurs of each digit, in one pass.
private func countDigits<Number: SignedInteger & FixedWidthInteger>(
  _ numbers: [Number], digits: Int
) -> [Int] {
  var counts = [Int](repeating: 0, count: digits * digitValues)
  counts.withUnsafeMutableBufferPointer { counts in
    for number in numbers {
      for place in 0..<digits { counts[place * digitValues + digit(number, place)] += 1 }
    }
  }
  return counts
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

private func distribute<Number: SignedInteger & FixedWidthInteger>(
  _ numbers: UnsafeBufferPointer<Number>, into target: UnsafeMutableBufferPointer<Number>,
  _ offsets: UnsafeMutableBufferPointer<Int>, _ place: Int
) {
  for number in numbers {
    let value = digit(number, place)
    target[offsets[value]] = number
    offsets[value] += 1
  }
}
