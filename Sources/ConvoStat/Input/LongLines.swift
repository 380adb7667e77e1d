// The memory of lines and values that are longer than a block, held against `--memory`.

import Synchronization

/// What lines longer than a block may take together in a run, whichever workers read them.
final class LongLines: Sendable {
  /// In bytes; `nil`: any amount.
  private let boundBytes: Int?
  /// The memory of the run's blocks beyond their usual size, in bytes.
  private let held = Atomic<Int>(0)

  init(boundBytes: Int? = nil) { self.boundBytes = boundBytes }

  /// Changes what the blocks of the run hold beyond their usual size.
  func add(_ bytes: Int) { held.wrappingAdd(bytes, ordering: .relaxed) }

  /// Throws if the lines at hand take more than they may. Sources of blocks call it while they read a long line into a
  /// block.
  func check(_ block: Block) throws(Failure) {
    guard let boundBytes else { return }
    block.countGrowth(in: self)
    try MemoryShortage.check(.lines, 0, needs: held.load(ordering: .relaxed), of: boundBytes)
  }
}
