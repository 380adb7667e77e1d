// The columns of compare.csv.

extension TableSchema {
  /// The table that compare writes.
  package static let comparison = TableSchema(
    "compare.csv",
    columns: [
      Column(.table, .text, "The name of the table, without .csv."),
      Column(
        .rowKey, .text,
        "The row of the table, as source=asapp, queue=billing; a cell with a comma, a quote or an equals sign "
          + "is quoted as in JSON; empty if the table has one row."),
      Column(.measure, .text, "The name of the column."),
      Column(
        .before, .measure,
        "The value in the first run, in the unit of the measure; empty if that run has no such row or nothing to measure."
      ),
      Column(
        .after, .measure,
        "The value in the second run, in the unit of the measure; empty if that run has no such row or nothing to measure."
      ),
      Column(.change, .measure, "After minus before; empty if one of them is empty."),
      Column(
        .relativeChange, .ratio,
        "Change divided by the absolute value of before, with four decimals; empty if before is 0 or empty."),
      Column(
        .valuesBefore, .count,
        "Number of values behind the measure in the first run, or the count that it is a part of; empty if it has none."
      ),
      Column(
        .valuesAfter, .count,
        "Number of values behind the measure in the second run, or the count that it is a part of; empty if it has none."
      ),
      Column(
        .weight, .ratio,
        "Number of standard errors between the two values, negative if the value fell, with four decimals; empty if the "
          + "change is not weighed against chance."),
    ], keyCount: 3)
}
