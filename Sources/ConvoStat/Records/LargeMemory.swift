// Memory for millions of things: taken from the system in large pages where it has them.

/// Stretches of memory of megabytes.
///
/// The first touch of a small page costs as much as filling half of it; a large one costs a tenth.
enum LargeMemory {
  private static let pageBytes = 2 << 20

  /// Takes a stretch; its bytes are zeros.
  static func allocate(bytes: Int) -> UnsafeMutableRawPointer {
    guard bytes >= pageBytes else { return .allocate(byteCount: bytes, alignment: 64) }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: pageBytes)
    #if os(Linux)
      madvise(memory, bytes, MADV_HUGEPAGE)
    #endif
    return memory
  }

  /// Gives a stretch back.
  static func deallocate(_ memory: UnsafeMutableRawPointer, bytes: Int) { memory.deallocate() }
}
