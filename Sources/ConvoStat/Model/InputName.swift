// The path of an input as ranks carry it: a word, and the same one for the same path wherever it was met.

import Synchronization

/// A path, kept once in the process. Facts name inputs of other runs, so a number among this run's will not do.
struct InputName: Comparable {
  /// Where its length and its bytes lie; 0 for the empty path.
  private let address: UInt

  /// The empty path.
  static let none = InputName(address: 0)

  /// All paths that were met; there are no more of them than inputs of this run and of those before it.
  private static let known = Mutex(Known())

  private struct Known {
    var names: [[UInt8]: InputName] = [:]
    /// Each path after its length. It lives as long as the process.
    let store = ByteStore()
  }

  private init(address: UInt) { self.address = address }

  /// The name of a path, by its bytes.
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
    return Text(address: address + UInt(size), count: length.take(Int.self))
  }

  /// Bytewise, as inputs are sorted.
  static func < (left: InputName, right: InputName) -> Bool {
    left.address != right.address && left.bytes < right.bytes
  }
}
