// Who may write into an output directory: one run at a time.

/// The advisory lock on a directory: `flock` on the directory itself. It goes with the process, and leaves no
/// file behind.
package struct DirectoryLock {
  /// An open descriptor of the directory.
  package let descriptor: Int32
  /// The directory as it was named.
  package let path: String

  package init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  /// So long is waited between two attempts.
  package static let pauseMicroseconds: UInt32 = 50_000

  /// Takes the lock, or waits for it.
  /// - Parameter wait: seconds after which the wait is given up; 0 does not wait.
  /// - Returns: false where the file system has no locks: then the run goes on without one.
  package func take(wait: Int) throws(Failure) -> Bool {
    let end = ContinuousClock.now + .seconds(wait)
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno != EWOULDBLOCK { return false }
      if ContinuousClock.now >= end { throw .system(.directoryHeld(path: path, process: holder)) }
      usleep(DirectoryLock.pauseMicroseconds)
    }
    return true
  }

  /// The process that holds the directory, by the temporary files that it writes there.
  private var holder: Int? {
    guard case .success(let names) = names(in: path) else { return nil }
    return names.lazy.compactMap { TemporaryName.process(of: $0).flatMap { Int($0) } }
      .first { kill(pid_t(truncatingIfNeeded: $0), 0) == 0 || errno == EPERM }
  }
}
