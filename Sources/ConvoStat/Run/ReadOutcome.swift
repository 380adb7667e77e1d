// What reading all inputs gives.

/// The facts of all inputs.
struct ReadOutcome {
  /// The facts of each worker; if facts were spilled, only the rest.
  var workers: [Facts]
  /// The spilled facts; `nil` if memory was enough.
  var spill: Spill?
  /// The spilled facts of a run that writes facts; `nil` if memory was enough.
  var runs: FactRuns?
  var rejects: [RejectReason: Int]
  var checksums: InputChecksums?
  /// The values that the maps found for each pointer; empty without a map.
  var mapMatches: [MapMatch]
  /// The metadata keys of the records; empty if nothing asked for them.
  var metadataKeys: [InputContents.Entry] = []
  /// The texts of activity messages that tell no status; empty if nothing asked for them.
  var unmatchedActivities: [InputContents.Entry] = []
  /// The names of ignored records.
  var ignoredNames: [InputContents.Entry] = []
}
