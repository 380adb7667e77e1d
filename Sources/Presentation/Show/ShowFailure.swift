// The failures of looking at a run.

import ConvoStat

/// A table or a column that a run does not have.
enum ShowFailure: FailureCause {
  case noTable(directory: String, name: String, names: [String])
  case noColumn(flag: String, name: String, table: String, names: [String])
  /// A condition is not about a key column.
  case notKey(String, table: String, keys: [String])

  var row: FailureRow {
    switch self {
    case .noTable(let directory, let name, let names):
      FailureRow(
        "no_table", .input, "\(directory.visible): has no table \(name.visible)",
        hint: (nearest(to: name, among: names).map { "did you mean \($0)? " } ?? "")
          + "its tables are \(names.map(\.visible).joined(separator: ", "))")
    case .noColumn(let flag, let name, let table, let names):
      FailureRow(
        "no_such_column", .usage, "\(flag) \(name.visible): \(table.visible) has no such column",
        hint: ShowFailure.didYouMean(name, names) ?? "convostat describe \(table.visible) lists its columns")
    case .notKey(let text, let table, let keys):
      FailureRow(
        "no_such_column", .usage,
        keys.isEmpty
          ? "--where \(text.visible): \(table.visible) has one row"
          : "--where of \(table.visible) takes KEY=VALUE or KEY!=VALUE with \(keys.joined(separator: ", ")), not "
            + "\"\(text.visible)\"")
    }
  }

  private static func didYouMean(_ name: String, _ names: [String]) -> String? {
    let near = allNearest(to: name, among: names)
    let containing = near.isEmpty ? names.filter { $0.contains(name) }.prefix(3) : near[...]
    return containing.isEmpty ? nil : "did you mean \(containing.joined(separator: " or "))?"
  }
}

extension Failure {
  /// A failure of looking at a run.
  static func show(_ cause: ShowFailure) -> Failure { Failure(cause) }
}
