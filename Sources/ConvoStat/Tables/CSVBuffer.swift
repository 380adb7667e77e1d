// Rows of CSV as bytes: one growing allocation into which cells are written.

/// An append-only buffer of CSV (RFC 4180, LF, no byte-order mark).
///
/// Every cell ends with a comma; `endRow` turns the last one into a newline. The buffer owns its memory, and
/// can be emptied and used again.
struct CSVBuffer: ~Copyable, Sendable {
  private var buffer: ByteBuffer
  /// The number of rows written, without headers.
  private(set) var rows = 0
  /// The number of text cells that got a `'` in front (Outputs: guards).
  var guardedCells = 0
  /// The day of the last time written.
  private var lastDay = DateDigits(0)
  /// True if text cells are not guarded (Outputs: guards).
  let isRaw: Bool
  /// The zone in which times are written; `nil` is UTC.
  let zone: Zone?
  /// The offset of the zone at the last time written, and the times for which it is valid.
  ///
  /// Consecutive times are usually close to each other.
  private var lastOffset: (offset: Int64, times: Range<Int64>) = (0, 0..<0)
  /// Whether days and offsets are kept from one time to the next.
  private let usesCaches: Bool
  /// True if there is a zone.
  ///
  /// Reading the zone itself would retain and release it for every time.
  let hasZone: Bool

  /// Creates an empty buffer with an initial capacity in bytes.
  init(text: CSVText = .guarded, zone: Zone? = nil, capacity: Int = 64 << 10, usesCaches: Bool = true) {
    self.usesCaches = usesCaches
    self.zone = zone
    hasZone = zone != nil
    buffer = ByteBuffer(capacity: capacity)
    isRaw = text == .raw
  }

  /// The number of bytes written.
  var count: Int { buffer.count }

  /// All bytes written.
  ///
  /// Valid until the next change of the buffer.
  var content: Text { buffer.text }

  /// Removes all bytes and resets the counts, but keeps the memory.
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

  /// Writes a header line, which is not counted as a row.
  mutating func header(_ names: [String]) {
    texts(names)
    buffer[count - 1] = UInt8(ascii: "\n")
  }

  /// Writes text cells.
  mutating func texts(_ texts: [String]) {
    for text in texts { text.withText { self.text($0) } }
  }

  /// Writes an empty cell.
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
