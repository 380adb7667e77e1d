// Directories: listed, opened, created with their parents, synced.

/// Returns the names in a directory except `.` and `..`, in no particular order.
/// - Returns: the names, or the `errno` of the failure.
package func names(in directory: String) -> Result<[String], Errno> {
  guard let stream = directory.withPath({ opendir($0) }) else { return .failure(Errno(code: errno)) }
  defer { closedir(stream) }
  var names: [String] = []
  while true {
    errno = 0
    guard let entry = readdir(stream) else { break }
    // SAFETY: the entry is valid until the next `readdir`, and a zero ends the name within `d_name`.
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in String(path: bytes.prefix { $0 != 0 }) }
    if name != "." && name != ".." { names.append(name) }
  }
  return errno == 0 ? .success(names) : .failure(Errno(code: errno))
}

/// Returns a descriptor of a directory, negative if it cannot be opened.
package func openDirectory(_ path: String) -> Int32 {
  path.withPath { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
}

/// Creates a directory with its missing parents and returns the created ones, outermost first.
package func makeDirectory(_ path: String) throws(Failure) -> [String] {
  if path.withPath({ mkdir($0, 0o777) }) == 0 { return [path] }
  if errno == EEXIST { return [] }
  guard errno == ENOENT, let parent = parent(of: path) else {
    throw .system(.cannotMakeDirectory(path: path, errno: errno))
  }
  let made = try makeDirectory(parent)
  guard path.withPath({ mkdir($0, 0o777) }) == 0 || errno == EEXIST else {
    let code = errno
    for directory in made.reversed() { _ = directory.withPath { rmdir($0) } }
    throw .system(.cannotMakeDirectory(path: path, errno: code))
  }
  return made + [path]
}

/// Brings the names of a directory to the disk: of the one that a path ending with a slash names, or of the
/// current one.
///
/// A directory that cannot be opened for that, or has nothing to bring, is let go.
///
/// - Returns: whether it was possible; otherwise `errno` tells why not.
package func syncDirectory(_ prefix: String) -> Bool {
  let descriptor = openDirectory(prefix.isEmpty ? "." : prefix)
  if descriptor < 0 { return errno == EACCES }
  let isSynced = syncDescriptor(descriptor)
  let code = errno
  _ = systemClose(descriptor)
  errno = code
  return isSynced
}

/// Returns the path up to its last component; `nil` if it has only one.
private func parent(of path: String) -> String? {
  let trimmed = path.reversed().drop { $0 == "/" }
  let parent = trimmed.drop { $0 != "/" }.drop { $0 == "/" }
  return parent.isEmpty ? nil : String(parent.reversed())
}
