// A file of any size that is replaced at once: written beside its name, compressed on the way, synced, renamed.

import Ending
import Synchronization

/// A file outside an output directory, or standard output, until it is committed or abandoned.
///
/// The temporary file is locked: it has the same name in every run, so that what a killed run left is taken over by
/// the next, and two runs cannot write the same file.
public final class ReplacedFile: RejectSink {
  private let path: String
  /// The name until the commit; nil where the bytes go straight to where they belong.
  private let temporary: String?
  private let descriptor: Int32
  private let compressor: Compressor?
  private let state: Mutex<State>

  private struct State {
    var rows = 0
    /// Of what was written so far, where it is asked for.
    var digest: SHA256?
  }

  /// What a signal has to know of the files of this process.
  private struct Held {
    /// The temporary files that there are; none is made or renamed but with the lock in hand.
    var names: Set<String> = [] {
      didSet {
        for name in names.subtracting(oldValue) { leavings[name] = .file(name) }
        for name in oldValue.subtracting(names) { leavings[name] = nil }
        note_outputs_in_place(hasReplaced && names.isEmpty)
      }
    }
    /// Whether one has taken its place.
    var hasReplaced = false { didSet { note_outputs_in_place(hasReplaced && names.isEmpty) } }
    private var leavings: [String: Leaving] = [:]
    /// Whether all were abandoned, and no more are made.
    var isOver = false
  }

  private static let held = Mutex(Held())

  /// - Parameters:
  ///   - path: `-` is standard output; what is no regular file (a pipe, a device) is written to as it is.
  ///   - wait: seconds to wait while another run writes the same file.
  ///   - checksum: whether the SHA-256 of what is written is kept.
  init(_ path: String, wait: Int = 0, checksum: Bool = false) throws(Failure) {
    state = Mutex(State(digest: checksum ? SHA256() : nil))
    self.path = path == "-" ? "standard output" : path
    var status = stat()
    let isThere = path.withPath { stat($0, &status) } == 0
    if path == "-" {
      temporary = nil
      descriptor = dup(STDOUT_FILENO)
    } else if isThere, status.st_mode & S_IFMT != S_IFREG {
      temporary = nil
      descriptor = path.withPath { open($0, O_WRONLY | O_CLOEXEC) }
    } else {
      let temporary = ReplacedFile.temporaryName(path)
      self.temporary = temporary
      descriptor = try ReplacedFile.openLocked(temporary, path: path, wait: wait)
    }
    guard descriptor >= 0 else { throw .cannotWrite(path: self.path, errno: errno) }
    let descriptor = descriptor
    if let words = path == "-" ? nil : Compressor.words(for: path) {
      do throws(Failure) {
        compressor = try Compressor(words, path: path, output: descriptor)
      } catch {
        if let temporary { ReplacedFile.remove(temporary) }
        _ = systemClose(descriptor)
        throw error
      }
    } else {
      compressor = nil
    }
  }

  deinit { _ = systemClose(descriptor) }

  /// `.NAME.tmp` beside the file: no dump's name, and hidden.
  private static func temporaryName(_ path: String) -> String {
    let slash = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    return path[..<slash] + "." + path[slash...] + ".tmp"
  }

  private static func openLocked(_ temporary: String, path: String, wait: Int) throws(Failure) -> Int32 {
    let end = ContinuousClock.now + .seconds(wait)
    while true {
      if let descriptor = try openOnce(temporary, path: path) { return descriptor }
      guard ContinuousClock.now < end else { throw .directoryHeld(path: path) }
      usleep(DirectoryLock.pauseMicroseconds)
    }
  }

  /// Makes the temporary file, or takes over what a killed run left of it; nil while another run has it.
  private static func openOnce(_ temporary: String, path: String) throws(Failure) -> Int32? {
    hold_end()
    defer { release_end() }
    return try held.withLock { (held) throws(Failure) -> Int32? in
      while true {
        if held.isOver { throw .cannotWrite(path: path, errno: ECANCELED) }
        let descriptor = temporary.withPath { open($0, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666) }
        guard descriptor >= 0 else { throw .cannotWrite(path: path, errno: errno) }
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
          _ = systemClose(descriptor)
          return nil
        }
        // Whoever held it may have given it its final name just now.
        var (named, own) = (stat(), stat())
        if temporary.withPath({ stat($0, &named) }) == 0, fstat(descriptor, &own) == 0,
          named.st_ino == own.st_ino, named.st_dev == own.st_dev
        {
          if ftruncate(descriptor, 0) == 0 {
            held.names.insert(temporary)
            return descriptor
          }
          let code = errno
          _ = temporary.withPath { unlink($0) }
          _ = systemClose(descriptor)
          throw .cannotWrite(path: path, errno: code)
        }
        _ = systemClose(descriptor)
      }
    }
  }

  /// How many rows were written.
  var rows: Int { state.withLock { $0.rows } }

  /// The SHA-256 of what was written, before any compression, in hexadecimal; nil where it was not asked for.
  var sha256: String? { state.withLock { $0.digest?.hexadecimal } }

  /// Appends bytes, so many rows.
  func write(_ bytes: UnsafeRawBufferPointer, rows: Int = 0) throws(Failure) {
    guard writeAll(compressor?.input ?? descriptor, bytes) else {
      let code = errno
      try compressor?.finish()
      throw .cannotWrite(path: path, errno: code)
    }
    state.withLock { state in
      state.rows += rows
      state.digest?.absorb(bytes)
    }
  }

  /// Begins anew; only of a file that is not compressed.
  func restart() throws(Failure) {
    guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw .cannotWrite(path: path, errno: errno)
    }
    state.withLock { state in
      state.rows = 0
      if state.digest != nil { state.digest = SHA256() }
    }
  }

  /// Brings the bytes to the disk; the file has its old content until it takes its place.
  func finish() throws(Failure) {
    try compressor?.finish()
    guard temporary == nil || fsync(descriptor) == 0 || errno == EINVAL else {
      throw .cannotWrite(path: path, errno: errno)
    }
  }

  /// Gives a finished file its name, or another one in the same directory.
  func takePlace(as name: String? = nil) throws(Failure) {
    let path = name ?? path
    hold_end()
    defer { release_end() }
    try ReplacedFile.held.withLock { held throws(Failure) in
      if let temporary {
        guard held.names.contains(temporary) else { throw .cannotWrite(path: path, errno: ECANCELED) }
        if temporary.withPath({ old in path.withPath { rename(old, $0) } }) != 0 {
          throw .cannotWrite(path: path, errno: errno)
        }
        held.names.remove(temporary)
      }
      held.hasReplaced = true
    }
  }

  /// Brings the name to the disk, for a file that took its place. Some directories cannot be opened for that, and
  /// some file systems have nothing to bring.
  func syncName() throws(Failure) {
    if temporary == nil { return }
    let slash = path.lastIndex(of: "/")
    let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = openDirectory(directory)
    defer { if descriptor >= 0 { _ = systemClose(descriptor) } }
    if descriptor < 0, errno == EACCES { return }
    guard descriptor >= 0, fsync(descriptor) == 0 || errno == EINVAL else {
      throw .cannotSync(path: path, errno: errno)
    }
  }

  /// Removes the temporary file. Harmless after it took its place.
  func abandon() {
    if let temporary { ReplacedFile.remove(temporary) }
  }

  private static func remove(_ temporary: String) {
    held.withLock { held in
      if held.names.remove(temporary) != nil { _ = temporary.withPath { unlink($0) } }
    }
  }

  /// Abandons every file that this process holds; from then on it makes none.
  ///
  /// - Returns: false where all have taken their places already: then the run is as good as done.
  public static func abandonAll() -> Bool {
    held.withLock { held in
      let isUndone = !held.names.isEmpty || !held.hasReplaced
      for name in held.names { _ = name.withPath { unlink($0) } }
      held.names = []
      held.isOver = true
      return isUndone
    }
  }
}
