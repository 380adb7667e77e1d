// Signals and the lack of memory end the program at once, without leaving parts of outputs.

import ConvoStat
import Ending
import Foundation
import Synchronization

/// The signals that the program handles: those that would end it.
///
/// A signal handler may do very little, so it only sends the number of the signal through a pipe to a thread,
/// which cleans up and ends the program while the workers are still running. If the system has no thread for
/// that, the handler removes the files of all `Leaving` objects and ends the program itself.
enum Signals {
  /// Begins to handle signals and the lack of memory.
  ///
  /// A write to a closed pipe, or beyond the limit of a file's size, then fails with an error.
  static func watch() {
    answerLackOfMemory()
    // The first access creates the pipe before a handler runs. Without a pipe the handler ends the program
    // itself.
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

  /// Begins to handle the lack of memory, in the current format of diagnostics.
  static func answerLackOfMemory() {
    answer_lack_of_memory(Diagnostics.lackOfMemory, ExitCode.inputOutput.rawValue)
  }

  /// Ends the program, unless a signal is about to end it.
  static func leave(_ status: ExitCode) -> Never {
    standAside()
    exit(status.rawValue)
  }

  /// Does not return if a signal is ending the program: a failure at that time is only a consequence.
  static func standAside() {
    stand_aside()
    while isStopping.load(ordering: .acquiring) { usleep(10_000) }
  }

  /// Removes the temporary files first: workers may go on writing until the very end.
  ///
  /// A run whose outputs are in place ends normally, so that its status is true. Only its report is left to
  /// print, and a second signal ends that too.
  private static func stop(_ number: Int32) {
    isStopping.store(true, ordering: .releasing)
    let hasReplaced = !OutputDirectory.abandonAll()
    if ReplacedFile.abandonAll(hasReplacedDirectory: hasReplaced), !hasReplaced {
      ProgressLine.endCurrent()
      ToolProcess.killAll()
      leave_by(number)
    }
    answer_signals_as_usual()
    isStopping.store(false, ordering: .releasing)
  }

  private static let isStopping = Atomic(false)

  /// The ends of the pipe, which children do not inherit; -1 if the pipe could not be created.
  private static let bell: (receiver: Int32, sender: Int32) = {
    guard let ends = try? makePipe() else { return (-1, -1) }
    return (ends.read, ends.write)
  }()
}
