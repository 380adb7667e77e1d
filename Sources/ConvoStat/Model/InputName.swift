// The path of an input as ranks carry it: a word, and the same one for the same path wherever it was met.

import Synchronization

/// A path, kept once in the process. Facts name inputs of other runs, so a number among this run's will not do.
struct InputName: Comparable {
  /// Where its length and its bytes lie; 0 for the empty path.
  private let address: UInt

  /// The empty path.
  static let none = InputName(address: 0)

  /// All paths that were met; there are no more of them than inputs of this run and of those before it.
  private static let known = Mutex<[[UInt8]: InputName]>([:])

  private init(address: UInt) { self.address = address }

  /// The name of a path, by its bytes.
  init(_ path: [UInt8]) {
    self = InputName.known.withLock { known in
      if let name = known[path] { return name }
      let room = UnsafeMutableRawPointer.allocate(byteCount: 8 + path.count, alignment: 8)
      room.storeBytes(of: path.count, as: Int.self)
      path.withUnsafeBytes { bytes in
        if let start = bytes.baseAddress { (room + 8).copyMemory(from: start, byteCount: bytes.count) }
      }
      let name = path.isEmpty ? InputName.none : InputName(address: UInt(bitPattern: room))
      known[path] = name
      return name
    }
  }

  /// The bytes of the path.
  var bytes: Text {
    guard let room = UnsafeRawPointer(bitPattern: address) else { return .empty }
    return Text(
      start: (room + 8).assumingMemoryBound(to: UInt8.self), count: room.load(as: Int.self))
  }

  /// Bytewise, as inputs are sorted.
  static func < (left: InputName, right: InputName) -> Bool {
    left.address != right.address && left.bytes < right.bytes
  }
}
