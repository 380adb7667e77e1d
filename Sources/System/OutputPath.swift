// The way to an output: the one place that decides how bytes reach a path, for every command.

/// The way to an output.
///
/// A regular file is replaced as a whole; anything else is written to directly.
package struct OutputPath {
  /// The target of an output's path after all links.
  package enum Target {
    /// A regular file, or a name that does not exist yet.
    case file(OutputEntry)
    /// A descriptor that the program was started with: `-`, `/dev/stdout`, `/proc/self/fd/N`.
    case descriptor(Int32)
    /// A device, a pipe or a socket.
    case stream
  }

  /// The path as given; `standard output` for `-`.
  package let path: String
  package let target: Target

  /// The maximum number of links that are followed, as in the kernel.
  private static let maxLinks = 40

  /// Resolves a path.
  ///
  /// Throws for a directory.
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
        guard code == ENOENT, !current.hasSuffix("/") else {
          throw .system(.cannotWrite(path: path, errno: code))
        }
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

  /// Creates the way to a file whose name is not its final one, so that a link there has no meaning.
  package init(temporary path: String) {
    (self.path, target) = (path, .file(OutputEntry(path: path, mode: nil)))
  }

  /// Resolves the name of an output in an output directory.
  ///
  /// Throws `outputIsDirectory` for a directory.
  package init(_ name: String, in directory: String) throws(Failure) {
    do throws(Failure) { try self.init(directory.appending(name: name)) } catch {
      if case .cannotWrite(let path, EISDIR) = error.cause as? SystemFailure {
        throw .system(.outputIsDirectory(path: path))
      }
      throw error
    }
  }

  /// Returns the target of a link in `/proc/NUMBER/fd`, which is an open file without a name; `nil` for other
  /// links.
  private static func openFile(_ link: String) -> Target? {
    let (directory, name) = link.splitPath
    guard let number = Int32(name), let real = realPath(directory.isEmpty ? "." : directory),
      real.hasPrefix("/proc/"), real.hasSuffix("/fd")
    else { return nil }
    let isOwn = real.hasPrefix("/proc/\(getpid())/") || real.hasPrefix("/proc/self/")
    return isOwn ? .descriptor(number) : .stream
  }

  /// Returns the target of a link, or `nil` if it cannot be read.
  private static func destination(of link: String) -> String? {
    var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX) + 1)
    // SAFETY: the array lives during the call, and `readlink` writes at most `bytes.count` bytes, without a zero.
    let count = bytes.withUnsafeMutableBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { bytes in
        link.withPath { readlink($0, bytes.baseAddress ?? UnsafeMutablePointer(mutating: $0), bytes.count) }
      }
    }
    guard count >= 0 else { return nil }
    let destination = String(path: bytes.prefix(count))
    return destination.hasPrefix("/") ? destination : link.splitPath.directory + destination
  }

  /// Opens a descriptor or a stream for writing; returns `nil` if the target is a file.
  /// - Parameter patience: how long to wait for the reader of a named pipe; `nil` waits forever.
  package func openDirectly(patience: Duration? = nil) throws(Failure) -> Int32? {
    let descriptor: Int32
    switch target {
    case .file: return nil
    case .descriptor(let number): descriptor = fcntl(number, F_DUPFD_CLOEXEC, 0)
    case .stream: descriptor = try openStream(patience)
    }
    guard descriptor >= 0 else { throw .system(.cannotWrite(path: path, errno: errno)) }
    return descriptor
  }

  private func openStream(_ patience: Duration?) throws(Failure) -> Int32 {
    let flags = O_WRONLY | O_CLOEXEC | O_NOCTTY
    guard let patience else { return path.withPath { open($0, flags) } }
    let opened: Int32? = retry(for: patience) {
      let descriptor = path.withPath { open($0, flags | O_NONBLOCK) }
      return descriptor < 0 && errno == ENXIO ? nil : descriptor
    }
    guard let opened else { throw .system(.cannotWrite(path: path, errno: ENXIO)) }
    if opened >= 0 { _ = fcntl(opened, F_SETFL, O_WRONLY) }
    return opened
  }
}

extension String {
  /// The path up to and including its last slash, and the name after it.
  package var splitPath: (directory: String, name: String) {
    let start = lastIndex(of: "/").map(index(after:)) ?? startIndex
    return (String(self[..<start]), String(self[start...]))
  }

  /// Returns the path of a name in this directory.
  package func appending(name: String) -> String { hasSuffix("/") ? self + name : self + "/" + name }
}

/// Returns a path without links and dots, or `nil` if it does not exist.
private func realPath(_ path: String) -> String? {
  guard let resolved = path.withPath({ realpath($0, nil) }) else { return nil }
  defer { free(resolved) }
  // SAFETY: `realpath` allocated the text, which ends with a zero; it is copied before it is freed.
  return String(pathEndedByZero: resolved)
}

/// Returns the default path of the rejects of a file of facts or a part: `FILE.rejects`.
///
/// - Returns: `nil` if the output is not a regular file.
package func defaultRejectsPath(beside path: String) -> String? {
  if let output = try? OutputPath(path), case .file = output.target { return path + ".rejects" }
  // A path that cannot be written fails later with its own message.
  return (try? OutputPath(path)) == nil ? path + ".rejects" : nil
}

/// Returns true if an output goes to standard output, as `-`, `/dev/stdout` or under another name.
///
/// Standard output then carries nothing else.
package func isStandardOutput(_ path: String?) -> Bool {
  guard let path, let output = try? OutputPath(path) else { return false }
  var (own, other) = (stat(), stat())
  switch output.target {
  case .file: return false
  case .descriptor(STDOUT_FILENO): return true
  case .descriptor(let number): if fstat(number, &other) != 0 { return false }
  case .stream: if path.withPath({ stat($0, &other) }) != 0 { return false }
  }
  // Several programs may write into /dev/null at once.
  if other.st_mode & S_IFMT == S_IFCHR, isatty(STDOUT_FILENO) == 0 { return false }
  return fstat(STDOUT_FILENO, &own) == 0 && FileIdentity(own) == FileIdentity(other)
}
