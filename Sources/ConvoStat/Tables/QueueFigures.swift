// The queues that answer slowest, for the summary on the terminal: read from the finished table.

/// A queue and how long its first responses take.
public struct QueueFigures: Sendable, Equatable {
  public var queue: String
  /// How many conversations had a first response.
  public var firstResponses: Int
  public var medianMilliseconds: Int64
  public var p90Milliseconds: Int64

  public init(queue: String, firstResponses: Int, medianMilliseconds: Int64, p90Milliseconds: Int64) {
    self.queue = queue
    self.firstResponses = firstResponses
    self.medianMilliseconds = medianMilliseconds
    self.p90Milliseconds = p90Milliseconds
  }

  /// So many queues are named.
  static let most = 5

  /// The slowest queues by the median of first responses, of those that have any; then by name.
  ///
  /// - Parameter table: by_queue.csv, its cells in the default dialect.
  static func slowest(in table: Table, isGuarded: Bool) -> [QueueFigures] {
    let schema = TableSchema.all(metadataKeys: []).first { $0.name == table.name }
    guard let schema, let queue = schema.place(of: "queue"),
      let count = schema.place(of: "first_response_created_count"),
      let median = schema.place(of: "first_response_created_median_s"),
      let p90 = schema.place(of: "first_response_created_p90_s")
    else { return [] }
    var slowest: [QueueFigures] = []
    table.bytes.withText { bytes in
      var reader = CSVRowReader(bytes)
      _ = reader.next()
      while reader.next() {
        let cells = reader.cells
        guard let middle = milliseconds(cells[median]), let high = milliseconds(cells[p90]) else { continue }
        if slowest.count == most, let last = slowest.last, middle <= last.medianMilliseconds { continue }
        let name = isGuarded ? cells[queue].unguardedString : cells[queue].string
        let figures = QueueFigures(
          queue: name, firstResponses: Int(cells[count].string) ?? 0, medianMilliseconds: middle,
          p90Milliseconds: high)
        let place = slowest.firstIndex { $0.medianMilliseconds < middle } ?? slowest.count
        slowest.insert(figures, at: place)
        if slowest.count > most { slowest.removeLast() }
      }
    }
    return slowest
  }

  /// The names of all queues of by_queue.csv, each once.
  static func names(in table: Table, isGuarded: Bool) -> [String] {
    let schema = TableSchema.all(metadataKeys: []).first { $0.name == table.name }
    guard let queue = schema?.place(of: "queue") else { return [] }
    var names: Set<String> = []
    table.bytes.withText { bytes in
      var reader = CSVRowReader(bytes)
      _ = reader.next()
      while reader.next() {
        names.insert(isGuarded ? reader.cells[queue].unguardedString : reader.cells[queue].string)
      }
    }
    return names.sorted()
  }

  private static func milliseconds(_ cell: Text) -> Int64? {
    cell.isEmpty ? nil : Int64(cell.string.replacing(".", with: ""))
  }
}
