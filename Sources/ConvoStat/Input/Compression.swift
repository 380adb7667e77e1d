// The compressions of inputs, recognised by the first bytes of the file.

/// A compression that is recognised.
///
/// The raw value is the name of the tool that decompresses it.
enum Compression: String, CaseIterable {
  case gzip, zstd, xz, bzip2

  /// Recognises the compression of a file by its first bytes; `nil` if they show none.
  ///
  /// A file that begins with skippable frames is zstd (`pzstd` writes such files), unless the bytes after
  /// the frames are the magic number of lz4, which has the same skippable frames. If the frames end after
  /// the head, the zstd tool decides.
  init?(_ head: [UInt8]) {
    let rest = Compression.bytesAfterSkippableFrames(head)
    if rest?.startIndex != 0 {
      if let rest, rest.starts(with: Compression.lz4Magic) { return nil }
      self = .zstd
      return
    }
    switch head.prefix(6) {
    case let start where start.starts(with: [0x1F, 0x8B]): self = .gzip
    case let start where start.starts(with: [0x28, 0xB5, 0x2F, 0xFD]): self = .zstd
    case let start where start.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]): self = .xz
    case let start where start.starts(with: [0x42, 0x5A, 0x68]): self = .bzip2
    default: return nil
    }
  }

  /// The name of the tool in PATH and of its package.
  var tool: String { rawValue }

  /// The magic number of an lz4 frame.
  static let lz4Magic: [UInt8] = [0x04, 0x22, 0x4D, 0x18]

  /// Returns the bytes after the skippable frames at the start of a file (RFC 8878, 3.1.2), all bytes if
  /// there are no such frames, or `nil` if a frame ends after the head.
  static func bytesAfterSkippableFrames(_ head: [UInt8]) -> ArraySlice<UInt8>? {
    var start = 0
    while head.count - start >= 4, head[start] & 0xF0 == 0x50,
      head[(start + 1)...].starts(with: [0x2A, 0x4D, 0x18])
    {
      guard head.count - start >= 8 else { return nil }
      let length = (0..<4).reduce(0) { $0 | Int(head[start + 4 + $1]) << (8 * $1) }
      guard head.count - start - 8 >= length else { return nil }
      start += 8 + length
    }
    return head[start...]
  }

  /// The name extensions of compressed files.
  static let endings = [".gz", ".zst", ".xz", ".bz2"]
}
