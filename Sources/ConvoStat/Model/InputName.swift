// The path of an input as ranks hold it: one word, equal for equal paths throughout the process.

import Synchronization

/// A path, stored once in the process. Facts name inputs of other runs, so an index into the inputs of this
/// run would not be enough.
struct InputName: Comparable {
  /// The address of the length followed by the bytes; 0 for the empty path.
  private let address: UInt

  /// The empty path.
  static let none = InputName(address: 0)

  /// All paths so far. Their number is bounded by the inputs of this run and of the runs that wrote facts.
  private static let known = Mutex<[[UInt8]: InputName]>([:])

  private init(address: UInt) { self.address = address }

  /// Creates the name of a path, given as bytes.
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

  /// Compares bytewise, as inputs are sorted.
  static func < (left: InputName, right: InputName) -> Bool {
    left.address != right.address && left.bytes < right.bytes
  }
}
