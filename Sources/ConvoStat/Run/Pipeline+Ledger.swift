// Facts into a ledger of nights: one file more, or one in the place of many.

extension Pipeline {
  /// Adds the facts of the inputs to a ledger, as one file; nothing where they are there already (README
  /// 1.8).
  /// - Parameters:
  ///   - path: the directory; it is made if it is missing.
  ///   - rejectsPath: where rejected records go; nil: they are only counted.
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

  /// Makes one file of all files of a ledger, without changing any result (README 1.8).
  ///
  /// The files go when the one is in place. A file with a line that is not understood, or that is not what
  /// its name
  /// says, stops the run: nothing is removed then.
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
