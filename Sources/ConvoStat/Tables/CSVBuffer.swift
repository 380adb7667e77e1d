// Rows of CSV as bytes: one growing allocation that cells are written into.

/// An append-only buffer of CSV (RFC 4180, LF, no byte-order mark).
///
/// Every cell ends with a comma; `endRow` turns the last one into a newline. The buffer owns its memory, and
/// can be emptied and used again.
struct CSVBuffer: ~Copyable, Sendable {
  private var buffer: ByteBuffer
  /// The rows written, without headers.
  private(set) var rows = 0
  /// The text cells that got a `'` in front (README 3.1).
  var guardedCells = 0
  /// The day of the time that was written last.
  private var lastDay = DateDigits(0)
  /// Whether README 3.1 is off.
  let isRaw: Bool
  /// Whose clock times are written by; nil is UTC.
  let zone: Zone?
  /// The zone's offset at the time that was written last, and from when to when it holds: times that follow each other
  /// are near each other.
  private var lastOffset: (offset: Int64, times: Range<Int64>) = (0, 0..<0)
  /// Whether days and offsets are kept from one time to the next.
  private let usesCaches: Bool
  /// Whether there is a zone, which is not counted as referred to for every time.
  let hasZone: Bool

  /// An empty buffer with room for so many bytes at first.
  init(text: CSVText = .guarded, zone: Zone? = nil, capacity: Int = 64 << 10, usesCaches: Bool = true) {
    self.usesCaches = usesCaches
    self.zone = zone
    hasZone = zone != nil
    buffer = ByteBuffer(capacity: capacity)
    isRaw = text == .raw
  }

  /// The number of bytes written.
  var count: Int { buffer.count }

  /// All that was written. Valid until the next change of the buffer.
  var content: Text { buffer.text }

  /// Empties the buffer, its counts too, and keeps its memory.
  mutating func removeAll() {
    buffer.removeAll()
    rows = 0
    guardedCells = 0
  }

  /// Returns a day in digits.
  @inline(__always)
  mutating func digits(ofDay number: Int) -> DateDigits {
    if number == lastDay.number, usesCaches { return lastDay }
    lastDay = DateDigits(number)
    return lastDay
  }

  /// Returns the offset of `zone` at a time.
  mutating func zoneOffset(_ zone: Zone, at milliseconds: Int64) -> Int64 {
    if !usesCaches || !lastOffset.times.contains(milliseconds) { lastOffset = zone.stretch(at: milliseconds) }
    return lastOffset.offset
  }

  /// Ends a row of at least one cell.
  mutating func endRow() {
    buffer[count - 1] = UInt8(ascii: "\n")
    rows += 1
  }

  /// A header line; it is not counted as a row.
  mutating func header(_ names: [String]) {
    texts(names)
    buffer[count - 1] = UInt8(ascii: "\n")
  }

  /// Text cells.
  mutating func texts(_ texts: [String]) {
    for text in texts { text.withText { self.text($0) } }
  }

  /// A cell without content.
  @inline(__always)
  mutating func empty() {
    buffer.append(UInt8(ascii: ","))
  }

  /// Writes up to `size` bytes that `body` writes.
  @inline(__always)
  mutating func write(atMost size: Int, _ body: (inout ByteWriter) -> Void) {
    buffer.write(atMost: size, body)
  }
}
