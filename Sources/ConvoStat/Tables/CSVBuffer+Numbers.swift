// Cells of numbers and times, written as digits directly into the buffer.

extension CSVBuffer {
  /// Writes at most `count` adjacent cells of numbers without looking up the end of the buffer for each.
  @inline(__always)
  mutating func numbers(atMost count: Int, _ body: (inout NumberCells) -> Void) {
    write(atMost: count * NumberCells.mostBytes) { writer in
      var cells = NumberCells(writer)
      body(&cells)
      writer = cells.writer
    }
  }

  /// Writes a whole number.
  @inline(__always)
  mutating func integer(_ value: Int) { numbers(atMost: 1) { $0.integer(value) } }

  /// Writes milliseconds as seconds with three decimals; an empty cell for `nil`.
  @inline(__always)
  mutating func seconds(_ milliseconds: Int64?) { numbers(atMost: 1) { $0.seconds(milliseconds) } }

  /// Writes a share or ratio with four decimals, rounded half up; an empty cell if the denominator is 0.
  ///
  /// - Precondition: both are counts: neither is negative, and neither overflows when multiplied by 20 000.
  mutating func ratio(_ numerator: Int, _ denominator: Int) {
    numbers(atMost: 1) { $0.ratio(numerator, denominator) }
  }

  /// Writes a mean with two decimals, in units of the last one; an empty cell for `nil`.
  mutating func hundredths(_ value: Int?) {
    numbers(atMost: 1) { cells in if let value { cells.hundredths(value) } else { cells.empty() } }
  }

  /// Writes a time in milliseconds since 1970 as `2026-01-05T09:00:00.250Z`.
  ///
  /// - Precondition: the time is in the years 1970 to 2999.
  @inline(__always)
  mutating func time(_ milliseconds: Int64) {
    if hasZone { return timeInZone(milliseconds) }
    let (dayNumber, ofDay) = Int(milliseconds).quotientAndRemainder(dividingBy: 86_400_000)
    let date = digits(ofDay: dayNumber)
    write(atMost: 25) { writer in
      writer.put(date)
      writer.putClock(ofDay)
      writer.put(UInt8(ascii: "Z"))
      writer.put(UInt8(ascii: ","))
    }
  }

  /// Writes a time in a zone, as `2026-01-05T10:00:00.250+01:00`.
  @inline(never)
  private mutating func timeInZone(_ milliseconds: Int64) {
    let offset = zone.map { zoneOffset($0, at: milliseconds) } ?? 0
    let (dayNumber, ofDay) = Zone.day(of: milliseconds + offset)
    let date = digits(ofDay: dayNumber)
    let minutes = Int(offset.magnitude / 60_000)
    write(atMost: 30) { writer in
      writer.put(date)
      writer.putClock(ofDay)
      writer.put(UInt8(ascii: offset < 0 ? "-" : "+"))
      writer.putPair(minutes / 60)
      writer.put(UInt8(ascii: ":"))
      writer.putPair(minutes % 60)
      writer.put(UInt8(ascii: ","))
    }
  }
}

extension ByteWriter {
  /// Writes `T09:00:00.250`, from the milliseconds of a day.
  @inline(__always)
  fileprivate mutating func putClock(_ ofDay: Int) {
    put(UInt8(ascii: "T"))
    putPair(ofDay / 3_600_000)
    put(UInt8(ascii: ":"))
    putPair(ofDay / 60_000 % 60)
    put(UInt8(ascii: ":"))
    putPair(ofDay / 1000 % 60)
    put(UInt8(ascii: "."))
    put(UInt8(ascii: "0") + UInt8(ofDay / 100 % 10))
    putPair(ofDay % 100)
  }

  /// Writes a date as `2026-01-05`.
  @inline(__always)
  fileprivate mutating func put(_ date: DateDigits) {
    put(bytesOf: date.digits.0)
    put(bytesOf: date.digits.1)
  }

  @inline(__always)
  fileprivate mutating func putDate(_ dayNumber: Int) {
    let date = CivilDate(dayNumber: dayNumber)
    putPair(date.year / 100)
    putPair(date.year % 100)
    put(UInt8(ascii: "-"))
    putPair(date.month)
    put(UInt8(ascii: "-"))
    putPair(date.day)
  }
}

/// The digits of a date, kept because times that follow each other are mostly of the same day.
struct DateDigits {
  let number: Int
  fileprivate let digits: (UInt64, UInt16)

  /// Creates the digits of a day, counted from 1970-01-01.
  init(_ dayNumber: Int) {
    number = dayNumber
    digits = ByteWriter.fill((UInt64(0), UInt16(0))) { $0.putDate(dayNumber) }
  }
}
