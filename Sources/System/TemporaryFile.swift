// Temporary files, created exclusively, so that nobody else can have placed or opened them.

/// The permission bits of an output.
package struct OutputMode {
  /// The bits of the file that it replaces; `nil` if there is none.
  package let replaced: mode_t?
  /// The mask for outputs with texts of inputs; `nil` if there is no restriction.
  package let limit: mode_t?

  package init(replaced: mode_t?, limit: mode_t?) {
    self.replaced = replaced
    self.limit = limit
  }

  /// The bits with which the file is created; the umask applies to them.
  fileprivate var initial: mode_t { (replaced ?? 0o666) & (limit ?? 0o777) }

  /// Gives a new file the bits of the one that it replaces, to which the umask does not apply.
  ///
  /// Some file systems have no such bits.
  fileprivate func apply(to descriptor: Int32) {
    if replaced != nil { _ = fchmod(descriptor, initial) }
  }
}

/// Creates a temporary file for an output.
///
/// An existing file of that name is removed, because it is a rest or was placed by somebody else; it is
/// neither followed nor written to.
///
/// - Parameters:
///   - path: the path of the output, for messages.
///   - isFree: decides whether an existing file may be removed. If it returns false, nothing is created.
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

/// The identity of the file behind a name or a descriptor.
package struct FileIdentity: Hashable {
  package var device: UInt64
  package var number: UInt64

  package init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(status.st_ino)
  }
}
