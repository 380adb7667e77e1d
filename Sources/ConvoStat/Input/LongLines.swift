// The memory of lines and values that are longer than a block, limited by `--memory`.

import Synchronization

/// The memory that lines longer than a block take together in a run, whichever workers read them.
final class LongLines: Sendable {
  /// The limit in bytes; `nil` if there is none.
  private let boundBytes: Int?
  /// The memory of the run's blocks beyond their usual size, in bytes.
  private let held = Atomic<Int>(0)

  init(boundBytes: Int? = nil) { self.boundBytes = boundBytes }

  /// Adds a change, in bytes, of the memory beyond the usual size.
  func add(_ bytes: Int) { held.wrappingAdd(bytes, ordering: .relaxed) }

  /// Throws if long lines take more memory than allowed.
  ///
  /// Block sources call it while they read a long line into `block`.
  func check(_ block: Block) throws(Failure) {
    guard let boundBytes else { return }
    block.countGrowth(in: self)
    try MemoryShortage.check(.lines, 0, needs: held.load(ordering: .relaxed), of: boundBytes)
  }
}
