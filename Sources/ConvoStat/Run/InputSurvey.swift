// The inputs of a dry run, surveyed without reading them.

/// The estimated size of a workbook.
public struct WorkbookEstimate: Sendable {
  /// The rows of the sheets of conversations and of responses.
  public let conversations, responses: Int
  /// The number of sheets, with that of the definitions.
  public let sheets: Int
  /// The size of the file in bytes.
  public let bytes: Int

  /// The size in bytes of the temporary file of rows that wait for the workbook; 0 if they fit into memory.
  public var temporaryBytes: Int { bytes > 1 << 20 ? bytes : 0 }
}

/// The sizes and kinds of the inputs, and the estimated needs of a run over them.
public struct InputSurvey: Sendable {
  /// One input.
  public struct Entry: Sendable {
    /// The path as named or found, `-` for standard input.
    public var path: String
    /// The size of the file in bytes; `nil` for a pipe.
    public var bytes: Int?
    /// The compression; `nil` if there is none, or if it is unknown, as for a pipe.
    public var compression: String?
    /// `lines`, or `values` for one array or values over several lines, or `pipe`, which is not opened.
    public var form: String
  }

  /// The inputs in the order of their paths.
  public private(set) var entries: [Entry] = []
  /// Warnings about oddities that would not stop the run.
  public let warnings: [String]

  /// The memory that the run may take, in bytes; `nil` if it is not limited.
  private let memoryBytes: Int?

  /// Inspects the beginning of every input.
  /// - Parameters:
  ///   - maxLineBytes: the maximum length of a line that the run reads, in bytes.
  ///   - memoryBytes: the memory that the run may take, in bytes. `nil` if it is not limited.
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

  /// The size of all inputs in bytes, and their estimated decompressed size.
  public var bytes: Int { entries.reduce(0) { $0 + ($1.bytes ?? 0) } }
  private var plainBytes: Int {
    entries.reduce(0) { $0 + ($1.bytes ?? 0) * ($1.compression == nil ? 1 : InputSurvey.usualCompression) }
  }

  /// Estimated memory of the run in bytes.
  ///
  /// Assumes messages with little text, which need the most memory per byte.
  public var expectedMemoryBytes: Int {
    min(unboundedMemoryBytes, memoryBytes.map { (30 << 20) + $0 * 3 / 2 } ?? .max)
  }

  private var unboundedMemoryBytes: Int { (30 << 20) + plainBytes * 6 / 10 }

  /// Estimated size of temporary files in bytes; 0 if everything fits into memory.
  public var expectedTemporaryBytes: Int {
    memoryBytes.map { unboundedMemoryBytes > $0 } ?? false ? plainBytes / 4 : 0
  }

  /// Estimated size in bytes of the tables, which exist together with those that they replace.
  public var expectedOutputBytes: Int { (64 << 10) + plainBytes / 8 }

  /// Returns the estimated size of the workbook.
  ///
  /// Assumes conversations of a dozen messages with little text.
  ///
  /// - Parameters:
  ///   - tables: the number of tables.
  ///   - hasResponses: true if responses.csv is one of them.
  public func expectedWorkbook(tables: Int, hasResponses: Bool) -> WorkbookEstimate {
    let conversations = InputSurvey.rounded(plainBytes / 1500)
    let responses = hasResponses ? InputSurvey.rounded(plainBytes / 1000) : 0
    let further = [conversations, responses].map { $0 / (SpreadsheetLoss.maxSheetRows - 1) }.reduce(0, +)
    return WorkbookEstimate(
      conversations: conversations, responses: responses, sheets: tables + 1 + further,
      bytes: (64 << 10) + conversations * 240 + responses * 110)
  }

  /// Returns a number with two digits that are not 0, as an estimate has no more.
  private static func rounded(_ number: Int) -> Int {
    var unit = 1
    while number / unit >= 100 { unit *= 10 }
    return (number + unit / 2) / unit * unit
  }

  /// The usual compression ratio of dumps.
  private static let usualCompression = 10
}
