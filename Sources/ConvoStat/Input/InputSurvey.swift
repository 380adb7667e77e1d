// What a run would read, found out without reading it.

/// The inputs of a run that is not made: their sizes and kinds, and what the run would take.
public struct InputSurvey: Sendable {
  /// One input.
  public struct Entry: Sendable {
    /// The path as named or found, `-` for standard input.
    public var path: String
    /// Bytes of the file as it is; nil of a pipe.
    public var bytes: Int?
    /// How it is compressed; nil where it is not, or that is not known yet.
    public var compression: String?
    /// `lines`, or `values` for one array or values over several lines, or `pipe`, which is not looked into.
    public var form: String
  }

  /// The inputs in the order of their paths.
  public private(set) var entries: [Entry] = []
  /// What is odd but would not stop the run.
  public let warnings: [String]

  /// The memory that the run may take, in bytes; nil: any amount.
  private let memoryBytes: Int?

  /// Looks at the beginning of every input.
  /// - Parameters:
  ///   - maxLineBytes: the longest line that the run reads, in bytes.
  ///   - memoryBytes: the memory that the run may take, in bytes; `nil` if any amount.
  public init(_ inputs: [String], maxLineBytes: Int, memoryBytes: Int?) throws(Failure) {
    self.memoryBytes = memoryBytes
    let list = try InputList(inputs)
    warnings = list.warnings
    let opener = InputOpener(maxLineBytes: maxLineBytes, checksums: nil)
    for path in list.paths { entries.append(try InputSurvey.look(at: path, opener)) }
  }

  private static func look(at path: String, _ opener: InputOpener) throws(Failure) -> Entry {
    var status = stat()
    guard path != "-", path.withPath({ stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return Entry(path: path, form: "pipe")
    }
    let source = try opener.open(path)
    let compression = contents(of: path, atMost: 6).flatMap { Compression($0) }
    return Entry(
      path: path, bytes: Int(status.st_size), compression: compression?.rawValue,
      form: source is ValueStream ? "values" : "lines")
  }

  /// Bytes of all inputs as they are, and about as many as they would be decompressed.
  public var bytes: Int { entries.reduce(0) { $0 + ($1.bytes ?? 0) } }
  private var plainBytes: Int {
    entries.reduce(0) { $0 + ($1.bytes ?? 0) * ($1.compression == nil ? 1 : InputSurvey.usualCompression) }
  }

  /// About the memory that the run would hold, in bytes; of messages without much text, which take most.
  public var expectedMemoryBytes: Int {
    min(unboundedMemoryBytes, memoryBytes.map { (30 << 20) + $0 * 3 / 2 } ?? .max)
  }

  private var unboundedMemoryBytes: Int { (30 << 20) + plainBytes * 6 / 10 }

  /// About the space that temporary files would take, in bytes: none where everything fits into memory.
  public var expectedTemporaryBytes: Int {
    memoryBytes.map { unboundedMemoryBytes > $0 } ?? false ? plainBytes / 4 : 0
  }

  /// About the space that the tables would take beside those that they replace, in bytes.
  public var expectedOutputBytes: Int { (64 << 10) + plainBytes / 8 }

  /// How many times smaller dumps are when they are compressed.
  private static let usualCompression = 10
}
