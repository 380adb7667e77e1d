// A directory of a test's own.

import Foundation

/// Calls `body` with a new directory, and removes it afterwards.
func withTemporaryDirectory(_ body: (URL) throws -> Void) throws {
  let directory = FileManager.default.temporaryDirectory
    .appendingPathComponent("convostat-test-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: directory) }
  try body(directory)
}

extension URL {
  /// The names in this directory, hidden ones too, sorted.
  var entries: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  /// Returns the text of a file in this directory; `nil` if there is none.
  func text(_ name: String) -> String? {
    try? String(contentsOf: appendingPathComponent(name), encoding: .utf8)
  }

  /// Writes a file into this directory.
  func put(_ text: String, as name: String) throws {
    try Data(text.utf8).write(to: appendingPathComponent(name))
  }
}
