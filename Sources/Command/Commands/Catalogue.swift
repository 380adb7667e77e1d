// The tables and columns for describe: found by the name of a column, a family or a table.

import ConvoStat

/// Everything that can be described, table by table.
struct Catalogue {
  /// A table and its columns in the order of its header, as indices of `Catalogue.columns`.
  struct Table {
    /// The name of the file.
    let name: String
    let columns: [Int]

    /// The name without `.csv`.
    var shortName: String { String(name.prefix { $0 != "." }) }
  }

  /// A piece of the description of a table.
  ///
  /// A column is described only in the first table that has it.
  enum Piece {
    case column(ColumnDescription)
    /// Consecutive columns that an earlier table has in the same order.
    case same(first: String, last: String, count: Int, table: String)
  }

  /// The columns, each once per definition.
  let columns: [ColumnDescription]
  /// The tables in the order of their first columns.
  let tables: [Table]

  /// Creates the catalogue, with columns for the given metadata keys and times.
  init(metadataKeys: [String] = [], levels: [String] = ["TIME"]) {
    let columns = describeColumns(metadataKeys: metadataKeys, levels: levels)
    var names: [String] = []
    for name in columns.flatMap(\.tables) where !names.contains(name) { names.append(name) }
    self.columns = columns
    tables = names.map { name in
      let placed = columns.enumerated().compactMap { index, column in
        column.tables.firstIndex(of: name).map { (index: index, position: column.positions[$0]) }
      }
      return Table(name: name, columns: placed.sorted { $0.position < $1.position }.map(\.index))
    }
  }

  /// Returns the table with a name, with or without `.csv`.
  ///
  /// A table of `--by`, such as `by_month`, has the columns of by_KEYS.csv with its own keys.
  func table(named name: String) -> Table? {
    if let table = tables.first(where: { $0.name == name || $0.shortName == name }) { return table }
    let short = name.hasSuffix(".csv") ? name.dropLast(4) : name[...]
    guard short.hasPrefix("by_"), let all = tables.first(where: { $0.shortName == "by_KEYS" }),
      let keys = Catalogue.keys(short.dropFirst(3))
    else { return nil }
    let own = Set(keys.flatMap { $0 == .agent ? ["agent_name"] : [] } + keys.flatMap(Catalogue.columns))
    let others = Set(Key.named.flatMap(Catalogue.columns) + ["agent_name"]).subtracting(own)
    return Table(
      name: String(short) + ".csv", columns: all.columns.filter { !others.contains(columns[$0].name) })
  }

  /// Returns the keys whose names, joined by `_`, are a text; `nil` if there are no such keys.
  private static func keys(_ text: Substring) -> [Key]? {
    for key in Key.named where text.hasPrefix(key.name) {
      let rest = text.dropFirst(key.name.count)
      if rest.isEmpty { return [key] }
      if rest.hasPrefix("_"), let others = keys(rest.dropFirst()) { return [key] + others }
    }
    return nil
  }

  /// Returns the key columns that a key brings along.
  private static func columns(of key: Key) -> [String] {
    let own = key == .account ? "account_id" : key.name
    return key == .queue || key == .agent ? ["source", "account_id", own] : [own]
  }

  /// Returns the columns whose names contain a text: those that have it between underscores, if there are any.
  func columns(containing text: String) -> [ColumnDescription] {
    if text.isEmpty { return [] }
    let whole = columns.filter { "_\($0.name)_".contains("_\(text)_") }
    return whole.isEmpty ? columns.filter { $0.name.contains(text) } : whole
  }

  /// Returns the columns with a name, one for each definition.
  func columns(named name: String) -> [ColumnDescription] { columns.filter { $0.name == name } }

  /// Returns the columns whose names begin with a text: those with a word boundary after it, if there are
  /// any.
  func family(_ stem: String) -> [ColumnDescription] {
    if stem.isEmpty { return [] }
    let whole = columns.filter { $0.name.hasPrefix(stem.hasSuffix("_") ? stem : stem + "_") }
    return whole.isEmpty ? columns.filter { $0.name.hasPrefix(stem) } : whole
  }

  /// All names that can be described: columns, families of at least two columns, and tables.
  var names: [String] {
    let columnNames = Set(columns.map(\.name))
    var members: [String: Int] = [:]
    for name in columnNames {
      for position in name.indices where name[position] == "_" {
        members[String(name[..<position]), default: 0] += 1
      }
    }
    let families = members.filter { $0.value > 1 && !columnNames.contains($0.key) }.keys
    return columnNames.sorted() + families.sorted() + tables.map(\.shortName) + ["metadata.K"]
  }

  /// Returns the pieces of a table: its new columns, and references to earlier tables, which are as long as
  /// possible.
  func pieces(of table: Table) -> [Piece] {
    let earlier = tables.prefix { $0.name != table.name }
    var pieces: [Piece] = []
    var rest = table.columns[...]
    while let first = rest.first {
      var longest: (count: Int, table: String) = (0, "")
      for other in earlier {
        guard let start = other.columns.firstIndex(of: first) else { continue }
        let count = zip(rest, other.columns[start...]).prefix { $0 == $1 }.count
        if count > longest.count { longest = (count, other.name) }
      }
      if longest.count == 0 {
        pieces.append(.column(columns[first]))
        rest.removeFirst()
      } else {
        let last = rest[rest.startIndex + longest.count - 1]
        pieces.append(
          .same(
            first: columns[first].name, last: columns[last].name, count: longest.count, table: longest.table))
        rest.removeFirst(longest.count)
      }
    }
    return pieces
  }
}
