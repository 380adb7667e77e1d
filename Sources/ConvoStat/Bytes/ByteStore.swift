// Bytes that stay where they are stored, for texts that outlive the block they were read from.

/// A store of bytes in chunks that never move.
final class ByteStore {
  // SAFETY: only this store owns the allocations. `next` points to `left` bytes of the last chunk that no text was given. The
  // caller guarantees that no text is read after `removeAll` or `reuse`, or after the store is gone.
  @exclusivity(unchecked) private var chunks: [UnsafeMutablePointer<UInt8>] = []
  @exclusivity(unchecked) private var next: UnsafeMutablePointer<UInt8>?
  @exclusivity(unchecked) private var left = 0
  /// Separate allocations of large texts.
  @exclusivity(unchecked) private var own: [UnsafeMutablePointer<UInt8>] = []
  private let chunkSize = 64 << 10

  deinit { removeAll() }

  private(set) var bytesHeld = 0

  /// Frees all memory.
  ///
  /// Texts of the store become invalid.
  func removeAll() { free(keepingChunks: 0) }

  /// Removes all texts, and keeps one chunk for the next ones.
  ///
  /// Texts of the store become invalid.
  func reuse() { if bytesHeld > 0 { free(keepingChunks: min(chunks.count, 1)) } }

  private func free(keepingChunks kept: Int) {
    for chunk in chunks[kept...] { chunk.deallocate() }
    for text in own { text.deallocate() }
    chunks.removeSubrange(kept...)
    own.removeAll()
    (next, left, bytesHeld) = (chunks.first, kept * chunkSize, kept * chunkSize)
  }

  /// Stores a copy of a key.
  ///
  /// Eight bytes can be read at its start.
  func keepKey(_ key: [UInt8]) -> Text {
    keep(atMost: key.count + 8) { target in
      target.update(from: key, count: key.count)
      return key.count
    }
  }

  /// Returns a copy of the text that lives as long as the store.
  func keep(_ text: Text) -> Text {
    if text.isEmpty { return .empty }
    let copy = room(text.count)
    copy.update(from: text.start, count: text.count)
    return Text(start: UnsafePointer(copy), count: text.count)
  }

  /// Returns copies of two texts, one directly after the other.
  func keep(_ first: Text, _ second: Text) -> Text {
    keep(atMost: first.count + second.count) { target in
      target.update(from: first.start, count: first.count)
      (target + first.count).update(from: second.start, count: second.count)
      return first.count + second.count
    }
  }

  /// Stores up to `size` bytes that `body` writes at the address that it gets, and whose number it returns.
  @inline(__always)
  func keep(atMost size: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) -> Text {
    let target = room(size)
    return Text(start: UnsafePointer(target), count: body(target))
  }

  private func room(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    if count > chunkSize / 4 {
      own.append(.allocate(capacity: count))
      bytesHeld += count
      return own[own.count - 1]
    }
    if count > left || next == nil {
      let chunk = UnsafeMutablePointer<UInt8>.allocate(capacity: chunkSize)
      chunks.append(chunk)
      bytesHeld += chunkSize
      next = chunk
      left = chunkSize
    }
    defer {
      next = next.map { $0 + count }
      left -= count
    }
    return next ?? UnsafeMutablePointer(mutating: Text.empty.start)
  }
}
