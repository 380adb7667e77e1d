// The path of an input as ranks hold it: one word, equal for equal paths throughout the process.

import Synchronization

/// A path, stored once in the process.
///
/// Facts name inputs of other runs, so an index into the inputs of this run would not be enough.
struct InputName: Comparable {
  /// The address of the length followed by the bytes; 0 for the empty path.
  private let address: UInt

  /// The empty path.
  static let none = InputName(address: 0)

  /// All paths so far.
  ///
  /// Their number is bounded by the inputs of this run and of the runs that wrote facts.
  private static let known = Mutex(Known())

  private struct Known {
    var names: [[UInt8]: InputName] = [:]
    /// Each path after its length.
    ///
    /// It lives as long as the process.
    let store = ByteStore()
  }

  private init(address: UInt) { self.address = address }

  /// Creates the name of a path, given as bytes.
  init(_ path: [UInt8]) {
    self = InputName.known.withLock { known in
      if let name = known.names[path] { return name }
      var entry = ByteBuffer()
      entry.append(bytesOf: path.count)
      path.withText { entry.append($0) }
      let name = path.isEmpty ? InputName.none : InputName(address: known.store.keep(entry.text).address)
      known.names[path] = name
      return name
    }
  }

  /// The bytes of the path.
  var bytes: Text {
    if address == 0 { return .empty }
    let size = MemoryLayout<Int>.size
    var length = ByteReader(Text(address: address, count: size))
    return Text(address: address + UInt(size), count: length.read(Int.self))
  }

  /// Compares bytewise, as inputs are sorted.
  static func < (left: InputName, right: InputName) -> Bool {
    left.address != right.address && left.bytes < right.bytes
  }
}
