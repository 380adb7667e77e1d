// Compression by the system's zlib (RFC 1951, RFC 1952).

import Ending
import Zlib

/// A stream that is compressed piece by piece.
///
/// zlib gets pieces of a fixed size, so the compressed bytes do not depend on the sizes of the caller's pieces.
/// One thread at a time uses it: the owner has a lock.
// SAFETY: the owner uses it under a lock, one thread at a time.
package final class Deflater: @unchecked Sendable {
  /// The format around the compressed bytes.
  package enum Form {
    /// Nothing, as in a ZIP archive.
    case raw
    /// The header and the checksum of a gzip member.
    case gzip
  }

  // SAFETY: zlib keeps the address, so the stream has an allocation of its own. This object owns it and `output`
  // from `init` to `deinit`.
  private let stream: UnsafeMutablePointer<z_stream>
  private let output: UnsafeMutableRawBufferPointer
  private var pending: [UInt8] = []

  private static let pieceBytes = 64 << 10

  /// Begins a stream.
  ///
  /// Ends the program if there is no memory for it.
  ///
  /// - Parameter level: from 1, the fastest, to 9, the smallest.
  package init(_ form: Form, level: Int32) {
    output = .allocate(byteCount: Deflater.pieceBytes, alignment: 1)
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let windowBits = form == .raw ? -MAX_WBITS : MAX_WBITS + 16
    let (memoryLevel, size) = (Int32(8), Int32(MemoryLayout<z_stream>.size))
    let status = deflateInit2_(
      stream, level, Z_DEFLATED, windowBits, memoryLevel, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
    if status != Z_OK { end_without_memory() }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
    output.deallocate()
  }

  /// Adds bytes to the stream.
  /// - Parameter sink: takes compressed bytes as they come; they are valid during the call.
  package func add<Failure>(
    _ bytes: UnsafeRawBufferPointer, sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = rest.prefix(Deflater.pieceBytes - pending.count)
      rest = rest.dropFirst(part.count)
      if part.count == Deflater.pieceBytes {
        try compress(UnsafeRawBufferPointer(rebasing: part), Z_NO_FLUSH, sink)
        continue
      }
      pending += part
      if pending.count == Deflater.pieceBytes { try compressPending(Z_NO_FLUSH, sink) }
    }
  }

  /// Ends the stream.
  /// - Parameter sink: takes the last compressed bytes; they are valid during the call.
  package func finish<Failure>(_ sink: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure) {
    try compressPending(Z_FINISH, sink)
  }

  /// Ends a piece of a raw stream at a whole byte.
  ///
  /// The pieces of several streams, one after the other, and `endOfPieces` are a stream.
  ///
  /// - Parameter sink: takes the last compressed bytes of the piece; they are valid during the call.
  package func finishPiece<Failure>(_ sink: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure)
  {
    try compressPending(Z_SYNC_FLUSH, sink)
  }

  /// The end of a raw stream of pieces: an empty last block with fixed codes.
  package static let endOfPieces: [UInt8] = [0x03, 0x00]

  /// Begins the stream anew, also after its end.
  ///
  /// Bytes of before that were not given to a sink are lost.
  package func restart() {
    pending.removeAll(keepingCapacity: true)
    deflateReset(stream)
  }

  private func compressPending<Failure>(
    _ flush: Int32, _ sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let piece = pending
    pending.removeAll(keepingCapacity: true)
    try piece.withUnsafeBufferPointer { bytes throws(Failure) in
      try compress(UnsafeRawBufferPointer(bytes), flush, sink)
    }
  }

  private func compress<Failure>(
    _ bytes: UnsafeRawBufferPointer, _ flush: Int32, _ sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    // SAFETY: the caller keeps `bytes`, at most `pieceBytes` of them, during this call. zlib reads them during this
    // call only, does not write to them, and writes at most `output.count` bytes to `output`.
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(bytes.count)
    var status = Z_OK
    repeat {
      stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(output.count)
      status = deflate(stream, flush)
      let made = output.count - Int(stream.pointee.avail_out)
      if made > 0 { try sink(UnsafeRawBufferPointer(rebasing: output[..<made])) }
    } while stream.pointee.avail_out == 0 && status != Z_STREAM_END
  }
}

/// Returns the CRC-32 (IEEE 802.3) of bytes that follow others.
/// - Parameter checksum: the checksum of the bytes before them; 0 if there are none.
package func crc32(_ bytes: UnsafeRawBufferPointer, after checksum: UInt32 = 0) -> UInt32 {
  // SAFETY: the caller keeps `bytes` during the call, and zlib reads no more than their number.
  let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
  // Without an address zlib returns the checksum of nothing.
  return start == nil
    ? checksum : UInt32(truncatingIfNeeded: Zlib.crc32_z(uLong(checksum), start, bytes.count))
}

/// Returns the CRC-32 of bytes that follow others, given the checksums of both.
/// - Parameter count: the number of the bytes that follow.
package func crc32(_ checksum: UInt32, followedBy next: UInt32, count: Int) -> UInt32 {
  UInt32(truncatingIfNeeded: crc32_combine(uLong(checksum), uLong(next), count))
}
