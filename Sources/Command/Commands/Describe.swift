// convostat describe [NAME]: the definition of a column, a family, a table or of all columns whose names have a part; without
// NAME, of all columns.

import ConvoStat

/// Definitions of columns, from the same list that makes the tables.
struct Describe {
  private let name: String?
  private let catalogue: Catalogue

  /// Takes the arguments.
  ///
  /// Throws if there is a second name.
  init(_ arguments: Arguments) throws(UsageError) {
    name = try arguments.onlyOperand(of: .describe)
    let prefix = "metadata."
    let key =
      name == "metadata"
      ? "K" : name.flatMap { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : nil } ?? ""
    let time = name.flatMap { $0.wholeMatch(of: /[a-z_]+_(?:within|pending|over)_([0-9]+[smhd])/)?.output.1 }
    catalogue = Catalogue(
      metadataKeys: key.isEmpty ? [] : [key], levels: time.map { [String($0)] } ?? ["TIME"])
  }

  /// Prints everything with the name, or all columns.
  ///
  /// Throws if nothing has the name.
  func run() throws(UsageError) -> ExitCode {
    let width = TerminalWidth.standardOutput
    guard let name else { return Reporting.print(catalogue.text(width: width)) }
    let table = catalogue.table(named: name).map { [catalogue.listing(of: $0, width: width)] } ?? []
    let columns = catalogue.columns(named: name).map { Catalogue.entry($0, width: width) }
    if !table.isEmpty || !columns.isEmpty {
      return Reporting.print((table + columns).joined(separator: "\n"))
    }
    var found = catalogue.family(name)
    if found.isEmpty { found = catalogue.columns(containing: name) }
    if found.isEmpty { throw .unknownColumn(name, nearest: allNearest(to: name, among: catalogue.names)) }
    return Reporting.print(Catalogue.family(found, width: width))
  }
}
