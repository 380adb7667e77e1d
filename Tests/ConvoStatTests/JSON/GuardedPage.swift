// Bytes after which no memory can be read.

import Foundation

/// A page of memory before one that nobody may read, so that reading too far ends the test.
final class GuardedPage {
  private let memory: UnsafeMutableRawPointer
  private let size = Int(sysconf(Int32(_SC_PAGESIZE)))

  /// Maps the pages; `nil` if the system has none.
  init?() {
    guard
      let memory = mmap(nil, 2 * size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0),
      memory != MAP_FAILED, mprotect(memory + size, size, PROT_NONE) == 0
    else { return nil }
    self.memory = memory
  }

  deinit { munmap(memory, 2 * size) }

  /// Copies bytes to the end of the page, and returns the address of the first one.
  func fill(_ bytes: [UInt8]) -> UnsafePointer<UInt8> {
    let start = memory + size - bytes.count
    start.copyMemory(from: bytes, byteCount: bytes.count)
    return UnsafePointer(start.assumingMemoryBound(to: UInt8.self))
  }
}
