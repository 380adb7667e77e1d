// Signals, and the lack of memory, end the program at once, without a trace of the outputs it was about to write.

import ConvoStat
import Ending
import Foundation
import Synchronization

/// The signals that the program answers: those that would end it otherwise.
///
/// A handler may do next to nothing, so it only passes the signal's number through a pipe to a thread, which
/// cleans up and ends the program while the workers are still at work. If the system has no such thread to give, the
/// handler removes what `Leaving` objects have noted, and ends the program itself.
enum Signals {
  /// Begins to answer signals and the lack of memory. A write to a reader that is gone, or beyond the limit of a file's
  /// size, just fails.
  static func watch() {
    answerLackOfMemory()
    // Touched here, the pipe is there before a handler runs; without one the handler ends the program.
    let isWatched =
      bell.sender >= 0
      && startThread {
        var number: UInt8 = 0
        while true {
          while read(bell.receiver, &number, 1) != 1 {}
          stop(Int32(number))
        }
      }
    answer_signals(isWatched ? bell.sender : -1)
  }

  /// Begins to answer the lack of memory, in the form in which diagnostics are written now.
  static func answerLackOfMemory() {
    answer_lack_of_memory(Diagnostics.lackOfMemory, ExitCode.inputOutput.rawValue)
  }

  /// Ends the program, unless a signal is about to do it.
  static func leave(_ status: ExitCode) -> Never {
    standAside()
    exit(status.rawValue)
  }

  /// Does not return where a signal is ending the program: what fails then fails for its sake.
  static func standAside() {
    stand_aside()
    while isStopping.load(ordering: .acquiring) { usleep(10_000) }
  }

  /// Removes the temporary files before all else: workers may go on writing until the very end.
  ///
  /// A run whose outputs are in place ends as it would have, so that its status is true; there is only its
  /// report to print, and a second signal ends that too.
  private static func stop(_ number: Int32) {
    isStopping.store(true, ordering: .releasing)
    let hasReplaced = !OutputDirectory.abandonAll()
    if ReplacedFile.abandonAll(hasReplacedDirectory: hasReplaced), !hasReplaced {
      ProgressLine.endCurrent()
      stopDecompressors()
      leave_by(number)
    }
    answer_signals_as_usual()
    isStopping.store(false, ordering: .releasing)
  }

  private static let isStopping = Atomic(false)

  /// The ends of the pipe, not handed on to children; -1 where none could be made.
  private static let bell: (receiver: Int32, sender: Int32) = {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return (-1, -1) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }()
}
