// The inputs and outputs of a run, checked against each other before anything is read.

extension Pipeline {
  /// Finds the inputs of the run.
  ///
  /// Throws if an output would replace one of them.
  func listInputs(_ plan: OutputPlan) throws(Failure) -> InputList {
    var list = InputList(finding: inputs)
    try plan.check(against: list, and: options.readFiles)
    try list.requireAll(unless: options.keepsGoing)
    try options.maps.requireOne(of: list.paths)
    list.warn(options.maps.warnings(for: list.paths))
    return list
  }

  /// Throws what a run would throw before it reads: if outputs would replace an input, or files that
  /// convostat did not write.
  public func requireReplaceable(directory: String?, files: [String?]) throws(Failure) {
    try requireSeparateOutputs(directory: directory, files: files)
    guard let directory else { return }
    // A real run would first undo a replacement that was killed.
    if case .success(let found) = names(in: directory),
      !OwnedOutputs.interrupted(in: directory, among: found).isEmpty
    {
      return
    }
    let owned = OwnedOutputs(directory, isEverything: options.force)
    for name in outputNames(options) { try owned.requireReplaceable(name) }
  }

  /// Throws if outputs would replace an input, for a command that reads inputs before it runs.
  /// - Parameters:
  ///   - directory: the directory of the tables, or `nil`.
  ///   - files: the other outputs.
  public func requireSeparateOutputs(directory: String?, files: [String?]) throws(Failure) {
    var plan = directory.map { OutputPlan(tables: $0, options) } ?? OutputPlan(files: [], options)
    plan.files += files.compactMap(\.self)
    try plan.check(against: InputList(finding: inputs), and: options.readFiles)
  }
}
