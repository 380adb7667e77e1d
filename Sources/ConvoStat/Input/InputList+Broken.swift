// The inputs that cannot be read to their end, needed only if a run continues without them.

import Synchronization

extension InputList {
  /// Returns true if all inputs except a broken one can be read from the beginning once more.
  ///
  /// Pipes cannot.
  func canBeReadAgain(without broken: BrokenInput) -> Bool {
    paths.allSatisfy { path in
      if path == broken.path { return true }
      if path == "-" { return false }
      var status = stat()
      let isThere = path.withPath { stat($0, &status) } == 0
      return !isThere || status.st_mode & S_IFMT == S_IFREG
    }
  }

  /// Reads all inputs to their end without parsing them, and returns those that fail.
  func brokenInputs(maxLineBytes: Int, jobs: Int) -> [BrokenInput] {
    let opener = InputOpener(maxLineBytes: maxLineBytes, checksums: nil)
    let taken = Atomic<Int>(0)
    return inParallel(jobs) { _ in
      var broken: [BrokenInput] = []
      let block = Block()
      while true {
        let number = taken.wrappingAdd(1, ordering: .relaxed).oldValue
        if number >= paths.count { return broken }
        do throws(Failure) {
          let source = try opener.open(paths[number])
          while try source.next(block) {}
        } catch {
          broken.append(BrokenInput(path: paths[number], failure: error))
        }
      }
    }.flatMap { $0 }
  }
}
