// The hand that writes random JSON: a value in many spellings, keys in any order, files in three forms.

/// Writes values and files at random.
struct RandomScribe {
  /// The layout of values.
  enum Layout {
    case compact
    case spaced
    case pretty
  }

  /// A key with its value as JSON; without a value it is left out.
  typealias Field = (key: String, value: String?)

  /// The source of all randomness.
  var random: RandomSource
  /// True if all records about the same thing agree.
  let conflictFree: Bool
  /// The current layout of values.
  var layout = Layout.compact
  /// The number that makes the claims of one line differ from those of another.
  var salt = 0
  private let worldSeed: UInt64

  /// Creates a scribe with a seed.
  init(seed: UInt64, conflictFree: Bool) {
    random = RandomSource(seed: seed)
    self.conflictFree = conflictFree
    worldSeed = random.next()
  }

  /// Returns the claim of this dump, and of this line, about a thing: the same every time.
  func claim(_ topic: String, _ thing: String, of choices: [String]) -> String {
    var seed = worldSeed &+ UInt64(salt)
    for byte in (topic + "\u{1}" + thing).utf8 { seed = (seed ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var source = RandomSource(seed: seed)
    return source.pick(choices)
  }

  /// A string in one of its spellings.
  mutating func quoted(_ text: String) -> String {
    var written = "\""
    let named: [Unicode.Scalar: String] = [
      "\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\u{8}": "\\b", "\u{C}": "\\f",
    ]
    for scalar in text.unicodeScalars {
      if scalar == "\u{FFFD}", random.chance(60) {
        written += random.pick(["\\ud800", "\\uDC00", "\\udbff"])
      } else if scalar.value < 0x20 || random.chance(3) {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16, uppercase: random.chance(50))
          written += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else if scalar == "/" && random.chance(50) {
        written += "\\/"
      } else {
        written += named[scalar] ?? String(scalar)
      }
    }
    return written + "\""
  }

  /// Returns an id or attribute: as a number if possible, otherwise as a string.
  mutating func id(_ text: String) -> String {
    let isNumber = text.allSatisfy { "0123456789".contains($0) } && text.first != "0" && !text.isEmpty
    return isNumber && random.chance(60) ? text : quoted(text)
  }

  /// An object with its keys in any order, some of them twice, some that mean nothing.
  mutating func object(_ fields: [Field]) -> String {
    let known = fields.filter { $0.value != nil }
    var all = random.shuffled(known)
    if random.chance(15) {
      let noise = [
        "{\"id\":1,\"messages\":[{}]}", "[]", "null", "-1.5e+3", "\"{\\\"[,:\"", "true", "[[{}],\"]\"]",
      ]
      all.insert(("x_\(random.below(9))", random.pick(noise)), at: random.below(all.count + 1))
    }
    if let last = all.last, random.chance(4) {
      all.insert(
        (last.key, random.pick(["null", "\"other\"", "5", "{}", "[]"])), at: random.below(all.count))
    }
    var members: [String] = []
    for field in all {
      members.append(quoted(field.key) + (layout == .compact ? ":" : " : ") + (field.value ?? "null"))
    }
    return wrapped("{", members, "}")
  }

  /// An array.
  func array(_ elements: [String]) -> String { wrapped("[", elements, "]") }

  private func wrapped(_ open: String, _ parts: [String], _ close: String) -> String {
    switch layout {
    case .compact: open + parts.joined(separator: ",") + close
    case .spaced: open + " " + parts.joined(separator: " ,\t") + " " + close
    case .pretty: open + "\n  " + parts.joined(separator: ",\n  ") + "\n" + close
    }
  }

  /// The next record of a file, on a new line: its claims are its own.
  mutating func nextRecord() -> String {
    salt = conflictFree ? 0 : random.below(4)
    return record()
  }

  private mutating func objectRecord() -> String {
    while true {
      let record = nextRecord()
      if record.hasPrefix("{") { return record }
    }
  }

  /// An NDJSON file.
  mutating func lineFile(_ path: String) -> RandomDump.LineFile {
    var lines: [[UInt8]] = []
    let count = 3 + random.below(30)
    for index in 0..<count {
      layout = random.chance(80) ? .compact : .spaced
      let text = index == 0 ? objectRecord() : nextRecord()
      var line = Array(text.utf8)
      if index > 0, random.chance(8) { line = broken(line) }
      if random.chance(4) { line = Array(" \t".utf8) + line + Array(" ".utf8) }
      lines.append(line)
      if random.chance(5) { lines.append(Array(random.pick(["", " ", "\t "]).utf8)) }
    }
    if !conflictFree, random.chance(8) {
      // Cut off before the first line's end, and still NDJSON: the lines after it begin like records.
      let cut = Array(objectRecord().utf8)
      lines.insert(Array(cut.prefix(1 + random.below(cut.count - 1))), at: 0)
      lines.insert(Array(objectRecord().utf8), at: 2)
    }
    var file = RandomDump.LineFile(path: path, lines: lines)
    if random.chance(20) { file.lineEnd = [0x0D, 0x0A] }
    file.hasMark = random.chance(15)
    file.isEnded = random.chance(80)
    return file
  }

  /// A line that is no JSON, or nested too deep, or just not.
  private mutating func broken(_ line: [UInt8]) -> [UInt8] {
    var line = line
    let middle = 1 + random.below(line.count)
    // The last two can make a different record, which may conflict with others.
    switch random.below(conflictFree ? 6 : 8) {
    case 0: return Array(line.prefix(middle - 1))
    case 1: return line + Array(random.pick([" x", "{}", ",", "\u{FEFF}", "]", "1"]).utf8)
    case 2:
      let bytes: [[UInt8]] = [
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x01], [0x80],
      ]
      return Array("{\"text\":\"".utf8) + random.pick(bytes) + Array("\",".utf8) + line.dropFirst()
    case 3:
      let bad = ["\\x", "\\u12G4", "\\", "\\u{41}", "\\U0041", "\\u 123"]
      return Array("{\"text\":\"\(random.pick(bad))\",".utf8) + line.dropFirst()
    case 4 where line.first == UInt8(ascii: "{") && line.count > 10:
      // With the object itself 511, 512 or 513 deep; 512 is the limit.
      let depth = random.pick([510, 511, 512])
      let nest = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      return Array("{\"deep\":\(nest),".utf8) + line.dropFirst()
    case 4, 5:
      let values = ["01", "1.", ".5", "+1", "NaN", "-", "1e", "'x'", "tru", "nul l", "0x10", "Infinity", ""]
      return Array("{\"value\":\(random.pick(values)),".utf8) + line.dropFirst()
    case 6:
      line.insert(random.pick(Array("{}[],:\"\\".utf8)), at: middle - 1)
      return line
    default:
      line.remove(at: middle - 1)
      return line
    }
  }

  /// A value that breaks on its own line, where only what lies before the next line's beginning is lost.
  private mutating func brokenValue() -> String {
    random.pick([
      "{\"a\":tru}", "{\"a\":\"\\x\"}", "{\"a\" 1}", "{a:1}", "{\"a\":1,}", "{\"a\":01}", "nothing",
      "{\"a\":\"cut", "{\"a\":" + String(repeating: "[", count: 600),
    ])
  }

  /// A pretty-printed file.
  mutating func prettyFile() -> String {
    layout = .pretty
    var values = [objectRecord()]
    while !values[0].contains("\n") { values[0] = objectRecord() }
    for _ in 0..<random.below(8) {
      if random.chance(10) {
        values += [brokenValue(), objectRecord()]
      } else {
        values.append(nextRecord())
      }
    }
    return (random.chance(15) ? "\u{FEFF}" : "") + values.joined(separator: "\n") + "\n"
  }

  /// A file of one array, or of several.
  mutating func arrayFile() -> String {
    layout = random.pick([.compact, .spaced, .pretty])
    let text = random.chance(15) ? "\u{FEFF}" : ""
    if random.chance(20) {
      var elements: [String] = []
      for _ in 0..<random.below(6) { elements.append(nextRecord()) }
      return text + "[" + elements.joined(separator: ", ") + "]" + random.pick(["", "\n"])
    }
    var arrays: [String] = []
    for _ in 0..<(random.chance(80) ? 1 : 2) { arrays.append(longArray()) }
    if random.chance(10) { arrays.append(objectRecord()) }
    let whole = text + arrays.joined(separator: "\n")
    switch random.below(6) {
    case 0: return whole + "\n[" + objectRecord() + random.pick(["", ",", "\n", ",\n"])
    case 1:
      layout = .compact
      let cut = Array(objectRecord().unicodeScalars).dropLast()
      var scalars = String.UnicodeScalarView()
      scalars.append(contentsOf: cut.prefix(1 + random.below(cut.count)))
      return whole + "\n[\n" + String(scalars)
    default: return whole + random.pick(["", "\n"])
    }
  }

  private mutating func longArray() -> String {
    var text = "[\n" + objectRecord()
    for _ in 0..<random.below(10) {
      switch random.below(20) {
      case 0: text += ",\n" + brokenValue() + ",\n" + objectRecord()
      case 1: text += "\n" + objectRecord()
      case 2: text += " " + objectRecord().replacing("\n", with: " ") + ",\n" + objectRecord()
      default: text += ",\n" + nextRecord()
      }
    }
    return text + "\n]"
  }
}
