// A gzip file as a source of the bytes in it.

/// The bytes of all members of a gzip file.
final class GzipSource: ByteSource {
  private let inflater: Inflater

  /// - Parameter compressed: begins with a member.
  init(_ compressed: ByteStream) {
    let path = compressed.path
    inflater = Inflater(
      { target, count throws(Failure) in try compressed.read(target, count) },
      damage: { .input(.brokeOff(path: path, detail: "gzip: \($0)")) })
  }

  func read(_ target: UnsafeMutableRawPointer, _ count: Int) throws(Failure) -> Int {
    try inflater.read(target, count)
  }
}
