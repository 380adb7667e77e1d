// The lock of an output directory: one run at a time may write into it.

/// The advisory lock of a directory: `flock` on the directory itself.
///
/// It ends with the process and leaves no file.
package struct DirectoryLock {
  /// An open descriptor of the directory.
  package let descriptor: Int32
  /// The directory as given on the command line.
  package let path: String

  package init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  /// The pause between two attempts.
  package static let pauseMicroseconds: UInt32 = 50_000

  /// Takes the lock, or waits for it.
  /// - Parameter wait: the maximum seconds to wait; 0 does not wait.
  /// - Returns: false if the file system has no locks. The run then goes on without one.
  package func acquire(wait: Int) throws(Failure) -> Bool {
    let end = ContinuousClock.now + .seconds(wait)
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno != EWOULDBLOCK { return false }
      if ContinuousClock.now >= end { throw .system(.directoryHeld(path: path, process: holder)) }
      usleep(DirectoryLock.pauseMicroseconds)
    }
    return true
  }

  /// The process that holds the directory, known by its temporary files there.
  private var holder: Int? {
    guard case .success(let names) = names(in: path) else { return nil }
    return names.lazy.compactMap { TemporaryName.process(of: $0).flatMap { Int($0) } }
      .first { kill(pid_t(truncatingIfNeeded: $0), 0) == 0 || errno == EPERM }
  }
}
