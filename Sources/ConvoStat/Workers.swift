// Work side by side: the one place that knows of threads.

import Dispatch
import Synchronization

/// Runs `body` once for each worker, on as many processors as there are, and returns what they made.
///
/// No worker waits for another; each has its own state, and the states are joined afterwards.
func inParallel<Result>(_ workers: Int, _ body: (Int) -> Result) -> [Result] {
  inParallel(workers, by: workers, body)
}

/// Runs `body` for each piece of work, by so many workers, and returns what was made. Pieces are taken in their order:
/// the longest should come first.
func inParallel<Result>(_ pieces: Int, by workers: Int, _ body: (Int) -> Result) -> [Result] {
  if pieces < 2 || workers < 2 { return (0..<pieces).map(body) }
  let taken = Atomic<Int>(0)
  return [Result](unsafeUninitializedCapacity: pieces) { buffer, count in
    nonisolated(unsafe) let results = buffer
    nonisolated(unsafe) let body = body
    DispatchQueue.concurrentPerform(iterations: min(workers, pieces)) { _ in
      while true {
        let piece = taken.wrappingAdd(1, ordering: .relaxed).oldValue
        if piece >= pieces { return }
        (results.baseAddress! + piece).initialize(to: body(piece))
      }
    }
    count = pieces
  }
}

/// Runs work of two kinds side by side, the first kind's first, and returns what was made.
func inParallel<First, Second>(
  by workers: Int, _ firsts: Int, _ first: (Int) -> First, and seconds: Int, _ second: (Int) -> Second
) -> ([First], [Second]) {
  var made: ([First], [Second]) = ([], [])
  let works = inParallel(firsts + seconds, by: workers) { number -> (First?, Second?) in
    number < firsts ? (first(number), nil) : (nil, second(number - firsts))
  }
  for work in works {
    if let first = work.0 { made.0.append(first) }
    if let second = work.1 { made.1.append(second) }
  }
  return made
}

/// Puts what workers finish in any order back into its order.
struct Sequencer<Value> {
  private var waiting: [Int: Value] = [:]
  /// The place of the value whose turn comes next.
  private(set) var next = 0

  /// Takes a value.
  /// - Returns: all values whose turn it is now, in order.
  mutating func deliver(_ value: Value, at place: Int) -> [Value] {
    waiting[place] = value
    var ready: [Value] = []
    while let value = waiting.removeValue(forKey: next) {
      ready.append(value)
      next += 1
    }
    return ready
  }
}

/// The first failure of any worker, which the others look at between two pieces of work.
final class FailureBox: Sendable {
  private let state = Mutex<Failure?>(nil)
  private let failed = Atomic<Bool>(false)

  var hasFailed: Bool { failed.load(ordering: .relaxed) }

  func report(_ failure: Failure) {
    state.withLock { if $0 == nil { $0 = failure } }
    failed.store(true, ordering: .relaxed)
  }

  /// Throws the failure, if there was one.
  func check() throws(Failure) {
    if let failure = state.withLock({ $0 }) { throw failure }
  }
}
