// Regions of memory that are mapped and unmapped as a whole.

import Ending
import Foundation
import Intrinsics

/// A mapping of its own, for large buffers: it grows without a copy, and its pages return to the system at
/// once.
enum MemoryRegion {
  // SAFETY: the caller owns a region from `take` to `give`, passes its size each time, and keeps no address in it when it is
  // resized, since it may move.
  /// Maps a new region of `bytes`, or resizes `region` from `size` to `bytes` and keeps its content.
  ///
  /// Ends the program if the system has no memory.
  static func take(bytes: Int, resizing region: UnsafeMutableRawPointer?, of size: Int)
    -> UnsafeMutableRawPointer
  {
    guard let region = resized_region(region, region == nil ? 0 : size, bytes) else { end_without_memory() }
    return region
  }

  /// Unmaps a region.
  static func give(_ region: UnsafeMutableRawPointer, bytes: Int) { munmap(region, bytes) }

  /// Returns the whole pages of a region's first `bytes` to the system.
  ///
  /// Their content is lost.
  static func discard(_ region: UnsafeMutableRawPointer, _ bytes: Int) {
    let pages = bytes & -sysconf(Int32(_SC_PAGESIZE))
    if pages > 0 { madvise(region, pages, MADV_DONTNEED) }
  }
}
