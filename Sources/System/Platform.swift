// The C library under its three names, and its calls that differ or whose names clash.

#if canImport(Glibc)
  @_exported import Glibc
#elseif canImport(Musl)
  @_exported import Musl
#elseif canImport(Darwin)
  @_exported import Darwin
#endif

/// Returns the time of a file's last change, in whole seconds since 1970.
package func modifiedSeconds(_ status: stat) -> Int64 {
  #if canImport(Darwin)
    Int64(status.st_mtimespec.tv_sec)
  #else
    Int64(status.st_mtim.tv_sec)
  #endif
}

/// Returns the sentence of the C library for an error number.
package func describe(errno code: Int32) -> String { String(cString: strerror(code)) }

// Calls whose names a type's own methods would hide.

// SAFETY: the caller owns at least `count` bytes at `target` until the call returns.
package func systemRead(_ descriptor: Int32, _ target: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, target, count)
}

package func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }

/// Opens a file for reading, with close-on-exec so that started programs do not inherit it.
package func systemOpen(_ path: String) -> Int32 { path.withPath { open($0, O_RDONLY | O_CLOEXEC) } }

/// Makes a pipe whose ends started programs do not inherit.
package func makePipe() throws(Errno) -> (read: Int32, write: Int32) {
  var ends: [Int32] = [-1, -1]
  if pipe(&ends) != 0 { throw Errno(code: errno) }
  for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  return (ends[0], ends[1])
}

// Calls that differ from system to system.

/// Enlarges a pipe as far as the system allows.
func widenPipe(_ descriptor: Int32, to bytes: Int32) {
  #if os(Linux)
    let setPipeSize: Int32 = 1031  // F_SETPIPE_SZ, a macro that is not imported
    _ = fcntl(descriptor, setPipeSize, bytes)
  #endif
}

/// Opens a file without a name in a directory, for reading and writing; negative if the file system does not
/// support that.
package func openNameless(in directory: String) -> Int32 {
  #if os(Linux)
    let isNameless: Int32 = 0o20000000 | O_DIRECTORY  // O_TMPFILE, a macro that is not imported
    return open(directory, isNameless | O_RDWR | O_CLOEXEC, 0o600)
  #else
    return -1
  #endif
}

/// The peak memory of this process so far, in bytes; 0 on Linux, whose `getrusage` counts the memory of the
/// program that started this one too.
var peakMemoryBytesByUsage: Int {
  #if os(Linux)
    return 0
  #else
    var usage = rusage()
    getrusage(RUSAGE_SELF, &usage)
    return usage.ru_maxrss
  #endif
}

#if canImport(Glibc)
  /// The kind of a limit, such as `RLIMIT_AS`.
  package typealias LimitKind = __rlimit_resource

  private func number(_ kind: LimitKind) -> __rlimit_resource_t { __rlimit_resource_t(kind.rawValue) }
#else
  /// The kind of a limit, such as `RLIMIT_AS`.
  package typealias LimitKind = Int32

  private func number(_ kind: LimitKind) -> Int32 { kind }
#endif

/// Returns a limit of this process; `nil` on failure.
func systemLimit(_ kind: LimitKind) -> rlimit? {
  var limit = rlimit()
  return getrlimit(number(kind), &limit) == 0 ? limit : nil
}

/// Changes a limit of this process.
/// - Returns: false if the system does not allow it.
func setSystemLimit(_ kind: LimitKind, _ limit: rlimit) -> Bool {
  var limit = limit
  return setrlimit(number(kind), &limit) == 0
}

#if canImport(Darwin)
  func noSpawnActions() -> posix_spawn_file_actions_t? { nil }
  func noSpawnAttributes() -> posix_spawnattr_t? { nil }
#else
  func noSpawnActions() -> posix_spawn_file_actions_t { posix_spawn_file_actions_t() }
  func noSpawnAttributes() -> posix_spawnattr_t { posix_spawnattr_t() }
#endif

/// Starts a thread that runs `body` and ends.
/// - Returns: false if the system has no thread; then `body` does not run.
package func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
  final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  // SAFETY: the new thread releases the work that is retained here; without a thread this function does.
  let work = Unmanaged.passRetained(Work(body))
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
  #if canImport(Darwin)
    var thread: pthread_t?
  #else
    var thread = pthread_t()
  #endif
  let status = pthread_create(
    &thread, &attributes,
    { argument in
      let work: UnsafeMutableRawPointer? = argument
      if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body() }
      return nil
    }, work.toOpaque())
  if status != 0 { work.release() }
  return status == 0
}
