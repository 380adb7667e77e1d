// What a run tells the readers of its records.

/// Options of a record reader.
struct ReadingOptions {
  let extras: [ExtraAttribute]
  /// The account of `--account`, or empty.
  let account: Text
  /// True if all metadata of conversations is kept, whatever its keys.
  var keepsMetadata = false
  /// True if fact lines are rejected.
  var refusesFacts = false
  /// The texts by which activity messages tell a status.
  var activities = ActivityTexts.english
  /// The maps of other platforms; the records of other inputs are recognised by their shape.
  var maps = InputMaps()
  /// The store for rejects that do not fit into memory; `nil` if the rejects of a block may take any amount.
  var rejects: RejectStore?
  /// Counts the keys of metadata; `nil` if no option asks for them.
  var metadataKeys: MetadataKeys?
  /// True if metadata keys must be counted in every record, not only in the first record of each form.
  var listsContents = false
  /// True if skeletons, references and dates are kept to be used again.
  var usesCaches = true
}
