// SIGINT and SIGTERM end the program at once, without a trace of the outputs it was about to write.

import ConvoStat
import Foundation
import Synchronization

/// The signals that the program answers.
///
/// A handler may do next to nothing, so it only passes the signal's number through a pipe to a thread, which
/// cleans up and ends the program while the workers are still at work.
enum Signals {
  /// Begins to answer SIGINT and SIGTERM, and ignores SIGPIPE: a write to a reader that is gone just fails.
  static func watch() {
    signal(SIGPIPE, SIG_IGN)
    // Touched here, the pipe is there before a handler runs; without one the system's own way must do.
    guard bell.sender >= 0 else { return }
    Thread.detachNewThread {
      var number: UInt8 = 0
      while read(bell.receiver, &number, 1) != 1 {}
      stop(Int32(number))
    }
    var answered = sigset_t()
    sigemptyset(&answered)
    for number in [SIGINT, SIGTERM] where !isIgnored(number) {
      signal(number) { Signals.ring($0) }
      sigaddset(&answered, number)
    }
    // Whoever started the program may have blocked them, and a program inherits that.
    pthread_sigmask(SIG_UNBLOCK, &answered, nil)
  }

  /// Whether the program was started with a signal ignored, as shells do in the background: then it stays so.
  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    #if canImport(Darwin)
      let handler = action.__sigaction_u.__sa_handler
    #else
      let handler = action.__sigaction_handler.sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Ends the program, unless a signal is about to do it.
  static func leave(_ status: ExitCode) -> Never {
    standAside()
    exit(status.rawValue)
  }

  /// Does not return where a signal is ending the program: what fails then fails for its sake.
  static func standAside() {
    while isStopping.load(ordering: .acquiring) { usleep(10_000) }
  }

  /// Runs in the handler: one system call, and the interrupted thread finds its `errno` as it was.
  private static func ring(_ number: Int32) {
    let interrupted = errno
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(bell.sender, &byte, 1)
    errno = interrupted
  }

  /// Removes the temporary files before all else: workers may go on writing until the very end.
  ///
  /// A run whose outputs are in place ends as it would have, so that its status is true; there is only its
  /// report to print, and a second signal ends that too.
  private static func stop(_ number: Int32) {
    isStopping.store(true, ordering: .releasing)
    let isUndone = (OutputDirectory.abandonAll(), ReplacedFile.abandonAll())
    if isUndone.0 && isUndone.1 {
      ProgressLine.endCurrent()
      stopDecompressors()
      _exit(128 + number)
    }
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
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
