// Cells of numbers and times, as digits straight into the buffer.

extension CSVBuffer {
  /// A whole number.
  @inline(__always)
  mutating func integer(_ value: Int) {
    write(atMost: 21) { start in
      var end = start
      if value < 0 { put(UInt8(ascii: "-"), &end) }
      putDigits(UInt64(value.magnitude), &end)
      put(UInt8(ascii: ","), &end)
      return end - start
    }
  }

  /// Milliseconds as seconds with three decimals.
  @inline(__always)
  mutating func seconds(_ milliseconds: Int64) {
    let (whole, rest) = milliseconds.magnitude.quotientAndRemainder(dividingBy: 1000)
    decimal(isNegative: milliseconds < 0, whole: whole, thousandths: rest)
  }

  /// A sum of milliseconds as seconds with three decimals.
  mutating func seconds(_ sum: ExactSum) {
    if let small = sum.small { return seconds(small) }
    let (whole, rest) = UInt64(1000).dividingFullWidth(sum.magnitude)
    decimal(isNegative: sum.isNegative, whole: whole, thousandths: rest)
  }

  @inline(__always)
  private mutating func decimal(isNegative: Bool, whole: UInt64, thousandths: UInt64) {
    write(atMost: 26) { start in
      var end = start
      if isNegative { put(UInt8(ascii: "-"), &end) }
      putDigits(whole, &end)
      put(UInt8(ascii: "."), &end)
      put(UInt8(ascii: "0") + UInt8(thousandths / 100), &end)
      putPair(Int(thousandths % 100), &end)
      put(UInt8(ascii: ","), &end)
      return end - start
    }
  }

  /// A share or ratio with four decimals, half up; empty where there is nothing to divide by.
  ///
  /// - Precondition: they are counts: neither is negative, nor too great to be taken 20 000 times.
  mutating func ratio(_ numerator: Int, _ denominator: Int) {
    guard denominator > 0 else { return empty() }
    let value =
      numerator == 0 ? 0 : numerator == denominator ? 10_000 : (numerator * 20_000 / denominator + 1) / 2
    write(atMost: 26) { start in
      var end = start
      putDigits(UInt64(value / 10_000), &end)
      put(UInt8(ascii: "."), &end)
      putPair(value % 10_000 / 100, &end)
      putPair(value % 100, &end)
      put(UInt8(ascii: ","), &end)
      return end - start
    }
  }

  /// A time in milliseconds since 1970 as `2026-01-05T09:00:00.250Z`.
  ///
  /// - Precondition: the time lies in the years 1970 to 2999.
  @inline(__always)
  mutating func time(_ milliseconds: Int64) {
    if hasZone { return timeInZone(milliseconds) }
    let (dayNumber, ofDay) = Int(milliseconds).quotientAndRemainder(dividingBy: 86_400_000)
    if dayNumber != lastDay.number { lastDay = DateDigits(dayNumber) }
    let date = lastDay
    write(atMost: 25) { start in
      var end = start
      date.put(&end)
      putClock(ofDay, &end)
      put(UInt8(ascii: "Z"), &end)
      put(UInt8(ascii: ","), &end)
      return end - start
    }
  }

  /// A time by a zone's clock, as `2026-01-05T10:00:00.250+01:00`.
  @inline(never)
  private mutating func timeInZone(_ milliseconds: Int64) {
    if !lastOffset.times.contains(milliseconds), let zone { lastOffset = zone.stretch(at: milliseconds) }
    let offset = lastOffset.offset
    let (dayNumber, ofDay) = Zone.day(of: milliseconds + offset)
    if dayNumber != lastDay.number { lastDay = DateDigits(dayNumber) }
    let date = lastDay
    let minutes = Int(offset.magnitude / 60_000)
    write(atMost: 30) { start in
      var end = start
      date.put(&end)
      putClock(ofDay, &end)
      put(UInt8(ascii: offset < 0 ? "-" : "+"), &end)
      putPair(minutes / 60, &end)
      put(UInt8(ascii: ":"), &end)
      putPair(minutes % 60, &end)
      put(UInt8(ascii: ","), &end)
      return end - start
    }
  }
}

/// `T09:00:00.250`, of the milliseconds of a day.
@inline(__always)
private func putClock(_ ofDay: Int, _ end: inout UnsafeMutablePointer<UInt8>) {
  put(UInt8(ascii: "T"), &end)
  putPair(ofDay / 3_600_000, &end)
  put(UInt8(ascii: ":"), &end)
  putPair(ofDay / 60_000 % 60, &end)
  put(UInt8(ascii: ":"), &end)
  putPair(ofDay / 1000 % 60, &end)
  put(UInt8(ascii: "."), &end)
  put(UInt8(ascii: "0") + UInt8(ofDay / 100 % 10), &end)
  putPair(ofDay % 100, &end)
}

@inline(__always)
private func put(_ byte: UInt8, _ end: inout UnsafeMutablePointer<UInt8>) {
  end.pointee = byte
  end += 1
}

/// The two digits of all numbers from 0 to 99, one after the other.
private let pairs: StaticString =
  """
  00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354\
  555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
  """

/// Two digits of a number from 0 to 99.
@inline(__always)
private func putPair(_ value: Int, _ end: inout UnsafeMutablePointer<UInt8>) {
  putPair(UInt64(truncatingIfNeeded: value), at: end)
  end += 2
}

@inline(__always)
private func putPair(_ value: UInt64, at place: UnsafeMutablePointer<UInt8>) {
  let digits = UnsafeRawPointer(pairs.utf8Start).loadUnaligned(
    fromByteOffset: Int(value) * 2, as: UInt16.self)
  UnsafeMutableRawPointer(place).storeBytes(of: digits, as: UInt16.self)
}

/// A date in digits, as times of one day mostly follow each other.
struct DateDigits {
  let number: Int
  private let digits: (UInt64, UInt16)

  /// The date by its days since 1970-01-01.
  init(_ dayNumber: Int) {
    number = dayNumber
    var digits: (UInt64, UInt16) = (0, 0)
    withUnsafeMutableBytes(of: &digits) { bytes in
      guard var end = bytes.bindMemory(to: UInt8.self).baseAddress else { return }
      putDate(dayNumber, &end)
    }
    self.digits = digits
  }

  @inline(__always)
  fileprivate func put(_ end: inout UnsafeMutablePointer<UInt8>) {
    let place = UnsafeMutableRawPointer(end)
    place.storeBytes(of: digits.0, as: UInt64.self)
    place.storeBytes(of: digits.1, toByteOffset: 8, as: UInt16.self)
    end += 10
  }
}

@inline(__always)
private func putDate(_ dayNumber: Int, _ end: inout UnsafeMutablePointer<UInt8>) {
  let date = CivilDate(dayNumber: dayNumber)
  putPair(date.year / 100, &end)
  putPair(date.year % 100, &end)
  put(UInt8(ascii: "-"), &end)
  putPair(date.month, &end)
  put(UInt8(ascii: "-"), &end)
  putPair(date.day, &end)
}

/// All digits of a number, without leading zeros.
@inline(__always)
private func putDigits(_ value: UInt64, _ end: inout UnsafeMutablePointer<UInt8>) {
  if value < 10 { return put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value), &end) }
  putLongDigits(value, &end)
}

private func putLongDigits(_ value: UInt64, _ end: inout UnsafeMutablePointer<UInt8>) {
  let length = digitCount(value)
  end += length
  var place = end
  var rest = value
  while rest >= 100 {
    place -= 2
    putPair(rest % 100, at: place)
    rest /= 100
  }
  if rest >= 10 {
    putPair(rest, at: place - 2)
  } else {
    (place - 1).pointee = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest)
  }
}

/// How many digits a number of two or more has.
@inline(__always)
private func digitCount(_ value: UInt64) -> Int {
  if value < 100 { return 2 }
  if value < 1000 { return 3 }
  if value < 10_000 { return 4 }
  if value < 100_000 { return 5 }
  var length = 5
  var above = value / 100_000
  while above > 0 {
    length += 1
    above /= 10
  }
  return length
}
