// What this machine lacks for some tests, said in one line after all tests.

import Foundation
import Synchronization

/// The programs and files that tests need and that a machine may not have.
public enum Skips {
  private static let missing = Mutex<Set<String>>([])

  /// Returns `isThere`.
  ///
  /// The last line of the run names `need` if it is false.
  ///
  ///     .enabled(if: Skips.unless(Machine.has("fish"), "fish"), "fish is not installed")
  public static func unless(_ isThere: Bool, _ need: String) -> Bool {
    if !isThere { note(need) }
    return isThere
  }

  /// Notes that a test was skipped because this machine has no `need`.
  public static func note(_ need: String) {
    missing.withLock { missing in
      // The test runner has no hook for the end of all tests.
      if missing.isEmpty { atexit { Skips.printMissing() } }
      missing.insert(need)
    }
  }

  /// Returns true if a program is in PATH.
  public static func isInPath(_ program: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
  }

  private static func printMissing() {
    let names = missing.withLock { $0 }.sorted().map { "no \($0)" }.joined(separator: ", ")
    print("Some tests were skipped: \(names). `.ci/run` installs what can be installed and runs them.")
  }
}
