// Memory for millions of things; what is given back is used again.

import Foundation
import Intrinsics

/// Stretches of memory, kept for the next who takes one when they are given back.
///
/// The first touch of a page costs as much as filling half of it, or many times that where a machine is a
/// guest and has
/// not used the memory lately; what was used before costs nothing.
enum LargeMemory {
  /// Takes a stretch, of which nothing is set.
  static func take(bytes: Int) -> UnsafeMutableRawPointer {
    lock.withLock {
      if !isPiece(bytes) { return others.used(bytes) ?? others.fresh(bytes) }
      return pieces.used(bytes) ?? others.used(bytes) ?? pieces.fresh(bytes)
    }
  }

  /// Gives a stretch back that was taken for so many bytes.
  static func give(_ memory: UnsafeMutableRawPointer, bytes: Int) {
    lock.withLock { isPiece(bytes) ? pieces.give(memory, bytes) : others.give(memory, bytes) }
  }

  /// Takes a region from the system alone, or makes one larger that was taken before: its content moves along
  /// without a
  /// copy. Where the system has no region, the memory comes from `take`, or the program ends there.
  /// - Parameters:
  ///   - instead: the region to be made larger, and its size; `nil` for a new one.
  static func map(bytes: Int, instead: UnsafeMutableRawPointer?, of size: Int) -> UnsafeMutableRawPointer {
    if let region = resized_region(instead, instead == nil ? 0 : size, bytes) { return region }
    let memory = take(bytes: bytes)
    if let instead {
      memory.copyMemory(from: instead, byteCount: min(size, bytes))
      unmap(instead, bytes: size)
    }
    return memory
  }

  /// Gives a region back to the system.
  static func unmap(_ region: UnsafeMutableRawPointer, bytes: Int) { munmap(region, bytes) }

  /// Gives the whole pages of a region's first bytes back to the system.
  static func discard(_ region: UnsafeMutableRawPointer, _ bytes: Int) {
    let pages = bytes & -sysconf(Int32(_SC_PAGESIZE))
    if pages > 0 { madvise(region, pages, MADV_DONTNEED) }
  }

  /// Lets the system have the memory that is free, until it is used again; and what the C library holds for
  /// the next
  /// use.
  static func release() {
    lock.withLock {
      pieces.release()
      others.release()
    }
    release_freed_memory()
  }

  /// Small stretches are kept apart: those that live long would part the large ones that do not.
  private static func isPiece(_ bytes: Int) -> Bool { bytes < 256 << 10 }

  nonisolated(unsafe) private static var pieces = Arena()
  nonisolated(unsafe) private static var others = Arena()
  /// What one worker gives back another may take: sanitizers see this lock, and not a `Mutex`, which orders
  /// the two.
  private static let lock = NSLock()
}
