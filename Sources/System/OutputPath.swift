// How the bytes of an output reach its path: decided here, for every output of every command.

/// The way to an output. A file is replaced at once; what is not a regular file is written to as it is.
package struct OutputPath {
  /// What an output's path leads to when all links are followed.
  package enum Target {
    /// A regular file, or a name that is free.
    case file(OutputEntry)
    /// A descriptor that the program was started with: `-`, `/dev/stdout`, `/proc/self/fd/N`.
    case descriptor(Int32)
    /// A device, a pipe or a socket.
    case stream
  }

  /// The path as named; `standard output` for `-`.
  package let path: String
  package let target: Target

  /// The most links that are followed, as in the system.
  private static let maxLinks = 40

  /// Finds out what a path leads to. Refuses a directory.
  package init(_ path: String) throws(Failure) {
    if path == "-" {
      (self.path, target) = ("standard output", .descriptor(STDOUT_FILENO))
      return
    }
    self.path = path
    var current = path
    for _ in 0..<OutputPath.maxLinks {
      var status = stat()
      guard current.withPath({ lstat($0, &status) }) == 0 else {
        let code = errno
        guard code == ENOENT, !current.hasSuffix("/") else { throw .system(.cannotWrite(path: path, errno: code)) }
        target = .file(OutputEntry(path: current, mode: nil))
        return
      }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: throw .system(.cannotWrite(path: path, errno: EISDIR))
      case S_IFREG:
        target = .file(OutputEntry(path: current, mode: status.st_mode & 0o777))
        return
      case S_IFLNK:
        if let target = OutputPath.openFile(current) {
          self.target = target
          return
        }
        guard let next = OutputPath.destination(of: current) else {
          throw .system(.cannotWrite(path: path, errno: errno))
        }
        current = next
      default:
        target = .stream
        return
      }
    }
    throw .system(.cannotWrite(path: path, errno: ELOOP))
  }

  /// Finds out what the name of an output in an output directory leads to. Refuses a directory by a reason of its own.
  package init(_ name: String, in directory: String) throws(Failure) {
    do throws(Failure) { try self.init(directory.appending(name: name)) } catch {
      if case .cannotWrite(let path, EISDIR) = error.cause as? SystemFailure { throw .system(.outputIsDirectory(path: path)) }
      throw error
    }
  }

  /// Returns what a link in `/proc/NUMBER/fd` leads to, which is an open file and no name; `nil` for other links.
  private static func openFile(_ link: String) -> Target? {
    let (directory, name) = link.splitPath
    guard let number = Int32(name), let real = realPath(directory.isEmpty ? "." : directory),
      real.hasPrefix("/proc/"), real.hasSuffix("/fd")
    else { return nil }
    let isOwn = real.hasPrefix("/proc/\(getpid())/") || real.hasPrefix("/proc/self/")
    return isOwn ? .descriptor(number) : .stream
  }

  /// Returns where a link leads, `nil` if that cannot be read.
  private static func destination(of link: String) -> String? {
    var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = bytes.withUnsafeMutableBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { bytes in
        link.withPath { readlink($0, bytes.baseAddress ?? UnsafeMutablePointer(mutating: $0), bytes.count) }
      }
    }
    guard count >= 0 else { return nil }
    let destination = String(path: bytes.prefix(count))
    return destination.hasPrefix("/") ? destination : link.splitPath.directory + destination
  }

  /// Opens a descriptor or a stream for writing; `nil` if the target is a file.
  /// - Parameter patience: how long a named pipe is waited for until it has a reader; `nil`: without end.
  package func openDirectly(patience: Duration? = nil) throws(Failure) -> Int32? {
    let descriptor: Int32
    switch target {
    case .file: return nil
    case .descriptor(let number): descriptor = fcntl(number, F_DUPFD_CLOEXEC, 0)
    case .stream:
      descriptor = openStream(patience)
    }
    guard descriptor >= 0 else { throw .system(.cannotWrite(path: path, errno: errno)) }
    return descriptor
  }

  private func openStream(_ patience: Duration?) -> Int32 {
    let flags = O_WRONLY | O_CLOEXEC | O_NOCTTY
    guard let patience else { return path.withPath { open($0, flags) } }
    let end = ContinuousClock.now + patience
    while true {
      let descriptor = path.withPath { open($0, flags | O_NONBLOCK) }
      if descriptor >= 0 {
        _ = fcntl(descriptor, F_SETFL, O_WRONLY)
        return descriptor
      }
      if errno != ENXIO || ContinuousClock.now >= end { return -1 }
      usleep(DirectoryLock.pauseMicroseconds)
    }
  }
}

/// The name in a directory that a file takes.
package struct OutputEntry: Hashable {
  /// An open descriptor of the directory, or `AT_FDCWD` if `prefix` leads there.
  package var directory: Int32 = AT_FDCWD
  /// What stands before each name of the directory: empty, or a path that ends with a slash.
  package var prefix: String
  package let name: String
  /// The permission bits of the file that has the name; `nil` if there is none.
  package var mode: mode_t?

  /// The entry of a path whose last component is no link.
  package init(path: String, mode: mode_t?) {
    (prefix, name) = path.splitPath
    self.mode = mode
  }

  /// The entry of a name in an open directory.
  package init(_ name: String, in directory: Int32, mode: mode_t?) {
    (self.directory, prefix, self.name, self.mode) = (directory, "", name, mode)
  }

  /// Returns the path of another name in the same directory, from `directory` on.
  package func sibling(_ name: String) -> String { prefix + name }

  /// Returns the entry by an open directory if it is the one of a name there, and no link led to it; else itself.
  package func inDirectory(_ directory: Int32, path: String, name: String) -> OutputEntry {
    let isPlain = prefix == path.appending(name: "") && self.name == name
    return isPlain ? OutputEntry(name, in: directory, mode: mode) : self
  }
}

extension String {
  /// The path up to its last slash, with it, and the name after that.
  package var splitPath: (directory: String, name: String) {
    let start = lastIndex(of: "/").map(index(after:)) ?? startIndex
    return (String(self[..<start]), String(self[start...]))
  }

  /// The path of a name in this directory.
  package func appending(name: String) -> String { hasSuffix("/") ? self + name : self + "/" + name }
}

/// Returns a path without links and dots, `nil` if it leads nowhere.
private func realPath(_ path: String) -> String? {
  guard let resolved = path.withPath({ realpath($0, nil) }) else { return nil }
  defer { free(resolved) }
  return String(path: UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
}

/// Returns the path of the rejects that a file of facts or a part gets by default: `FILE.rejects`.
///
/// - Returns: `nil` if the output is not a regular file, which gets no files beside it.
package func defaultRejectsPath(beside path: String) -> String? {
  if let output = try? OutputPath(path), case .file = output.target { return path + ".rejects" }
  // What cannot be written to is refused later, with its reason.
  return (try? OutputPath(path)) == nil ? path + ".rejects" : nil
}

/// Whether an output goes to standard output, which then carries nothing else: by `-`, `/dev/stdout` or another name.
package func isStandardOutput(_ path: String?) -> Bool {
  guard let path, let output = try? OutputPath(path) else { return false }
  var (own, other) = (stat(), stat())
  switch output.target {
  case .file: return false
  case .descriptor(STDOUT_FILENO): return true
  case .descriptor(let number): if fstat(number, &other) != 0 { return false }
  case .stream: if path.withPath({ stat($0, &other) }) != 0 { return false }
  }
  // What several programs write into /dev/null does not meet there.
  if other.st_mode & S_IFMT == S_IFCHR, isatty(STDOUT_FILENO) == 0 { return false }
  return fstat(STDOUT_FILENO, &own) == 0 && FileIdentity(own) == FileIdentity(other)
}
