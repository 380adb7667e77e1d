// Memory for what grows piece by piece, as facts do while records are read.

import Foundation
import Intrinsics

/// Pieces of memory, cut out of large pages; what is given back is used again.
enum MemoryPieces {
  private struct Pool {
    /// What was given back, by its size.
    var free: [Int: [UnsafeMutableRawPointer]] = [:]
    /// What is not cut yet.
    var rest = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    var isFirst = true

    /// Cuts a piece that was given back and is larger, if there is one.
    mutating func cut(bytes: Int) {
      guard let larger = free.first(where: { $0.key > bytes && !$0.value.isEmpty })?.key,
        let piece = free[larger]?.popLast()
      else { return }
      for part in 0..<larger / bytes { free[bytes, default: []].append(piece + part * bytes) }
    }
  }

  nonisolated(unsafe) private static var pool = Pool()
  /// What one worker gives back another may take: sanitizers see this lock, and not a `Mutex`, which orders the two.
  private static let lock = NSLock()

  /// Takes a piece, of which nothing is set.
  /// - Parameter bytes: a multiple of 4 KiB, far less than a large page.
  static func take(bytes: Int) -> UnsafeMutableRawPointer {
    lock.withLock {
      if pool.free[bytes, default: []].isEmpty { pool.cut(bytes: bytes) }
      if let piece = pool.free[bytes]?.popLast() { return piece }
      if pool.rest.count < bytes {
        // A small run takes no more than it touches.
        let memory = LargeMemory.allocate(bytes: LargeMemory.pageBytes, isLarge: !pool.isFirst)
        pool.rest = UnsafeMutableRawBufferPointer(start: memory, count: LargeMemory.pageBytes)
        pool.isFirst = false
      }
      let piece = UnsafeMutableRawBufferPointer(rebasing: pool.rest[..<bytes])
      pool.rest = UnsafeMutableRawBufferPointer(rebasing: pool.rest[bytes...])
      return piece.baseAddress!
    }
  }

  /// Gives a piece back.
  static func give(_ piece: UnsafeMutableRawPointer, bytes: Int) {
    lock.withLock { pool.free[bytes, default: []].append(piece) }
  }

  /// Lets the system have the pages of all that was given back, until it is used again.
  fileprivate static func release() {
    // Pages are given up whole: where they are larger than a piece, its neighbours would go with it.
    let page = sysconf(Int32(_SC_PAGESIZE))
    lock.withLock {
      for (bytes, pieces) in pool.free where bytes % page == 0 {
        for piece in pieces where Int(bitPattern: piece) % page == 0 { madvise(piece, bytes, MADV_DONTNEED) }
      }
    }
  }
}

/// Lets the system have the memory that is free: that of pieces, and what the C library holds for the next use.
func releaseFreedMemory() {
  MemoryPieces.release()
  release_freed_memory()
}
