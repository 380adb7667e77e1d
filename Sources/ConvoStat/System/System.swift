// The C library under its three names, and the few calls of it on the hot path.

#if canImport(Glibc)
  @_exported import Glibc
#elseif canImport(Musl)
  @_exported import Musl
#elseif canImport(Darwin)
  @_exported import Darwin
#endif

/// Returns a number less than, equal to or greater than 0, by comparing bytes.
@inline(__always)
func compareBytes(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  memcmp(left, right, count)
}

/// Returns the first index of a byte in a range, or `nil`.
@inline(__always)
func findByte(
  _ byte: UInt8, from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>
) -> UnsafePointer<UInt8>? {
  guard start < end, let found = memchr(start, Int32(byte), end - start) else { return nil }
  return UnsafePointer(found.assumingMemoryBound(to: UInt8.self))
}

/// Returns the time of a file's last change, in whole seconds since 1970.
func modifiedSeconds(_ status: stat) -> Int64 {
  #if canImport(Darwin)
    Int64(status.st_mtimespec.tv_sec)
  #else
    Int64(status.st_mtim.tv_sec)
  #endif
}

/// Returns the sentence of the C library for an error number.
func describe(errno code: Int32) -> String { String(cString: strerror(code)) }

// Calls whose names a type's own methods would hide.

func systemRead(_ descriptor: Int32, _ target: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, target, count)
}

func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }

func makePipe(_ ends: inout [Int32]) -> Int32 { pipe(&ends) }

/// Opens a file without a name in a directory, for reading and writing. Negative if the file system does not
/// support that.
func openNameless(in directory: String) -> Int32 {
  #if os(Linux)
    let isNameless: Int32 = 0o20000000 | O_DIRECTORY  // O_TMPFILE, a macro that is not imported
    return open(directory, isNameless | O_RDWR | O_CLOEXEC, 0o600)
  #else
    return -1
  #endif
}

/// Opens a file for reading, with close-on-exec so that started programs do not inherit it.
func systemOpen(_ path: String) -> Int32 { path.withPath { open($0, O_RDONLY | O_CLOEXEC) } }
