// The directory of outputs: opened or created, and locked, so that one run at a time writes into it.

import Ending
import Synchronization

/// An open directory with an advisory lock: `flock` on the directory itself.
///
/// The lock ends with the process and leaves no file.
package final class LockedDirectory: Sendable {
  /// The directory as given on the command line.
  package let path: String
  /// An open descriptor of the directory.
  package let descriptor: Int32
  /// False if the file system has no locks.
  ///
  /// The run then goes on without one.
  package let isLocked: Bool
  /// The directories that this run created, outermost first.
  private let created: [String]
  /// The same directories, for a program that ends early, while they are empty or have only temporary files.
  private let leavings: Mutex<[Leaving]>

  /// Opens a directory and locks it.
  /// - Parameters:
  ///   - mayCreate: true if a missing directory is created, with missing parents.
  ///   - wait: the maximum seconds to wait while another run holds the lock; 0 does not wait.
  package init(_ path: String, mayCreate: Bool = true, wait: Int) throws(Failure) {
    self.path = path
    var created: [String] = []
    var descriptor = openDirectory(path)
    leavings = Mutex([])
    if descriptor < 0, errno == ENOENT, mayCreate {
      hold_end()
      defer { release_end() }
      created = try makeDirectory(path)
      leavings.withLock { $0 = created.map { .directory($0) } }
      descriptor = openDirectory(path)
    }
    guard descriptor >= 0 else { throw .system(.cannotMakeDirectory(path: path, errno: errno)) }
    (self.descriptor, self.created) = (descriptor, created)
    let isLocked: Bool? = retry(for: .seconds(wait)) {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      return errno == EWOULDBLOCK ? nil : false
    }
    self.isLocked = isLocked ?? false
    if isLocked == nil { throw .system(.directoryHeld(path: path, process: holder(of: path))) }
  }

  deinit { _ = systemClose(descriptor) }

  /// Lets the created directories stay when the program ends early.
  package func keepCreated() { leavings.withLock { $0 = [] } }

  /// Removes the directories that this run created, if they are still empty.
  package func removeCreated() {
    for directory in created.reversed() { _ = directory.withPath { rmdir($0) } }
  }

  /// Ends the lock.
  package func unlock() { flock(descriptor, LOCK_UN) }
}

/// Returns the process that holds a directory, known by its temporary files there.
private func holder(of directory: String) -> Int? {
  guard case .success(let names) = names(in: directory) else { return nil }
  return names.lazy.compactMap { TemporaryName.process(of: $0).flatMap { Int($0) } }
    .first { kill(pid_t(truncatingIfNeeded: $0), 0) == 0 || errno == EPERM }
}
