// A table of a run for people: its columns, and the rows that are asked for.

import ConvoStat
import Foundation

/// Columns and rows of a table, with the cells as they are in its files.
public struct ShownTable: Sendable {
  /// The form in which people read the cells of a column.
  public enum Kind: Sendable { case text, count, seconds, share, number, time, flag }

  /// A column.
  public struct Column: Sendable {
    /// The name without guards.
    public let name: String
    /// The kind of its cells.
    public let kind: Kind
    /// True if it identifies rows.
    public let isKey: Bool
    /// The order in which columns are left out on a terminal that is too narrow; `nil` if others are left out first.
    public fileprivate(set) var spareRank: Int?

    /// True if its cells are aligned at their ends.
    public var isNumber: Bool { kind != .text && kind != .time && kind != .flag }
  }

  /// The name without `.csv`.
  public let name: String
  /// The columns, in the order of the table.
  public private(set) var columns: [Column]
  /// The cells of each row, as many as columns.
  public private(set) var rows: [[String]]
  /// The key columns that all rows have the same cell in and that are left out, each with that cell.
  public private(set) var sameKeys: [(column: Column, cell: String)] = []
  /// The number of rows that `top` left out.
  public private(set) var rowsLeft = 0

  init(name: String, columns: [Column], rows: [[String]]) {
    self.name = name
    self.columns = columns
    self.rows = rows
  }

  /// Keeps the rows that meet conditions `KEY=VALUE` or `KEY!=VALUE` on key columns.
  ///
  /// If a key has several conditions with `=`, one of them must be true; all other conditions must be true.
  public mutating func keep(where conditions: [String]) throws(Failure) {
    var wanted: [Int: [String]] = [:]
    var unwanted: [(index: Int, value: String)] = []
    for text in conditions {
      let sign = text.firstIndex(of: "=") ?? text.endIndex
      let isNegated = text[..<sign].hasSuffix("!")
      let typed = String(text[..<sign].dropLast(isNegated ? 1 : 0))
      let name = typed == "account" ? ColumnName.accountID.text : typed
      guard sign < text.endIndex, let index = columns.firstIndex(where: { $0.isKey && $0.name == name })
      else {
        throw .show(.notKey(text, table: self.name, keys: columns.filter(\.isKey).map(\.name)))
      }
      let value = String(text[text.index(after: sign)...])
      if isNegated { unwanted.append((index, value)) } else { wanted[index, default: []].append(value) }
    }
    rows.removeAll { cells in
      wanted.contains { !$0.value.contains(cells[$0.key].unguarded) }
        || unwanted.contains { cells[$0.index].unguarded == $0.value }
    }
  }

  /// Sorts the rows by a column, which a `-` before its name reverses.
  ///
  /// The greatest numbers come first, texts and times in ascending order, empty cells last. Rows that are equal keep
  /// their order.
  public mutating func sort(by typed: String) throws(Failure) {
    let isReversed = typed.hasPrefix("-")
    let name = isReversed ? String(typed.dropFirst()) : typed
    guard let index = index(of: name) else { throw unknown(name, "--sort") }
    let isNumber = columns[index].isNumber || columns[index].kind == .flag
    let keyed = rows.enumerated().map { offset, cells in
      (offset: offset, number: isNumber ? ShownTable.number(cells[index]) : nil, text: cells[index].unguarded)
    }
    let order = keyed.sorted { left, right in
      if left.text.isEmpty != right.text.isEmpty { return right.text.isEmpty }
      if let one = left.number, let other = right.number, one != other { return (one > other) != isReversed }
      if left.number == nil, left.text != right.text {
        return left.text.utf8.lexicographicallyPrecedes(right.text.utf8) != isReversed
      }
      return left.offset < right.offset
    }
    rows = order.map { rows[$0.offset] }
  }

  /// Keeps the first rows.
  public mutating func keep(top count: Int) {
    rowsLeft = max(0, rows.count - count)
    rows = Array(rows.prefix(count))
  }

  /// Keeps the key columns and the columns of a selection, in its order.
  public mutating func keep(_ selection: ColumnSelection) throws(Failure) {
    var kept = columns.indices.filter { columns[$0].isKey }
    for name in selection.names {
      let found: [Int]
      if name == "headline" {
        found = headline
      } else if let index = index(of: name) {
        found = [index]
      } else {
        found = columns.indices.filter { columns[$0].name.hasPrefix(name + "_") }
      }
      if found.isEmpty { throw unknown(name, "--columns") }
      for index in found where !kept.contains(index) { kept.append(index) }
    }
    keep(kept)
  }

  /// Keeps what people read first: the keys, the headline without most statistics of its blocks, and the column that
  /// the rows are sorted by.
  public mutating func keepMostRead(sortedBy typed: String?) {
    var kept = columns.indices.filter { columns[$0].isKey }
    if let names = columns.firstIndex(where: { $0.name == ColumnName.agentName.text }) { kept.append(names) }
    let statistics = ["_count", "_mean_s", "_p95_s", "_p99_s", "_max_s"]
    let read = headline.filter { index in
      let name = columns[index].name
      return name == "waiting_max_s" || !statistics.contains { name.hasSuffix($0) }
        || !name.contains("_created_")
    }
    let sorting = typed.flatMap { index(of: $0.hasPrefix("-") ? String($0.dropFirst()) : $0) }
    for index in columns.indices where columns[index].name.hasSuffix("_p90_s") && index != sorting {
      columns[index].spareRank = 1
    }
    for index in [sorting].compactMap(\.self) + read where !kept.contains(index) { kept.append(index) }
    keep(kept)
  }

  /// Leaves out the key columns that have the same cell in all rows, except those of a list of names, and makes the
  /// platform and the account spare if the other keys tell the rows apart.
  ///
  /// Of a single row only the platform and the account are left out, and never the last key.
  public mutating func thinKeys(except names: [String]) {
    guard let first = rows.first else { return }
    let general = [ColumnName.accountID.text, ColumnName.source.text]
    let keys = columns.indices.filter { columns[$0].isKey }
    let same = keys.filter { index in
      !names.contains(columns[index].name) && (rows.count > 1 || general.contains(columns[index].name))
        && rows.allSatisfy { $0[index] == first[index] }
    }
    if same.count == keys.count { return }
    var needed = keys.filter { !same.contains($0) }
    for (rank, name) in zip([0, 2], general) where !names.contains(name) {
      let others = needed.filter { columns[$0].name != name }
      if others.isEmpty || others == needed { continue }
      let isClear = Set(rows.map { cells in others.map { cells[$0] } }).count == rows.count
      if isClear { needed = others }
      for index in keys where isClear && columns[index].name == name { columns[index].spareRank = rank }
    }
    sameKeys = same.map { (columns[$0], first[$0]) }
    keep(columns.indices.filter { !same.contains($0) })
  }

  /// The places of the headline columns; all if the table has no headline.
  private var headline: [Int] {
    guard let names = TableSchema.headline(ofTable: name) else { return Array(columns.indices) }
    return names.compactMap(index)
  }

  private mutating func keep(_ indices: [Int]) {
    if indices == Array(columns.indices) { return }
    columns = indices.map { columns[$0] }
    rows = rows.map { cells in indices.map { cells[$0] } }
  }

  private func index(of name: String) -> Int? { columns.firstIndex { $0.name == name } }

  private func unknown(_ name: String, _ flag: String) -> Failure {
    .show(.noColumn(flag: flag, name: name, table: self.name, names: columns.map(\.name)))
  }

  /// Returns the value of a number cell, also with a decimal comma.
  static func number(_ cell: String) -> Double? { Double(cell.replacing(",", with: ".")) }

  /// The table as CSV in the default dialect.
  public var csv: String {
    func line(_ cells: [String]) -> String {
      cells.map { cell in
        let needsQuotes = cell.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
      }.joined(separator: ",") + "\n"
    }
    return line(columns.map { $0.name.cellText(.guarded) }) + rows.map(line).joined()
  }

  /// Returns a cell as people read it.
  public func text(_ cell: String, of column: Column) -> String {
    switch column.kind {
    case .text: return cell.unguarded.visible
    case .count: return Int(cell).map(Quantity.count) ?? cell.visible
    case .seconds:
      return ShownTable.number(cell).map { Quantity.duration(milliseconds: Int64(($0 * 1000).rounded())) }
        ?? cell.visible
    case .share:
      return ShownTable.number(cell).map { Quantity.percent(millionths: Int(($0 * 1_000_000).rounded())) }
        ?? cell.visible
    case .number: return cell.visible
    case .time: return String(cell.prefix(16)).replacing("T", with: " ").visible
    case .flag: return cell == "1" ? "yes" : cell == "0" ? "no" : cell.visible
    }
  }
}
