// The memory of lines and values that are longer than a block, held against `--memory`.

import Synchronization

/// What lines longer than a block may take together, whichever workers read them.
struct LongLines: Sendable {
  /// In bytes; `nil`: any amount.
  var boundBytes: Int?

  /// The memory of all blocks beyond their usual size, in bytes.
  private static let held = Atomic<Int>(0)

  /// Notes that a block grew beyond its usual size by so many bytes, or gave them back if the number is negative.
  static func note(_ bytes: Int) { held.wrappingAdd(bytes, ordering: .relaxed) }

  /// Throws if the lines at hand take more than they may. Sources of blocks call it while they read a long line.
  func check() throws(Failure) {
    guard let boundBytes else { return }
    try MemoryShortage.check(
      .lines, 0, needs: LongLines.held.load(ordering: .relaxed), of: boundBytes)
  }
}
