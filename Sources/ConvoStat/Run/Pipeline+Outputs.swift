// The inputs and outputs of a run, checked against each other before anything is read.

extension Pipeline {
  /// Finds the inputs of the run, and refuses outputs that would replace one of them.
  func listInputs(_ plan: OutputPlan) throws(Failure) -> InputList {
    let list = InputList(finding: inputs)
    try plan.check(against: list, and: options.readFiles)
    try list.requireAll(unless: options.keepsGoing)
    return list
  }

  /// Refuses what a run would refuse before it reads: outputs that would replace an input, and files of somebody else.
  public func requireReplaceable(directory: String?, files: [String?]) throws(Failure) {
    try requireSeparateOutputs(directory: directory, files: files)
    guard let directory else { return }
    // The run undoes what a killed one left half done, before it looks.
    if case .success(let found) = names(in: directory),
      !OwnedOutputs.interrupted(in: directory, among: found).isEmpty
    {
      return
    }
    let owned = OwnedOutputs(directory, isEverything: options.force)
    for name in outputNames(options) { try owned.requireReplaceable(name) }
  }

  /// Refuses outputs that would replace an input, for a command that reads inputs before it runs.
  /// - Parameters:
  ///   - directory: of the tables, if it writes any.
  ///   - files: what else it writes.
  public func requireSeparateOutputs(directory: String?, files: [String?]) throws(Failure) {
    var plan = directory.map { OutputPlan(tables: $0, options) } ?? OutputPlan(files: [], options)
    plan.files += files.compactMap(\.self)
    try plan.check(against: InputList(finding: inputs), and: options.readFiles)
  }
}
