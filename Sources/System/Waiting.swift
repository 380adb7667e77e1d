// Waiting for others: for a lock that another run holds, or for the reader of a pipe.

/// The pause between two attempts, in microseconds.
private let pauseMicroseconds: UInt32 = 50_000

/// Attempts something at once, and then again after each pause until it succeeds or the time is over.
/// - Parameter attempt: returns `nil` to be called again.
/// - Returns: the result of the last attempt.
func retry<Value, Problem: Error>(
  for patience: Duration, _ attempt: () throws(Problem) -> Value?
) throws(Problem) -> Value? {
  let end = ContinuousClock.now + patience
  while true {
    if let value = try attempt() { return value }
    if ContinuousClock.now >= end { return nil }
    usleep(pauseMicroseconds)
  }
}
