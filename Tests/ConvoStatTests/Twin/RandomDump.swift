// Random dumps: small worlds in which everything collides, in every form that files can have.

/// The files of a dump made from a seed, and other ways to divide the same lines into files.
struct RandomDump {
  /// A file as it is given to a run.
  typealias Input = (path: String, bytes: [UInt8])

  /// An NDJSON file that can be taken apart again.
  struct LineFile {
    /// The path of the file.
    var path: String
    /// The lines without their ends.
    ///
    /// The first one that is not blank is a whole object.
    var lines: [[UInt8]]
    /// LF or CRLF.
    var lineEnd: [UInt8] = [0x0A]
    /// True if the file starts with a byte-order mark.
    var hasMark = false
    /// True if the last line has an end.
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

  /// Creates a dump.
  ///
  /// Without conflicts, all records that describe the same conversation, agent or inbox agree, so that tables
  /// cannot depend on the order of files and lines.
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

  /// The dump as created.
  var inputs: [Input] { lineFiles.map(\.input) + valueFiles }

  /// Returns the same files in another order, with the lines of NDJSON files in another order.
  func shuffled(seed: UInt64) -> [Input] {
    var random = RandomSource(seed: seed)
    var files: [Input] = []
    for var file in lineFiles {
      file.lines = Self.withSafeStart(random.shuffled(file.lines))
      files.append(file.input)
    }
    return random.shuffled(files + valueFiles)
  }

  /// Returns the dump with every NDJSON file divided into several, whose names are equal up to the first dot.
  func split(seed: UInt64) -> [Input] {
    var random = RandomSource(seed: seed)
    var files: [Input] = []
    for file in lineFiles {
      var parts = [[[UInt8]]](repeating: [], count: 1 + random.below(4))
      for line in file.lines { parts[random.below(parts.count)].append(line) }
      // A part without a line that can be the first goes to a part that has one.
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

  /// Returns all NDJSON files as one.
  ///
  /// References by file name change.
  func merged() -> [Input] {
    let lines = lineFiles.flatMap(\.lines)
    return [LineFile(path: "merged.ndjson", lines: Self.withSafeStart(lines)).input] + valueFiles
  }

  /// Returns true if a line is a whole object, so that a file that starts with it is NDJSON.
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
