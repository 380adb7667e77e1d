// Memory for millions of things: taken from the system in large pages where it has them.

/// Stretches of memory of megabytes.
///
/// The first touch of a small page costs as much as filling half of it; a large one costs a tenth. What is given back
/// goes to the system at once.
enum LargeMemory {
  static let pageBytes = 2 << 20

  /// Takes a stretch of whole large pages; its bytes are zeros.
  /// - Parameter isLarge: false if it is to take small pages, each when it is touched.
  static func allocate(bytes: Int, isLarge: Bool = true) -> UnsafeMutableRawPointer {
    // A page more than asked for holds a stretch that begins where a large page does.
    let memory = mmap(nil, bytes + pageBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory, memory != MAP_FAILED else { fatalError("out of memory") }
    let before = -Int(bitPattern: memory) & (pageBytes - 1)
    if before > 0 { munmap(memory, before) }
    if before < pageBytes { munmap(memory + before + bytes, pageBytes - before) }
    if isLarge { prefer(UnsafeRawBufferPointer(start: memory + before, count: bytes)) }
    return memory + before
  }

  /// Says that what the C library gave for large things is to lie in large pages, as far as whole ones fit in.
  static func prefer(_ memory: UnsafeRawBufferPointer) {
    guard memory.count >= pageBytes, let start = memory.baseAddress else { return }
    #if os(Linux)
      let before = -Int(bitPattern: start) & (pageBytes - 1)
      let bytes = (memory.count - before) & -pageBytes
      if bytes > 0 { madvise(UnsafeMutableRawPointer(mutating: start) + before, bytes, MADV_HUGEPAGE) }
    #endif
  }

  /// Gives a stretch back.
  static func deallocate(_ memory: UnsafeMutableRawPointer, bytes: Int) { munmap(memory, bytes) }
}

extension UnsafeMutablePointer {
  /// Memory for many things, in large pages where it is large; to be given back by `deallocate`.
  static func allocate(many capacity: Int) -> UnsafeMutablePointer {
    let memory = allocate(capacity: max(capacity, 1))
    LargeMemory.prefer(UnsafeRawBufferPointer(UnsafeBufferPointer(start: memory, count: capacity)))
    return memory
  }
}

extension Array {
  /// Makes room for many elements in an empty array, in large pages where it is large.
  mutating func reserveMany(_ capacity: Int) {
    reserveCapacity(capacity)
    withUnsafeMutableBufferPointer { buffer in
      LargeMemory.prefer(
        UnsafeRawBufferPointer(UnsafeBufferPointer(start: buffer.baseAddress, count: capacity)))
    }
  }
}
