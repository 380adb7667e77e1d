// The tools that compress and decompress: processes that run in parallel, connected by pipes.

import Ending
import Synchronization

/// A running tool, which was found in PATH.
///
/// A tool whose end nobody awaited is killed together with this object, so that neither its process nor its
/// descriptors remain.
package final class ToolProcess: Sendable {
  /// The name of the tool.
  package let name: String
  private let process: pid_t
  private let ends: Ends
  private let isAwaited = Atomic(false)

  /// The running tools, so that the signal thread can end them.
  ///
  /// A thread that starts a tool holds the lock meanwhile, so that no process inherits another's pipe.
  private static let running = Mutex<[pid_t: Leaving]>([:])

  /// The size of the pipe from a tool in bytes, so that the tool rarely waits for its reader.
  private static let outputBytes: Int32 = 1 << 20
  /// The maximum number of bytes of messages that are kept.
  private static let messageBytes = 4096

  /// Starts a tool.
  ///
  /// - Parameters:
  ///   - words: the name of the tool, and its arguments.
  ///   - input: the descriptor from which the tool reads; `nil` makes a pipe.
  ///   - output: the descriptor to which the tool writes; `nil` makes a pipe.
  /// - Throws: `ENOENT` if the tool is not installed.
  package init(_ words: [String], input: Int32? = nil, output: Int32? = nil) throws(Errno) {
    name = words[0]
    (process, ends) = try ToolProcess.running.withLock { (running) throws(Errno) in
      hold_end()
      defer { release_end() }
      var (own, tools) = (Ends(), Ends())
      defer { tools.close() }
      do throws(Errno) {
        if input == nil { (tools.input, own.input) = try makePipe() }
        if output == nil { (own.output, tools.output) = try makePipe() }
        (own.errors, tools.errors) = try makePipe()
        widenPipe(own.output, to: ToolProcess.outputBytes)
        // A tool with more messages than the pipe holds loses them, and does not wait for a reader.
        _ = fcntl(tools.errors, F_SETFL, O_WRONLY | O_NONBLOCK)
        let process = try spawn(
          words, input: input ?? tools.input, output: output ?? tools.output, errors: tools.errors)
        running[process] = .tool(process)
        return (process, own)
      } catch {
        own.close()
        throw error
      }
    }
  }

  deinit { stop() }

  /// Kills the tool and waits until it is gone, so that it writes no more.
  ///
  /// Does nothing if its end was awaited.
  package func stop() {
    if isAwaited.exchange(true, ordering: .acquiringAndReleasing) { return }
    // First, so that nobody kills a process that has the number later.
    ToolProcess.running.withLock { $0[process] = nil }
    kill(process, SIGKILL)
    _ = systemClose(ends.errors)
    while waitpid(process, nil, 0) < 0, errno == EINTR {}
  }

  /// The descriptor to which the caller writes the tool's input, and which the caller closes; -1 if the tool
  /// reads from a given one.
  package var input: Int32 { ends.input }

  /// The descriptor from which the caller reads the tool's output, and which the caller closes; -1 if the tool
  /// writes to a given one.
  package var output: Int32 { ends.output }

  /// Kills all running tools, for a program that is about to exit.
  package static func killAll() {
    running.withLock { for process in $0.keys { kill(process, SIGKILL) } }
  }

  /// Waits until the tool has ended, after the caller has closed its input or read its output.
  ///
  /// Must be called at most once.
  package func awaitEnd() -> End {
    isAwaited.store(true, ordering: .releasing)
    var bytes = [UInt8](repeating: 0, count: ToolProcess.messageBytes)
    // Tools write a sentence in pieces.
    var (length, taken) = (0, 0)
    repeat {
      // SAFETY: `length` is at most the number of bytes: a read takes no more than the rest.
      taken = bytes.withUnsafeMutableBytes { bytes in
        let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[length...])
        return systemRead(ends.errors, rest.baseAddress, rest.count)
      }
      length += max(taken, 0)
    } while taken > 0 || (taken < 0 && errno == EINTR)
    _ = systemClose(ends.errors)
    // The process keeps its number until nobody can kill it by that number any more.
    var information = siginfo_t()
    while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    ToolProcess.running.withLock { $0[process] = nil }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return End(name: name, status: status, messages: String(decoding: bytes.prefix(length), as: UTF8.self))
  }

  /// The end of a tool.
  package struct End {
    fileprivate let name: String
    fileprivate let status: Int32
    /// The first 4 KiB of the messages.
    package let messages: String

    /// True if the tool reported success.
    package var isSuccess: Bool { status == 0 }

    /// The last line of the messages; without messages, how the tool ended.
    package var reason: String {
      if let line = messages.split(whereSeparator: \.isNewline).last { return String(line) }
      // The lower seven bits are the signal that ended the tool.
      return status & 0x7F == 0
        ? "\(name) ended with status \(status >> 8)" : "\(name) was ended by signal \(status & 0x7F)"
    }
  }
}

/// The ends of the pipes of a tool on one side; -1 if there is no such pipe.
private struct Ends {
  var (input, output, errors): (Int32, Int32, Int32) = (-1, -1, -1)

  func close() {
    for descriptor in [input, output, errors] where descriptor >= 0 { _ = systemClose(descriptor) }
  }
}

/// Starts a program found in PATH with the given standard descriptors.
private func spawn(_ words: [String], input: Int32, output: Int32, errors: Int32) throws(Errno) -> pid_t {
  var (actions, attributes) = (noSpawnActions(), noSpawnAttributes())
  posix_spawn_file_actions_init(&actions)
  posix_spawnattr_init(&attributes)
  defer {
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
  }
  for (number, descriptor) in [input, output, errors].enumerated() {
    posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
  }
  // The tool must not inherit signals that this program ignores or blocks.
  var signals = sigset_t()
  sigemptyset(&signals)
  posix_spawnattr_setsigmask(&attributes, &signals)
  sigaddset(&signals, SIGPIPE)
  posix_spawnattr_setsigdefault(&attributes, &signals)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  // SAFETY: the copies live until the call has returned; the new process has copies of its own.
  var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
  defer { for word in arguments { free(word) } }
  arguments.append(nil)
  var process = pid_t()
  let status = posix_spawnp(&process, words[0], &actions, &attributes, arguments, environ)
  if status != 0 { throw Errno(code: status) }
  return process
}
