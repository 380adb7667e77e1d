// Decompression of gzip by the system's zlib (RFC 1952).

import Zlib

/// The bytes of a gzip file's members, one after another, verified by their checksums and lengths.
///
/// As in gzip, only zeros may follow the last member.
final class Inflater: ByteSource {
  private let compressed: ByteStream
  /// Allocated, because zlib stores its address.
  private let stream: UnsafeMutablePointer<z_stream>
  private let input: UnsafeMutablePointer<UInt8>
  private var isBetweenMembers = false

  /// Number of compressed bytes per read.
  private static let inputBytes = 128 << 10
  /// The largest window; plus 16 selects the gzip format.
  private static let windowBits = MAX_WBITS + 16

  /// - Parameter compressed: the input, which begins with a member.
  init(_ compressed: ByteStream) throws(Failure) {
    self.compressed = compressed
    input = .allocate(capacity: Inflater.inputBytes)
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let size = Int32(MemoryLayout<z_stream>.size)
    if inflateInit2_(stream, Inflater.windowBits, ZLIB_VERSION, size) != Z_OK {
      throw .cannotRead(path: compressed.path, errno: ENOMEM)
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  func read(_ target: UnsafeMutableRawPointer, _ count: Int) throws(Failure) -> Int {
    let wanted = UInt32(clamping: count)
    stream.pointee.next_out = target.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = wanted
    while stream.pointee.avail_out > 0 {
      if stream.pointee.avail_in == 0 { try fill() }
      if isBetweenMembers, try !beginsMember() { break }
      try inflate()
    }
    return Int(wanted - stream.pointee.avail_out)
  }

  /// Reads compressed bytes. Afterwards there are none at the end of the input.
  private func fill() throws(Failure) {
    let taken = try compressed.read(input, Inflater.inputBytes)
    stream.pointee.next_in = input
    stream.pointee.avail_in = UInt32(taken)
  }

  /// Inflates as many bytes of a member as are available and fit.
  private func inflate() throws(Failure) {
    switch Zlib.inflate(stream, Z_NO_FLUSH) {
    case Z_OK: return
    case Z_STREAM_END: isBetweenMembers = true
    case Z_BUF_ERROR: throw broken("unexpected end of file")  // there is room, so bytes are missing
    default: throw broken(stream.pointee.msg.map { String(cString: $0) } ?? "invalid compressed data")
    }
  }

  /// Begins the next member with the available bytes.
  /// - Returns: false at the end of the input, before which only zeros are allowed.
  private func beginsMember() throws(Failure) -> Bool {
    if rest.first == 0x1F, inflateReset(stream) == Z_OK {  // zlib looks at what follows
      isBetweenMembers = false
      return true
    }
    while let first = rest.first {
      guard first == 0, rest.allSatisfy({ $0 == 0 }) else { throw broken("trailing garbage") }
      try fill()
    }
    return false
  }

  /// Compressed bytes that were read and not yet inflated.
  private var rest: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: stream.pointee.next_in, count: Int(stream.pointee.avail_in))
  }

  private func broken(_ detail: String) -> Failure {
    .brokeOff(path: compressed.path, detail: "gzip: \(detail)")
  }
}
