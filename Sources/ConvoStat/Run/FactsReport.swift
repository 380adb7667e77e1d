// The outcome of a run that writes facts.

/// The file of facts that a run wrote, or that has them already.
public struct FactsReport: Sendable, Equatable {
  /// The path as given; for a ledger the file in it, or the ledger itself if there is no file.
  public var path: String
  /// The number of lines of facts that the run made.
  public var lines: Int
  /// The change of a ledger; `nil` without a ledger.
  public var step: LedgerStep?

  /// Creates the report of a file of facts.
  public init(path: String, lines: Int, step: LedgerStep? = nil) {
    self.path = path
    self.lines = lines
    self.step = step
  }
}

/// The change that a run made to a ledger (Facts).
public enum LedgerStep: Sendable, Equatable {
  /// A file was added.
  case added
  /// The file exists already, or its facts are in a file that was made of it.
  case present
  /// There were no facts to add.
  case empty
  /// The given number of files was merged into one.
  case compacted(files: Int)
  /// There was at most one file to compact.
  case untouched
}

extension FactsReport {
  /// The facts for the line of `--json`.
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
