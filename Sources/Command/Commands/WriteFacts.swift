// convostat facts INPUT... --out FILE: reads dumps and writes the facts that summarize needs.

import ConvoStat

/// A run that writes facts instead of tables.
struct WriteFacts {
  private let inputs: [String]
  private let destination: Destination
  private let rejects: String?
  private let options: Options
  private let reporting: Reporting

  /// The destination of the facts.
  private enum Destination {
    case file(String)
    case ledger(String)
    /// A ledger that is its own input.
    case compacted(String)
  }

  /// Takes the arguments.
  ///
  /// Throws if there is no input or no output file.
  init(_ arguments: Arguments) throws(UsageError) {
    let paths = [arguments.out, arguments.ledger, arguments.compact].compactMap(\.self)
    if paths.count > 1 { throw .severalFactOutputs }
    if let compact = arguments.compact {
      if let operand = arguments.operands.first { throw .besideCompact(operand) }
      if let flag = arguments.firstOfReading { throw .besideCompact("--" + flag) }
      inputs = []
      destination = .compacted(compact)
      rejects = nil
    } else {
      inputs = try arguments.inputs(of: .facts)
      guard let path = paths.first else { throw .noFactsFile }
      if isStandardOutput(arguments.out) && arguments.isJSON { throw .jsonBesideFacts }
      destination = arguments.ledger == nil ? .file(path) : .ledger(path)
      let isLedger = arguments.ledger != nil
      rejects =
        arguments.rejects
        ?? (isLedger ? path.withoutSlashes + ".rejects" : defaultRejectsPath(beside: path.withoutSlashes))
    }
    options = arguments.runOptions
    reporting = Reporting(arguments)
  }

  /// Runs and reports the result.
  func run() -> ExitCode {
    reporting.run { progress throws(Failure) in
      let pipeline = Pipeline(inputs: inputs, options: options, progress: progress)
      return switch destination {
      case .file(let path): try pipeline.facts(into: path, rejects: rejects)
      case .ledger(let path): try pipeline.add(toLedger: path, rejects: rejects)
      case .compacted(let path): try Pipeline.compact(ledger: path, options: options, progress: progress)
      }
    }
  }
}
