// Cells of numbers and times, as digits straight into the buffer.

extension CSVBuffer {
  /// Cells of numbers that stand side by side, so many at most: where the next one goes is not asked of the buffer.
  @inline(__always)
  mutating func numbers(atMost count: Int, _ body: (inout NumberCells) -> Void) {
    write(atMost: count * NumberCells.mostBytes) { start in
      var cells = NumberCells(at: start)
      body(&cells)
      return cells.end - start
    }
  }

  /// A whole number.
  @inline(__always)
  mutating func integer(_ value: Int) { numbers(atMost: 1) { $0.integer(value) } }

  /// Milliseconds as seconds with three decimals; an empty cell where there is nothing to measure.
  @inline(__always)
  mutating func seconds(_ milliseconds: Int64?) { numbers(atMost: 1) { $0.seconds(milliseconds) } }

  /// A share or ratio with four decimals, half up; empty where there is nothing to divide by.
  ///
  /// - Precondition: they are counts: neither is negative, nor too great to be taken 20 000 times.
  mutating func ratio(_ numerator: Int, _ denominator: Int) {
    numbers(atMost: 1) { $0.ratio(numerator, denominator) }
  }

  /// A time in milliseconds since 1970 as `2026-01-05T09:00:00.250Z`.
  ///
  /// - Precondition: the time lies in the years 1970 to 2999.
  @inline(__always)
  mutating func time(_ milliseconds: Int64) {
    if hasZone { return timeInZone(milliseconds) }
    let (dayNumber, ofDay) = Int(milliseconds).quotientAndRemainder(dividingBy: 86_400_000)
    let date = digits(ofDay: dayNumber)
    write(atMost: 25) { start in
      var end = start
      date.put(&end)
      putClock(ofDay, &end)
      putByte(UInt8(ascii: "Z"), &end)
      putByte(UInt8(ascii: ","), &end)
      return end - start
    }
  }

  /// A time by a zone's clock, as `2026-01-05T10:00:00.250+01:00`.
  @inline(never)
  private mutating func timeInZone(_ milliseconds: Int64) {
    let offset = zone.map { zoneOffset($0, at: milliseconds) } ?? 0
    let (dayNumber, ofDay) = Zone.day(of: milliseconds + offset)
    let date = digits(ofDay: dayNumber)
    let minutes = Int(offset.magnitude / 60_000)
    write(atMost: 30) { start in
      var end = start
      date.put(&end)
      putClock(ofDay, &end)
      putByte(UInt8(ascii: offset < 0 ? "-" : "+"), &end)
      putPair(minutes / 60, &end)
      putByte(UInt8(ascii: ":"), &end)
      putPair(minutes % 60, &end)
      putByte(UInt8(ascii: ","), &end)
      return end - start
    }
  }
}

/// `T09:00:00.250`, of the milliseconds of a day.
@inline(__always)
private func putClock(_ ofDay: Int, _ end: inout UnsafeMutablePointer<UInt8>) {
  putByte(UInt8(ascii: "T"), &end)
  putPair(ofDay / 3_600_000, &end)
  putByte(UInt8(ascii: ":"), &end)
  putPair(ofDay / 60_000 % 60, &end)
  putByte(UInt8(ascii: ":"), &end)
  putPair(ofDay / 1000 % 60, &end)
  putByte(UInt8(ascii: "."), &end)
  putByte(UInt8(ascii: "0") + UInt8(ofDay / 100 % 10), &end)
  putPair(ofDay % 100, &end)
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
  putByte(UInt8(ascii: "-"), &end)
  putPair(date.month, &end)
  putByte(UInt8(ascii: "-"), &end)
  putPair(date.day, &end)
}
