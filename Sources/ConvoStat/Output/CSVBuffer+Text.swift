// Text cells: quoted where RFC 4180 asks for it, guarded where a spreadsheet or a terminal would run them.

extension CSVBuffer {
  /// A text cell; an empty text is an empty cell.
  @inline(__always)
  mutating func text(_ text: Text) {
    var isPlain = false
    write(atMost: text.count + 1) { end in
      isPlain = text.copyPlain(to: end)
      end[text.count] = UInt8(ascii: ",")
      return isPlain ? text.count + 1 : 0
    }
    if !isPlain { special(text) }
  }

  /// A cell that may need a guard, quotes or a replacement. Each byte becomes three at most, and a guard, two
  /// quotes and a comma may come on top.
  @inline(never)
  private mutating func special(_ text: Text) {
    let isGuarded = !isRaw && text.wouldRun
    let (isQuoted, isChanged) = text.needs
    let isRaw = isRaw
    if isGuarded { guardedCells += 1 }
    write(atMost: text.count * 3 + 4) { start in
      var end = start
      func put(_ byte: UInt8) {
        end.pointee = byte
        end += 1
      }
      if isQuoted { put(0x22) }
      if isGuarded { put(UInt8(ascii: "'")) }
      if isChanged {
        text.forEachCellByte(isRaw: isRaw, put)
      } else {
        end.update(from: text.start, count: text.count)
        end += text.count
      }
      if isQuoted { put(0x22) }
      put(UInt8(ascii: ","))
      return end - start
    }
  }
}

extension Text {
  /// Whether a spreadsheet would run the text, or the text looks like a guarded one:
  /// `^'*[=+\-@\t\r\n＝＋－＠]` (README 3.1).
  var wouldRun: Bool {
    guard let first = bytes.firstIndex(where: { $0 != UInt8(ascii: "'") }) else { return false }
    switch self[first] {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0A, 0x0D:
      return true
    case 0xEF where first + 2 < count:  // the full-width forms
      let last = self[first + 2]
      return self[first + 1] == 0xBC && (last == 0x9D || last == 0x8B || last == 0x8D || last == 0xA0)
    default: return false
    }
  }

  /// Whether a cell of the text is to be quoted, and whether some of its bytes may not stay as they are.
  fileprivate var needs: (quotes: Bool, changes: Bool) {
    if count >= 8, allWords({ word, _ in !word.mayNeed }) { return (false, false) }
    var (quotes, changes) = (false, false)
    for byte in bytes where byte < lowestPlain || byte == 0x7F || byte == 0xC2 {
      switch byte {
      case 0x22: (quotes, changes) = (true, true)
      case 0x2C, 0x0A, 0x0D: quotes = true
      case 0x09, 0x20..<lowestPlain: break
      default: changes = true  // a control character, or what may begin one
      }
    }
    return (quotes, changes)
  }

  /// Calls `body` with the bytes as a cell has them: quotes doubled, and control characters replaced by U+FFFD unless
  /// cells are raw.
  fileprivate func forEachCellByte(isRaw: Bool, _ body: (UInt8) -> Void) {
    var at = 0
    while at < count {
      let controlBytes = isRaw ? 0 : controlBytes(at: at)
      if controlBytes > 0 {
        body(0xEF)
        body(0xBF)
        body(0xBD)
      } else {
        body(self[at])
        if self[at] == 0x22 { body(0x22) }
      }
      at += max(controlBytes, 1)
    }
  }

  /// The length of the control character that stands at a place, or 0: U+0000 to U+001F but for tab and newlines,
  /// U+007F to U+009F. A terminal would obey them.
  fileprivate func controlBytes(at place: Int) -> Int {
    switch self[place] {
    case 0x09, 0x0A, 0x0D: 0
    case ..<0x20, 0x7F: 1
    case 0xC2 where place + 1 < count && self[place + 1] < 0xA0: 2
    default: 0
    }
  }

  /// Copies the bytes if they can be a cell as they are. Errs on the careful side: spaces, most punctuation and whatever
  /// is not ASCII make it false, so that eight bytes are one comparison.
  @inline(__always)
  fileprivate func copyPlain(to end: UnsafeMutablePointer<UInt8>) -> Bool {
    guard count > 0 else { return true }
    let first = start[0]  // of what would run, only - = @ and the full-width forms are not low
    if first == 0x2D || first == 0x3D || first == 0x40 { return false }
    guard count >= 8 else {
      for index in 0..<count {
        if start[index] < lowestPlain || start[index] > 0x7E { return false }
        end[index] = start[index]
      }
      return true
    }
    return allWords { word, offset in
      if word.hasSpecialByte { return false }
      UnsafeMutableRawPointer(end).storeBytes(of: word.littleEndian, toByteOffset: offset, as: UInt64.self)
      return true
    }
  }

  /// Whether something holds of all words of eight bytes, the last of which may overlap the one before.
  ///
  /// - Precondition: there are eight bytes.
  @inline(__always)
  private func allWords(_ holds: (_ word: UInt64, _ offset: Int) -> Bool) -> Bool {
    var offset = 0
    while offset < count - 8 {
      if !holds(word(at: offset), offset) { return false }
      offset += 8
    }
    return holds(word(at: count - 8), count - 8)
  }
}

// What eight bytes hold, side by side: the uppermost bit of a byte says so.
extension UInt64 {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080

  /// Subtracting borrows from the top bit of a byte that is lower; bytes that had it set are above anyway. A borrow of the
  /// byte before may mark one too many, never one too few.
  @inline(__always)
  private func marksBelow(_ bound: UInt8) -> UInt64 { (self &- UInt64.ones &* UInt64(bound)) & ~self }

  @inline(__always)
  private func marks(of byte: UInt8) -> UInt64 { (self ^ UInt64.ones &* UInt64(byte)).marksBelow(1) }

  /// Whether a byte is below `lowestPlain` or above `~`.
  @inline(__always)
  fileprivate var hasSpecialByte: Bool {
    // Adding one sets the top bit of a byte that is 0x7F; a carry comes only out of bytes that had it set.
    (marksBelow(lowestPlain) | self | (self &+ UInt64.ones)) & UInt64.tops != 0
  }

  /// Whether a byte may need quotes or a change; most texts that are not plain have spaces, or letters that are not
  /// ASCII, and no more.
  @inline(__always)
  fileprivate var mayNeed: Bool {
    (marksBelow(0x20) | marks(of: 0x22) | marks(of: 0x2C) | marks(of: 0x7F) | marks(of: 0xC2)) & UInt64.tops
      != 0
  }
}

/// Comma, quote, newline, NUL, `'`, `+` and more lie below; letters, digits, `-` and `.` do not.
private let lowestPlain: UInt8 = 0x2D
