// The calls of the C library on the hot path, and the import of System for all files of this module.

@_exported import System

/// Returns a number less than, equal to or greater than 0, by comparing bytes.
///
/// SAFETY: the caller guarantees `count` bytes at both addresses. All of them may be read, even if the first ones differ.
@inline(__always)
func compareBytes(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  memcmp(left, right, count)
}

/// Returns the address of the first byte of a value in a range, or `nil`.
///
/// SAFETY: the caller guarantees that the range is in one allocation.
@inline(__always)
func findByte(
  _ byte: UInt8, from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>
) -> UnsafePointer<UInt8>? {
  guard start < end, let found = memchr(start, Int32(byte), end - start) else { return nil }
  return UnsafePointer(found.assumingMemoryBound(to: UInt8.self))
}
