// Parallel work: the only file that starts threads.

import Dispatch
import Synchronization

/// Runs `body` once for each worker in parallel and returns the results.
///
/// No worker waits for another. Each has its own state, and the caller merges the states afterwards.
func inParallel<Result>(_ workers: Int, _ body: (Int) -> Result) -> [Result] {
  inParallel(workers, by: workers, body)
}

/// Runs `body` for each piece of work, `workers` at a time, and returns the results.
///
/// Pieces are taken in order: the longest should come first.
///
/// The calling thread is one of the workers. If the system has no thread for others, it does all of the work.
func inParallel<Result>(_ pieces: Int, by workers: Int, _ body: (Int) -> Result) -> [Result] {
  if pieces < 2 || workers < 2 { return (0..<pieces).map(body) }
  return [Result](unsafeUninitializedCapacity: pieces) { buffer, count in
    nonisolated(unsafe) let results = buffer
    withoutActuallyEscaping(body) { body in
      let section = ParallelSection(pieces) { piece in
        results.initializeElement(at: piece, to: body(piece))
      }
      section.run(helpers: min(workers, pieces) - 1)
    }
    count = pieces
  }
}

/// Pieces of work that several threads take one after the other.
///
/// Dispatch waits forever for threads that the system does not give it. So it is called in a thread of its
/// own, and the caller does the work with the helpers that have started. Helpers that start later find
/// nothing to do.
private final class ParallelSection: Sendable {
  private let pieces: Int
  private let taken = Atomic<Int>(0)
  /// The number of working helpers, plus `closed` when no helper may start any more.
  private let helpers = Atomic<Int>(0)
  private let end = DispatchSemaphore(value: 0)
  /// Only threads that are working read it.
  nonisolated(unsafe) private var body: ((Int) -> Void)?

  private static let closed = 1 << 32

  init(_ pieces: Int, _ body: @escaping (Int) -> Void) {
    self.pieces = pieces
    self.body = body
  }

  /// Does all of the work with at most `count` helpers and returns when it is done.
  func run(helpers count: Int) {
    _ = startThread { DispatchQueue.concurrentPerform(iterations: count) { _ in self.help() } }
    work()
    if helpers.wrappingAdd(ParallelSection.closed, ordering: .acquiringAndReleasing).oldValue > 0 {
      end.wait()
      _ = helpers.load(ordering: .acquiring)
    }
    body = nil
  }

  private func help() {
    if helpers.wrappingAdd(1, ordering: .acquiringAndReleasing).oldValue < ParallelSection.closed { work() }
    if helpers.wrappingSubtract(1, ordering: .acquiringAndReleasing).newValue == ParallelSection.closed {
      end.signal()
    }
  }

  /// Takes pieces until all are taken.
  ///
  /// It is not inlined, so that no helper holds a reference to the body when it reports that it is done.
  @inline(never)
  private func work() {
    guard let body else { return }
    while true {
      let piece = taken.wrappingAdd(1, ordering: .relaxed).oldValue
      if piece >= pieces { return }
      body(piece)
    }
  }
}

/// Runs two kinds of work in parallel, the pieces of the first kind first, and returns the results.
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

/// Makes pieces of work by several workers, and takes the results one at a time in the order of the pieces.
///
/// - Parameters:
///   - worker: returns the state of a worker.
///   - make: makes a piece, given its index from 0.
///   - take: takes a result, in the thread of any worker.
/// - Throws: the first failure of any worker; the others stop after their piece.
package func inOrder<Worker: ~Copyable, Result>(
  _ pieces: Int, by workers: Int, _ worker: () -> Worker,
  make: (Int, inout Worker) throws(Failure) -> Result, take: (Result) throws(Failure) -> Void
) throws(Failure) {
  let taken = Atomic<Int>(0)
  let failure = FailureBox()
  let results = Mutex(())
  nonisolated(unsafe) var sequence = Sequencer<Result>()
  _ = inParallel(min(workers, pieces)) { _ in
    var worker = worker()
    while !failure.hasFailed {
      let piece = taken.wrappingAdd(1, ordering: .relaxed).oldValue
      if piece >= pieces { break }
      do throws(Failure) {
        let result = try make(piece, &worker)
        try results.withLock { _ throws(Failure) in
          for result in sequence.deliver(result, at: piece) { try take(result) }
        }
      } catch {
        failure.report(error)
      }
    }
  }
  try failure.check()
}

/// A buffer that restores the order of values that workers finish in any order.
struct Sequencer<Value> {
  private var waiting: [Int: Value] = [:]
  /// The index of the next value.
  private(set) var next = 0

  /// Adds a value.
  /// - Returns: all values that are next in order.
  mutating func deliver(_ value: Value, at index: Int) -> [Value] {
    waiting[index] = value
    var ready: [Value] = []
    while let value = waiting.removeValue(forKey: next) {
      ready.append(value)
      next += 1
    }
    return ready
  }
}

/// The first failure of any worker.
///
/// The other workers check it between two pieces of work.
final class FailureBox: Sendable {
  private let state = Mutex<Failure?>(nil)
  private let failed = Atomic<Bool>(false)

  var hasFailed: Bool { failed.load(ordering: .relaxed) }

  func report(_ failure: Failure) {
    state.withLock { if $0 == nil { $0 = failure } }
    failed.store(true, ordering: .relaxed)
  }

  /// Throws the failure if there was one.
  func check() throws(Failure) {
    if let failure = state.withLock({ $0 }) { throw failure }
  }
}
