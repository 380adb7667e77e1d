// Memory for millions of things: taken from the system in large pages where it has them.

/// Stretches of memory of megabytes.
///
/// The first touch of a small page costs as much as filling half of it; a large one costs a tenth. What is given back
/// goes to the system at once.
enum LargeMemory {
  private static let pageBytes = 2 << 20

  /// Takes a stretch of whole large pages; its bytes are zeros.
  static func allocate(bytes: Int) -> UnsafeMutableRawPointer {
    // A page more than asked for holds a stretch that begins where a large page does.
    let memory = mmap(nil, bytes + pageBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory, memory != MAP_FAILED else { fatalError("out of memory") }
    let before = -Int(bitPattern: memory) & (pageBytes - 1)
    if before > 0 { munmap(memory, before) }
    if before < pageBytes { munmap(memory + before + bytes, pageBytes - before) }
    #if os(Linux)
      madvise(memory + before, bytes, MADV_HUGEPAGE)
    #endif
    return memory + before
  }

  /// Gives a stretch back.
  static func deallocate(_ memory: UnsafeMutableRawPointer, bytes: Int) { munmap(memory, bytes) }
}
