// Text cells: quoted as RFC 4180 requires, and guarded if a spreadsheet or a terminal would run them.

import Intrinsics

extension CSVBuffer {
  /// Writes a text cell; an empty text is an empty cell.
  @inline(__always)
  mutating func text(_ text: Text) {
    var isPlain = false
    write(atMost: text.count + 1) { writer in
      isPlain = text.copyPlain(to: writer)
      writer.set(UInt8(ascii: ","), at: text.count)
      writer.advance(by: isPlain ? text.count + 1 : 0)
    }
    if !isPlain { special(text) }
  }

  /// Writes a cell that may need guards, quotes or replacements.
  ///
  /// Each byte takes at most three bytes and a guard; two quotes and a comma are added.
  @inline(never)
  private mutating func special(_ text: Text) {
    let isRaw = isRaw
    let (isQuoted, mayChange) = text.needs
    let isGuarded = !isRaw && text.needsGuard
    if isGuarded { guardedCells += 1 }
    write(atMost: text.count * 4 + 4) { writer in
      if isQuoted { writer.put(0x22) }
      if isGuarded || mayChange {
        text.forEachCellByte(isRaw: isRaw) { byte in
          writer.put(byte)
          if byte == 0x22 { writer.put(byte) }
        }
      } else {
        writer.put(text)
      }
      if isQuoted { writer.put(0x22) }
      writer.put(UInt8(ascii: ","))
    }
  }
}

extension Text {
  /// Whether a cell of the text must be quoted, and whether some of its bytes must be changed.
  fileprivate var needs: (quotes: Bool, changes: Bool) {
    var (quotes, changes) = (false, false)
    for byte in bytes {
      switch byte {
      case 0x22: (quotes, changes) = (true, true)
      case 0x2C, 0x0A, 0x0D: quotes = true
      case 0x09: break
      case ..<0x20, 0x7F, 0xC2: changes = true  // a control character, or what may begin one
      default: break
      }
    }
    return (quotes, changes)
  }

  /// Calls `body` with the bytes of the cell without quotes: guarded, and with control characters replaced by
  /// U+FFFD, unless cells are raw.
  fileprivate func forEachCellByte(isRaw: Bool, _ body: (UInt8) -> Void) {
    var at = 0
    var mayBegin = !isRaw
    while at < count {
      if mayBegin, wouldRun(from: at) { body(UInt8(ascii: "'")) }
      mayBegin = !isRaw && Text.separatesCells(self[at])
      let controlBytes = isRaw ? 0 : controlBytes(at: at)
      if controlBytes > 0 {
        body(0xEF)
        body(0xBF)
        body(0xBD)
      } else {
        body(self[at])
      }
      at += max(controlBytes, 1)
    }
  }

  /// Returns the bytes of the cell without quotes.
  func cellBytes(isRaw: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    forEachCellByte(isRaw: isRaw) { bytes.append($0) }
    return bytes
  }

  /// Whether the text has a control character that no cell has.
  var hasControls: Bool { bytes.indices.contains { controlBytes(at: $0) > 0 } }

  /// The bytes with each control character replaced, as cells have them without quotes and guards.
  var bytesWithoutControls: [UInt8] {
    var shown: [UInt8] = []
    var index = 0
    while index < count {
      let length = controlBytes(at: index)
      if length > 0 { shown += [0xEF, 0xBF, 0xBD] } else { shown.append(self[index]) }
      index += max(length, 1)
    }
    return shown
  }

  /// Returns the length of the control character at an index, or 0: U+0000 to U+001F except tab and newlines,
  /// and U+007F to U+009F.
  ///
  /// A terminal would obey them.
  fileprivate func controlBytes(at place: Int) -> Int {
    switch self[place] {
    case 0x09, 0x0A, 0x0D: 0
    case ..<0x20, 0x7F: 1
    case 0xC2 where place + 1 < count && self[place + 1] < 0xA0: 2
    default: 0
    }
  }

  /// Copies the bytes, 16 at a time, if they can be a cell unchanged.
  ///
  /// May return false for a text that could be copied.
  @inline(__always)
  func copyPlain(to target: ByteWriter) -> Bool {
    if count == 0 { return true }
    if mayRun { return false }
    if count < 8 { return copyShort(to: target) }
    let last = count - 8
    var offset = 0
    while offset < count {
      let (first, second) = (min(offset, last), min(offset &+ 8, last))
      offset &+= 16
      let (low, high) = (word(at: first), word(at: second))
      if has_special_cell_bytes(low, high) { return false }
      target.set(low.littleEndian, at: first)
      target.set(high.littleEndian, at: second)
    }
    return true
  }

  /// Copies one to seven bytes if they can be a cell unchanged.
  @inline(__always)
  private func copyShort(to target: ByteWriter) -> Bool {
    let word = shortWord(start, count)
    if count >= 4 {
      target.set(UInt32(truncatingIfNeeded: word >> 32), at: 0)
      target.set(UInt32(truncatingIfNeeded: word), at: count - 4)
      return !has_special_cell_bytes(word, word)
    }
    target.set(self[0], at: 0)
    target.set(self[count / 2], at: count / 2)
    target.set(self[count - 1], at: count - 1)
    let spaces: UInt64 = 0x2020_2020_2000_0000  // where the word has no byte of the text
    return !has_special_cell_bytes(word | spaces, word | spaces)
  }

  /// Returns true if a spreadsheet may run a text that begins with the first byte; `wouldRun(from:)` decides
  /// for certain.
  ///
  /// Tabs, newlines, commas and semicolons are special at any index.
  @inline(__always)
  private var mayRun: Bool {
    let first = start[0]
    let place = first &- UInt8(ascii: "'")
    return (place < 26 && Text.runners >> place & 1 != 0) || first == 0xEF  // of the full-width forms
  }

  /// A bit for each of `'`, `+`, `-`, `=` and `@`, at its distance from the first of them.
  private static var runners: UInt32 { 1 | 1 << 4 | 1 << 6 | 1 << 22 | 1 << 25 }
}
