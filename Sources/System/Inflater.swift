// Decompression of gzip by the system's zlib (RFC 1952).

import Ending
import Zlib

/// The bytes of a gzip file's members, one after another, verified by their checksums and lengths.
///
/// As gzip has it, zeros may follow the last member, and nothing else.
package final class Inflater {
  /// Reads compressed bytes and returns how many; 0 at the end.
  private let source: Source
  /// Makes the failure of a damaged file from what is wrong with it.
  private let damage: (String) -> Failure
  // SAFETY: zlib keeps the address, so the stream has an allocation of its own. This object owns it and `input`
  // from `init` to `deinit`.
  private let stream: UnsafeMutablePointer<z_stream>
  private let input: UnsafeMutablePointer<UInt8>
  private var isBetweenMembers = false

  /// Reads up to a number of bytes into memory, and returns how many; 0 at the end.
  package typealias Source = (UnsafeMutablePointer<UInt8>, Int) throws(Failure) -> Int

  /// The number of compressed bytes that are read at once.
  private static let inputBytes = 128 << 10
  /// The largest window; plus 16 selects the gzip format.
  private static let windowBits = MAX_WBITS + 16

  /// Begins to inflate.
  ///
  /// Ends the program if there is no memory for it.
  ///
  /// - Parameters:
  ///   - source: its first bytes are the beginning of a member.
  ///   - damage: makes the failure of a damaged file from what is wrong with it.
  package init(_ source: @escaping Source, damage: @escaping (String) -> Failure) {
    self.source = source
    self.damage = damage
    input = .allocate(capacity: Inflater.inputBytes)
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let size = Int32(MemoryLayout<z_stream>.size)
    if inflateInit2_(stream, Inflater.windowBits, ZLIB_VERSION, size) != Z_OK { end_without_memory() }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  /// Inflates up to `count` bytes into `target`.
  ///
  /// SAFETY: the caller owns at least `count` bytes at `target` until the call returns.
  ///
  /// - Returns: how many; 0 at the end.
  package func read(_ target: UnsafeMutableRawPointer, _ count: Int) throws(Failure) -> Int {
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

  /// Reads compressed bytes.
  ///
  /// Afterwards there are none at the end of the input.
  private func fill() throws(Failure) {
    let taken = try source(input, Inflater.inputBytes)
    stream.pointee.next_in = input
    stream.pointee.avail_in = UInt32(taken)
  }

  /// Inflates as many bytes of a member as are available and fit.
  private func inflate() throws(Failure) {
    switch Zlib.inflate(stream, Z_NO_FLUSH) {
    case Z_OK: return
    case Z_STREAM_END: isBetweenMembers = true
    case Z_BUF_ERROR: throw damage("unexpected end of file")  // there is room, so bytes are missing
    default: throw damage(stream.pointee.msg.map { String(cString: $0) } ?? "invalid compressed data")
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
      guard first == 0, rest.allSatisfy({ $0 == 0 }) else { throw damage("trailing garbage") }
      try fill()
    }
    return false
  }

  /// Compressed bytes that were read and not yet inflated.
  private var rest: UnsafeBufferPointer<UInt8> {
    // SAFETY: zlib advances `next_in` within `input` and counts `avail_in` down to its end.
    UnsafeBufferPointer(start: stream.pointee.next_in, count: Int(stream.pointee.avail_in))
  }
}
