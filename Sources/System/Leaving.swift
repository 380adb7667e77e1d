// What must not outlast the program: temporary files, directories that a run made, tools that it started.

import Ending

/// A file, directory or tool that the program removes or stops if it ends before its time, while this object lives.
///
/// It is made between `hold_end` and `release_end`, with the thing that it is about.
package final class Leaving: @unchecked Sendable {
  /// `nil` if there was no memory to note it.
  private let entry: OpaquePointer?

  private init(_ entry: OpaquePointer?) { self.entry = entry }

  deinit { forget_leaving(entry) }

  /// A temporary file.
  /// - Parameter directory: the descriptor of its directory; -1 if the name is a path.
  package static func file(_ name: String, in directory: Int32 = -1) -> Leaving {
    Leaving(name.withPath { note_file(directory, $0) })
  }

  /// A directory that goes if it is empty then.
  package static func directory(_ path: String) -> Leaving { Leaving(path.withPath { note_directory($0) }) }

  /// A program that compresses or decompresses.
  package static func tool(_ process: pid_t) -> Leaving { Leaving(note_tool(process)) }
}
