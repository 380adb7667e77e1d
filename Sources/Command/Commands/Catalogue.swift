// The tables and their columns, as people ask for them: by a column's name, by a family's or by a table's.

import ConvoStat

/// All that can be described, table by table.
struct Catalogue {
  /// A table and its columns in the order of its header, as indices of `Catalogue.columns`.
  struct Table {
    /// The file's name.
    let name: String
    let columns: [Int]

    /// The name without `.csv`.
    var shortName: String { String(name.prefix { $0 != "." }) }
  }

  /// A piece of a table in which no column is described that an earlier table describes.
  enum Piece {
    case column(ColumnDescription)
    /// Columns that stand together in an earlier table too.
    case same(first: String, last: String, count: Int, table: String)
  }

  /// Every column once per meaning.
  let columns: [ColumnDescription]
  /// The tables in the order in which their first columns come.
  let tables: [Table]

  /// The catalogue, with columns for each of the keys and of the times.
  init(metadataKeys: [String] = [], levels: [String] = ["TIME"]) {
    let columns = describeColumns(metadataKeys: metadataKeys, levels: levels)
    var names: [String] = []
    for name in columns.flatMap(\.tables) where !names.contains(name) { names.append(name) }
    self.columns = columns
    tables = names.map { name in
      let placed = columns.enumerated().compactMap { index, column in
        column.tables.firstIndex(of: name).map { (index: index, place: column.places[$0]) }
      }
      return Table(name: name, columns: placed.sorted { $0.place < $1.place }.map(\.index))
    }
  }

  /// The table of a name, with or without `.csv`.
  func table(named name: String) -> Table? { tables.first { $0.name == name || $0.shortName == name } }

  /// The columns of a name, one for each meaning.
  func columns(named name: String) -> [ColumnDescription] { columns.filter { $0.name == name } }

  /// The columns whose names begin with a text: those in which a word ends there, if there are any.
  func family(_ stem: String) -> [ColumnDescription] {
    if stem.isEmpty { return [] }
    let whole = columns.filter { $0.name.hasPrefix(stem.hasSuffix("_") ? stem : stem + "_") }
    return whole.isEmpty ? columns.filter { $0.name.hasPrefix(stem) } : whole
  }

  /// Every name that can be asked for: columns, families of two columns at least, tables.
  var names: [String] {
    let columnNames = Set(columns.map(\.name))
    var members: [String: Int] = [:]
    for name in columnNames {
      for place in name.indices where name[place] == "_" { members[String(name[..<place]), default: 0] += 1 }
    }
    let families = members.filter { $0.value > 1 && !columnNames.contains($0.key) }.keys
    return columnNames.sorted() + families.sorted() + tables.map(\.shortName) + ["metadata.K"]
  }

  /// What a table has that is new, and where the rest is described: as long pieces as there are.
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
