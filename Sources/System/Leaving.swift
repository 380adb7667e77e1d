// Everything that must not outlive the program: temporary files, directories that a run created, tools that
// it started.

import Ending

/// A file, directory or tool that the program removes or stops if it ends early, while this object lives.
///
/// The caller creates it between `hold_end` and `release_end`, together with the thing itself.
// SAFETY: the entry never changes here, belongs to this object alone, and is never freed by the C code.
package final class Leaving: @unchecked Sendable {
  /// The entry; `nil` if there was no memory for it.
  private let entry: OpaquePointer?

  private init(_ entry: OpaquePointer?) { self.entry = entry }

  deinit { forget_leaving(entry) }

  /// Returns the entry of a temporary file.
  /// - Parameter directory: the descriptor of its directory; -1 if the name is a path.
  package static func file(_ name: String, in directory: Int32 = -1) -> Leaving {
    Leaving(name.withPath { note_file(directory, $0) })
  }

  /// Returns the entry of a directory, which is removed only if it is empty.
  package static func directory(_ path: String) -> Leaving { Leaving(path.withPath { note_directory($0) }) }

  /// Returns the entry of a program that compresses or decompresses.
  package static func tool(_ process: pid_t) -> Leaving { Leaving(note_tool(process)) }
}
