// Facts in a ledger: adding one file, or merging all files into one.

extension Pipeline {
  /// Adds the facts of the inputs to a ledger as one file, or nothing if they are already there
  /// (Facts).
  /// - Parameters:
  ///   - path: the directory, which is created if it does not exist.
  ///   - rejectsPath: the file of rejected records; `nil` only counts them.
  public func add(toLedger path: String, rejects rejectsPath: String?) throws(Failure) -> RunReport {
    try requireSeparateOutputs(directory: nil, files: [rejectsPath])
    let ledger = try FactLedger(path, isMade: true, wait: options.waitSeconds)
    do throws(Failure) {
      return try facts(into: ledger.newPath, rejects: rejectsPath, part: nil, ledger: ledger)
    } catch {
      ledger.abandon()
      throw error
    }
  }

  /// Merges all files of a ledger into one file, without changing any result (Facts).
  ///
  /// The files are removed after the new one is in place. A file with a line that is not a fact, or whose
  /// content does not match its name, stops the run, and nothing is removed.
  public static func compact(
    ledger path: String, options: Options, progress: RunProgress? = nil
  ) throws(Failure) -> RunReport {
    try Pipeline(inputs: [path], options: options)
      .requireSeparateOutputs(directory: nil, files: [])
    let ledger = try FactLedger(path, isMade: false, wait: options.waitSeconds)
    let inputs = try ledger.replaceAll()
    guard inputs.count > 1 else {
      var report = RunAccount(options).report(nil)
      report.facts = FactsReport(path: path, lines: 0, step: .untouched)
      return report
    }
    var options = options
    options.checksums = true
    options.maxRejects = 0
    let pipeline = Pipeline(inputs: inputs, options: options, progress: progress)
    return try pipeline.facts(into: ledger.newPath, rejects: nil, part: nil, ledger: ledger)
  }
}
