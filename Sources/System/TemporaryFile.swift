// Temporary files: made exclusively, so that nobody else can have put them there or opened them.

/// The permission bits of an output.
package struct OutputMode {
  /// The bits of the file that it replaces; `nil` if there is none.
  package let replaced: mode_t?
  /// The bits that it may have at most, since it contains texts of inputs; `nil`: any.
  package let limit: mode_t?

  /// The bits to make the file with; the umask applies to them.
  fileprivate var initial: mode_t { (replaced ?? 0o666) & (limit ?? 0o777) }

  /// Gives a new file the bits of the one that it replaces, to which the umask does not apply. Some file systems
  /// have no such bits.
  fileprivate func apply(to descriptor: Int32) {
    if replaced != nil { _ = fchmod(descriptor, initial) }
  }
}

/// Makes a temporary file for an output. What has its name already is removed: it is a leftover, or was put there by
/// somebody else, and is neither followed nor written to.
///
/// - Parameters:
///   - path: the output's, for messages.
///   - isFree: is asked before something with the name is removed; false: it must stay, and nothing is made.
/// - Returns: an open descriptor; `nil` if the name is not free.
package func makeTemporary(
  _ name: String, in entry: OutputEntry, mode: OutputMode, path: String,
  isFree: () -> Bool = { true }
) throws(Failure) -> Int32? {
  let hidden = entry.sibling(name)
  for _ in 0..<100 {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = hidden.withPath { openat(entry.directory, $0, flags, mode.initial) }
    if descriptor >= 0 {
      mode.apply(to: descriptor)
      return descriptor
    }
    guard errno == EEXIST else { throw .system(.cannotWrite(path: path, errno: errno)) }
    guard isFree() else { return nil }
    guard hidden.withPath({ unlinkat(entry.directory, $0, 0) }) == 0 || errno == ENOENT else {
      let shown = entry.directory == AT_FDCWD ? hidden : path.splitPath.directory + name
      throw .system(.temporaryInTheWay(path: shown, output: path, errno: errno))
    }
  }
  throw .system(.cannotWrite(path: path, errno: EEXIST))
}

/// The file that a name or a descriptor leads to.
package struct FileIdentity: Hashable {
  package var device: UInt64
  package var number: UInt64

  package init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(status.st_ino)
  }
}
