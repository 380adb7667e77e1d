// What this machine lacks, said in one line after all tests.

import Foundation
import Synchronization

/// What tests need that a machine may not have.
public enum Skips {
  private static let missing = Mutex<Set<String>>([])

  /// Returns `isThere`. The last line of the run names `need` if it is false.
  ///
  ///     .enabled(if: Skips.unless(Machine.has("fish"), "fish"), "fish is not installed")
  public static func unless(_ isThere: Bool, _ need: String) -> Bool {
    if isThere { return true }
    missing.withLock { missing in
      if missing.isEmpty {
        // The test runner has no hook for the end of all tests.
        atexit { Skips.printMissing() }
      }
      missing.insert(need)
    }
    return false
  }

  private static func printMissing() {
    let names = missing.withLock { $0 }.sorted().joined(separator: ", ")
    print("Skipped tests need: \(names). `.ci/run` installs what can be installed and runs them.")
  }
}
