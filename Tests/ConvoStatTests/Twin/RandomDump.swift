// Random dumps: small worlds in which everything collides, in every form that files can have.

/// The files of a dump made from a seed, and other ways to cut the same lines into files.
struct RandomDump {
  /// A file as it is given to a run.
  typealias Input = (path: String, bytes: [UInt8])

  /// An NDJSON file that can be taken apart again.
  struct LineFile {
    /// Where it lies.
    var path: String
    /// Its lines without their ends; the first that is not blank is a whole object.
    var lines: [[UInt8]]
    /// LF or CRLF.
    var lineEnd: [UInt8] = [0x0A]
    /// Whether it starts with a byte-order mark.
    var hasMark = false
    /// Whether the last line has an end.
    var isEnded = true

    /// The file.
    var input: Input {
      var bytes: [UInt8] = hasMark ? [0xEF, 0xBB, 0xBF] : []
      bytes += lines.joined(separator: lineEnd)
      // Nothing without an end is no line.
      return (path, isEnded || lines.last?.isEmpty ?? false ? bytes + lineEnd : bytes)
    }
  }

  /// The NDJSON files.
  private(set) var lineFiles: [LineFile] = []
  /// The pretty-printed files, and those of one array.
  private(set) var valueFiles: [Input] = []

  /// Makes a dump. Without conflicts, whatever is said twice of a conversation, agent or inbox is the same,
  /// so that tables cannot depend on the order of files and lines.
  init(seed: UInt64, conflictFree: Bool = false) {
    var scribe = RandomScribe(seed: seed, conflictFree: conflictFree)
    let stems = ["a", "in/b.part", "C1", "ü", "z/star-9", "9", "in/.hidden", "B"]
    let paths = scribe.random.shuffled(stems).prefix(2 + scribe.random.below(5)).map { $0 + ".ndjson" }
    for (index, path) in paths.enumerated() {
      switch index == 0 ? 0 : scribe.random.below(4) {
      case 0, 1: lineFiles.append(scribe.lineFile(path))
      case 2: valueFiles.append((path, Array(scribe.prettyFile().utf8)))
      default: valueFiles.append((path, Array(scribe.arrayFile().utf8)))
      }
    }
  }

  /// The dump as it was made.
  var inputs: [Input] { lineFiles.map(\.input) + valueFiles }

  /// The same files, given in another order, the lines of NDJSON files in another order.
  func shuffled(seed: UInt64) -> [Input] {
    var random = RandomSource(seed: seed)
    var files: [Input] = []
    for var file in lineFiles {
      file.lines = Self.withSafeStart(random.shuffled(file.lines))
      files.append(file.input)
    }
    return random.shuffled(files + valueFiles)
  }

  /// Every NDJSON file cut into several, whose names are the same up to the first dot.
  func split(seed: UInt64) -> [Input] {
    var random = RandomSource(seed: seed)
    var files: [Input] = []
    for file in lineFiles {
      var parts = [[[UInt8]]](repeating: [], count: 1 + random.below(4))
      for line in file.lines { parts[random.below(parts.count)].append(line) }
      // A part without a line that can stand first goes to one that has it.
      let starting = parts.filter { $0.contains(where: Self.isSafe) }
      let others = parts.filter { !$0.contains(where: Self.isSafe) }
      for (index, part) in starting.enumerated() {
        var piece = file
        piece.path += ".\(index)"
        piece.lines = Self.withSafeStart(index == 0 ? part + others.flatMap { $0 } : part)
        files.append(piece.input)
      }
    }
    return files + valueFiles
  }

  /// All NDJSON files as one. (References by file name become others.)
  func merged() -> [Input] {
    let lines = lineFiles.flatMap(\.lines)
    return [LineFile(path: "merged.ndjson", lines: Self.withSafeStart(lines)).input] + valueFiles
  }

  /// Whether a line is a whole object, so that a file that starts with it is NDJSON.
  private static func isSafe(_ line: [UInt8]) -> Bool {
    var reader = Twin.Reader(bytes: line, position: 0, end: line.count)
    guard let value = try? reader.value() else { return false }
    reader.skipSpace()
    return reader.here == nil && value.isObject
  }

  private static func withSafeStart(_ lines: [[UInt8]]) -> [[UInt8]] {
    guard let first = lines.firstIndex(where: isSafe) else { return lines }
    return [lines[first]] + lines[..<first] + lines[(first + 1)...]
  }
}
