// A file that is written through one buffer.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Writes a file, and ends the program on failure.
///
/// `finish` must be called at the end.
final class OutputFile {
  private let path: String
  private let descriptor: Int32
  private let buffer: UnsafeMutablePointer<UInt8>
  private var count = 0
  private var day = (number: Int.min, text: [UInt8](repeating: 0, count: 10))
  private static let capacity = 1 << 20
  private static let slack = 64
  private static let base32 = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  init(_ path: String) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    buffer = .allocate(capacity: Self.capacity)
    if descriptor < 0 { fail() }
  }

  /// Writes the rest of the buffer and closes the file.
  func finish() {
    flush()
    if close(descriptor) != 0 { fail() }
    buffer.deallocate()
  }

  /// Appends a literal.
  func text(_ literal: StaticString) {
    append(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Appends bytes.
  func bytes(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { append($0) } }

  /// Appends one byte.
  func byte(_ byte: UInt8) {
    reserve(1)
    buffer[count] = byte
    count += 1
  }

  /// Appends a number in decimal digits, zero-padded to `width`.
  func decimal(_ value: Int, width: Int = 1) {
    reserve(Self.slack)
    var length = 1
    var rest = value / 10
    while rest > 0 || length < width {
      length += 1
      rest /= 10
    }
    rest = value
    for place in stride(from: count + length - 1, through: count, by: -1) {
      buffer[place] = 0x30 + UInt8(rest % 10)
      rest /= 10
    }
    count += length
  }

  /// Appends a ULID: a time in 10 digits, then 80 random bits in 16 digits.
  func ulid(_ identifier: ULID) {
    reserve(Self.slack)
    base32(UInt64(identifier.milliseconds), digits: 10)
    base32(identifier.random.0, digits: 8)
    base32(identifier.random.1, digits: 8)
  }

  /// Appends a time, given in milliseconds since 1970, as 2026-01-05T09:00:00.250Z.
  func moment(_ milliseconds: Int) {
    reserve(Self.slack)
    let number = milliseconds / 86_400_000
    if number != day.number { day = (number, civilDate(number)) }
    bytes(day.text)
    let time = milliseconds % 86_400_000
    byte(UInt8(ascii: "T"))
    decimal(time / 3_600_000, width: 2)
    byte(UInt8(ascii: ":"))
    decimal(time / 60_000 % 60, width: 2)
    byte(UInt8(ascii: ":"))
    decimal(time / 1000 % 60, width: 2)
    byte(UInt8(ascii: "."))
    decimal(time % 1000, width: 3)
    byte(UInt8(ascii: "Z"))
  }

  private func base32(_ value: UInt64, digits: Int) {
    for digit in 0..<digits {
      buffer[count + digit] = Self.base32[Int(value >> (5 * UInt64(digits - 1 - digit))) & 31]
    }
    count += digits
  }

  private func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    reserve(bytes.count)
    (buffer + count).update(from: start, count: bytes.count)
    count += bytes.count
  }

  private func reserve(_ size: Int) {
    if count + size > Self.capacity { flush() }
  }

  private func flush() {
    var written = 0
    while written < count {
      let result = write(descriptor, buffer + written, count - written)
      if result <= 0 { fail() }
      written += result
    }
    count = 0
  }

  private func fail() -> Never {
    perror("generator: " + path)
    exit(74)
  }
}

/// Returns the date of the proleptic Gregorian calendar with a number of days since 1970.
func civilDate(_ number: Int) -> [UInt8] {
  let shifted = number + 719_468
  let era = shifted / 146_097
  let dayOfEra = shifted % 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let fifth = (5 * dayOfYear + 2) / 153
  let month = fifth < 10 ? fifth + 3 : fifth - 9
  let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  let date = year * 10_000 + month * 100 + dayOfYear - (153 * fifth + 2) / 5 + 1
  let digits = Array(String(date).utf8)
  let dash = [UInt8(ascii: "-")]
  return digits[..<4] + dash + digits[4..<6] + dash + digits[6...]
}
