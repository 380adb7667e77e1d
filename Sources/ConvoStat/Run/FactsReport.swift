// What became of the facts of a run.

/// The file of facts that a run wrote, or that has them already.
public struct FactsReport: Sendable, Equatable {
  /// The file as it was named; of a ledger the file in it, or the ledger itself where there is no file.
  public var path: String
  /// How many lines of facts the run has made.
  public var lines: Int
  /// What the run did to a ledger; nil where there is none.
  public var step: LedgerStep?

  public init(path: String, lines: Int, step: LedgerStep? = nil) {
    self.path = path
    self.lines = lines
    self.step = step
  }
}

/// What a run did to a ledger (README 1.8).
public enum LedgerStep: Sendable, Equatable {
  /// There is one file more.
  case added
  /// The file has been there, or is in one that was made of it.
  case present
  /// There were no facts to add.
  case empty
  /// So many files have become one.
  case compacted(files: Int)
  /// There was no more than one file to compact.
  case untouched
}

extension FactsReport {
  /// The facts as the line of `--json` has them.
  package var json: JSONValue {
    var members: [JSONValue.Member] = [("path", .string(path.printablePath)), ("lines", .number(lines))]
    switch step {
    case nil: break
    case .added: members.append(("ledger", .string("added")))
    case .present: members.append(("ledger", .string("present")))
    case .empty: members.append(("ledger", .string("empty")))
    case .compacted(let files): members += [("ledger", .string("compacted")), ("replaced", .number(files))]
    case .untouched: members.append(("ledger", .string("untouched")))
    }
    return .object(members)
  }
}
