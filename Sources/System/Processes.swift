// Starting other programs by POSIX calls.

import Synchronization

/// The running tools, so that a signal handler can end them.
///
/// A thread that starts a tool holds the lock meanwhile, so that no process inherits another's pipe.
package let runningTools = Mutex<[pid_t: Leaving]>([:])

/// Kills all running compression tools.
///
/// For a program that is about to exit.
package func stopDecompressors() {
  runningTools.withLock { for process in $0.keys { kill(process, SIGKILL) } }
}

/// Starts a program found in PATH with the given standard descriptors.
/// - Returns: 0, or an error number.
package func spawn(
  _ arguments: [String], input: Int32, output: Int32, errors: Int32, _ process: inout pid_t
) -> Int32 {
  #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
    var attributes: posix_spawnattr_t?
  #else
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
  #endif
  posix_spawn_file_actions_init(&actions)
  posix_spawnattr_init(&attributes)
  defer {
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
  }
  posix_spawn_file_actions_adddup2(&actions, input, 0)
  posix_spawn_file_actions_adddup2(&actions, output, 1)
  posix_spawn_file_actions_adddup2(&actions, errors, 2)
  // The tool must not inherit signals that this program ignores or blocks.
  var signals = sigset_t()
  sigemptyset(&signals)
  posix_spawnattr_setsigmask(&attributes, &signals)
  sigaddset(&signals, SIGPIPE)
  posix_spawnattr_setsigdefault(&attributes, &signals)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
  defer { for word in words { free(word) } }
  words.append(nil)
  return posix_spawnp(&process, arguments[0], &actions, &attributes, words, environ)
}

/// Writes all bytes to a descriptor.
/// - Returns: true on success; otherwise `errno` has the reason.
package func writeAll(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Bool {
  var done = 0
  while done < bytes.count, let base = bytes.baseAddress {
    let written = write(descriptor, base + done, bytes.count - done)
    if written >= 0 {
      done += written
    } else if errno != EINTR {
      return false
    }
  }
  return true
}

/// Waits for the end of a tool and closes the descriptor of its messages.
/// - Returns: its status, and at most 4 KiB of its messages.
package func endOfTool(_ process: pid_t, errors: Int32) -> (status: Int32, messages: String) {
  var message = [UInt8](repeating: 0, count: 4096)
  // Tools write a sentence in pieces.
  var (length, taken) = (0, 0)
  repeat {
    taken = message.withUnsafeMutableBytes { bytes in
      let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[length...])
      return systemRead(errors, rest.baseAddress, rest.count)
    }
    length += max(taken, 0)
  } while taken > 0 || (taken < 0 && errno == EINTR)
  _ = systemClose(errors)
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0, errno == EINTR {}
  runningTools.withLock { $0[process] = nil }
  return (status, String(decoding: message.prefix(length), as: UTF8.self))
}
