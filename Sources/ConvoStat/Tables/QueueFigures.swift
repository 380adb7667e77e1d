// The queues of a run, for the summary on the terminal and for warnings.

/// A queue with the figures of its first responses.
public struct QueueFigures: Sendable, Equatable {
  /// Name of the queue.
  public var queue: String
  /// The number of conversations with a first response.
  public var firstResponses: Int
  /// Median of the first responses in milliseconds.
  public var medianMilliseconds: Int64
  /// 90th percentile of the first responses in milliseconds.
  public var p90Milliseconds: Int64

  /// The number of values below which a median says too little to call a queue slow.
  package static let leastValues = 20

  /// Creates the figures of a queue.
  public init(queue: String, firstResponses: Int, medianMilliseconds: Int64, p90Milliseconds: Int64) {
    self.queue = queue
    self.firstResponses = firstResponses
    self.medianMilliseconds = medianMilliseconds
    self.p90Milliseconds = p90Milliseconds
  }
}

/// All queues by name, and the ones that answer slowest.
struct QueueList: Sendable {
  /// The number of queues that are named as the slowest.
  private static let maximumCount = 5

  /// The names of all queues; empty unless they are needed.
  private(set) var names: Set<String> = []
  /// The slowest queues by the median of first responses, among queues with a first response; then in the order of the table.
  private(set) var slowest: [QueueFigures] = []

  /// Whether the names of all queues are needed.
  private let keepsNames: Bool

  init(keepsNames: Bool = false) { self.keepsNames = keepsNames }

  /// The queues of several lists, which follow each other in the table.
  init(_ parts: [QueueList]) {
    self.init()
    for part in parts {
      names.formUnion(part.names)
      for queue in part.slowest { add(queue) }
    }
  }

  /// Adds the next queue of the table.
  mutating func absorb(_ name: String, _ firstResponse: LatencyStatistics) {
    if keepsNames { names.insert(name) }
    if firstResponse.count == 0 { return }
    add(
      QueueFigures(
        queue: name, firstResponses: firstResponse.count, medianMilliseconds: firstResponse.median,
        p90Milliseconds: firstResponse.p90))
  }

  private mutating func add(_ queue: QueueFigures) {
    let index = slowest.firstIndex { $0.medianMilliseconds < queue.medianMilliseconds } ?? slowest.count
    if index == QueueList.maximumCount { return }
    slowest.insert(queue, at: index)
    if slowest.count > QueueList.maximumCount { slowest.removeLast() }
  }
}

extension Text {
  /// The text as tables show it, without quotes and guards.
  func shown(_ mode: CSVText) -> String {
    mode == .raw || !hasControls ? string : String(decoding: bytesWithoutControls, as: UTF8.self)
  }
}
