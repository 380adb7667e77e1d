// The latencies of the single conversations of a group, from conversations.csv.

import ConvoStat

/// The values of a group: one per conversation and latency.
struct GroupValues: Sendable {
  /// Milliseconds by the raw value of the latency, ascending once they are sorted.
  private var values: [[Int64]] = Array(repeating: [], count: ToldMeasure.Latency.allCases.count)

  /// The values of a latency.
  subscript(latency: ToldMeasure.Latency) -> [Int64] {
    _read { yield values[latency.rawValue] }
    _modify { yield &values[latency.rawValue] }
  }

  fileprivate mutating func absorb(_ cells: ArraySlice<String>) {
    for (index, cell) in cells.enumerated() {
      if let cell = DecimalCell(cell), cell.places == 3 { values[index].append(cell.units) }
    }
  }

  fileprivate mutating func sort() {
    for index in values.indices { values[index].sort() }
  }
}

/// The values of all groups of a run, by table and key.
struct ConversationValues: Sendable {
  private(set) var tables: [String: [[String]: GroupValues]] = [:]
  /// The first day of a first message, and the last day of a last message; `nil` if there is no message.
  private(set) var days: ClosedRange<String>?

  /// The values of the tables; tests make them.
  init(tables: [String: [[String]: GroupValues]] = [:], days: ClosedRange<String>? = nil) {
    self.tables = tables
    self.days = days
  }

  /// Reads the files of conversations.csv, and keeps the values of the rows of those tables whose keys the conversations
  /// have; `nil` if columns are missing or a file is not one that convostat writes.
  init?(_ files: [[UInt8]], columns: [String], isGuarded: Bool, of groups: [WrittenTable]) {
    let latencies = ToldMeasure.Latency.allCases.compactMap { columns.firstIndex(of: $0.value.text) }
    let times = [ColumnName.firstMessageAt, .lastMessageAt].compactMap { columns.firstIndex(of: $0.text) }
    guard latencies.count == ToldMeasure.Latency.allCases.count, times.count == 2 else { return nil }
    var places = latencies + times
    var wanted: [(name: String, keys: [(key: String, index: Int)])] = []
    for table in groups where table.isOfGroups && !table.isByTime {
      let keys = table.keys.compactMap { key in
        columns.firstIndex(of: key == Key.assignedAgent.name ? ColumnName.assignedAgentID.text : key)
          .map { (key: key, place: $0) }
      }
      if keys.count < table.keys.count { continue }
      let indices = keys.map { key in
        if !places.contains(key.place) { places.append(key.place) }
        return (key: key.key, index: places.firstIndex(of: key.place) ?? 0)
      }
      wanted.append((table.name, indices))
    }
    var read: [String: [[String]: GroupValues]] = [:]
    var (first, last) = ("", "")
    for bytes in files {
      let isWhole = CSVRowReader.forEachRow(of: bytes, places: places) { cells in
        let latencyCells = cells.prefix(latencies.count)
        let began = String(cells[latencies.count].prefix(10))
        let ended = String(cells[latencies.count + 1].prefix(10))
        if !began.isEmpty, first.isEmpty || began < first { first = began }
        if ended > last { last = ended }
        for table in wanted {
          let key = table.keys.map { key, index in
            let cell = isGuarded ? cells[index].unguarded : cells[index]
            let isCompanion = key == ColumnName.source.text || key == ColumnName.accountID.text
            return cell.isEmpty && !isCompanion ? WrittenTable.none : cell
          }
          read[table.name, default: [:]][key, default: GroupValues()].absorb(latencyCells)
        }
      }
      if !isWhole { return nil }
    }
    for name in read.keys {
      for key in read[name, default: [:]].keys { read[name]?[key]?.sort() }
    }
    tables = read
    days = first.isEmpty || last < first ? nil : first...last
  }
}
