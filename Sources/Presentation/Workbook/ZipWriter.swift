// A ZIP archive written from front to back: entries of compressed pieces, and the directory at the end.

import ConvoStat

/// Bytes of an entry, compressed apart from those before and after them.
struct DeflatedPiece: Sendable {
  fileprivate var bytes: [UInt8] = []
  /// The size before compression in bytes.
  fileprivate(set) var size = 0
  fileprivate var checksum: UInt32 = 0
}

/// Compresses pieces one after the other.
struct PieceDeflater {
  /// Level 1 takes 7 ns for a byte of a sheet, level 2 half as much again.
  private static let level: Int32 = 1

  private let deflater = Deflater(.raw, level: PieceDeflater.level)
  private var piece = DeflatedPiece()

  /// Adds bytes to the piece.
  mutating func add(_ text: Text) {
    piece.size += text.count
    piece.checksum = crc32(text.rawBytes, after: piece.checksum)
    deflater.add(text.rawBytes) { piece.bytes += $0 }
  }

  /// Ends and returns the piece.
  mutating func finish() -> DeflatedPiece {
    deflater.finishPiece { piece.bytes += $0 }
    deflater.restart()
    defer { piece = DeflatedPiece() }
    return piece
  }
}

/// Writes an archive into a staged file.
///
/// Every entry and the archive stay below 4 GiB.
struct ZipWriter {
  private let file: StagedFile
  private var entries: [Entry] = []
  private var offset = 0
  private var deflater = PieceDeflater()

  private struct Entry {
    var name: [UInt8]
    var offset: Int
    var checksum: UInt32 = 0
    var compressedSize = 0
    var size = 0
  }

  /// Begins an archive.
  init(_ file: StagedFile) { self.file = file }

  /// The size of the current entry in bytes, before compression.
  var entrySize: Int { entries.last?.size ?? 0 }

  /// Begins an entry.
  ///
  /// The caller has ended the one before.
  mutating func begin(_ name: String) throws(Failure) {
    let entry = Entry(name: Array(name.utf8), offset: offset)
    entries.append(entry)
    var header = Bytes()
    header.put(0x0403_4B50, 4)
    ZipWriter.describe(entry, sizesFollow: true, &header)
    header.put(0, 2)  // nothing more
    header.bytes += entry.name
    try write(header.bytes)
  }

  /// Adds a piece to the entry.
  mutating func add(_ piece: DeflatedPiece) throws(Failure) {
    let last = entries.count - 1
    entries[last].size += piece.size
    entries[last].checksum = crc32(entries[last].checksum, followedBy: piece.checksum, count: piece.size)
    entries[last].compressedSize += piece.bytes.count
    try write(piece.bytes)
  }

  /// Adds a text to the entry.
  mutating func add(_ text: Text) throws(Failure) {
    deflater.add(text)
    try add(deflater.finish())
  }

  /// Adds a text to the entry.
  mutating func add(_ text: String) throws(Failure) {
    try Array(text.utf8).withText { text throws(Failure) in try add(text) }
  }

  /// Ends the entry.
  mutating func end() throws(Failure) {
    let last = entries.count - 1
    try write(Deflater.endOfPieces)
    entries[last].compressedSize += Deflater.endOfPieces.count
    var sizes = Bytes()
    sizes.put(0x0807_4B50, 4)
    ZipWriter.sizes(entries[last], &sizes)
    try write(sizes.bytes)
  }

  /// Writes a whole entry.
  mutating func entry(_ name: String, _ text: String) throws(Failure) {
    try begin(name)
    try add(text)
    try end()
  }

  /// Writes the directory, which ends the archive.
  mutating func finish() throws(Failure) {
    let start = offset
    for entry in entries {
      var record = Bytes()
      record.put(0x0201_4B50, 4)
      record.put(20, 2)  // made as by version 2.0
      ZipWriter.describe(entry, sizesFollow: false, &record)
      record.put(0, 12)  // nothing more, no comment, the first volume, no attributes
      record.put(entry.offset, 4)
      record.bytes += entry.name
      try write(record.bytes)
    }
    var end = Bytes()
    end.put(0x0605_4B50, 4)
    end.put(0, 4)  // the only volume
    end.put(entries.count, 2)
    end.put(entries.count, 2)
    end.put(offset - start, 4)
    end.put(start, 4)
    end.put(0, 2)  // no comment
    try write(end.bytes)
  }

  /// Writes the fields that both headers of an entry have: deflated, sizes after the data, dated 1 January
  /// 1980.
  private static func describe(_ entry: Entry, sizesFollow: Bool, _ header: inout Bytes) {
    header.put(20, 2)
    header.put(0x0808, 2)  // sizes behind the data, names in UTF-8
    header.put(8, 2)
    header.put(0, 2)
    header.put(0x0021, 2)
    sizes(sizesFollow ? Entry(name: [], offset: 0) : entry, &header)
    header.put(entry.name.count, 2)
  }

  private static func sizes(_ entry: Entry, _ header: inout Bytes) {
    header.put(Int(entry.checksum), 4)
    header.put(entry.compressedSize, 4)
    header.put(entry.size, 4)
  }

  private mutating func write(_ bytes: [UInt8]) throws(Failure) {
    offset += bytes.count
    guard offset <= UInt32.max else { throw .system(.cannotWrite(path: file.name, errno: EFBIG)) }
    try file.write(bytes)
  }
}

/// Numbers in little-endian order.
private struct Bytes {
  var bytes: [UInt8] = []

  mutating func put(_ value: Int, _ count: Int) {
    for place in 0..<count { bytes.append(place < 8 ? UInt8(truncatingIfNeeded: value >> (8 * place)) : 0) }
  }
}
