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

package func systemRead(_ descriptor: Int32, _ target: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, target, count)
}

package func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }

package func makePipe(_ ends: inout [Int32]) -> Int32 { pipe(&ends) }

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

/// Opens a file for reading, with close-on-exec so that started programs do not inherit it.
package func systemOpen(_ path: String) -> Int32 { path.withPath { open($0, O_RDONLY | O_CLOEXEC) } }
