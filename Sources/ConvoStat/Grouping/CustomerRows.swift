// The customers of each row of a table, counted exactly, in bounded memory if memory is scarce.

/// The distinct customers of rows.
///
/// A customer in a row is 16 bytes. Copies are removed whenever the entries have doubled. If memory is scarce,
/// the entries go to a temporary file, in parts by the first bits of the hash, so that a part of all files
/// fits into memory when it is counted.
final class CustomerRows {
  /// A customer in a row.
  private struct Entry: BitwiseCopyable, Comparable {
    var customer: WideHash
    var row: UInt32

    @inline(__always)
    static func < (left: Entry, right: Entry) -> Bool {
      if left.customer.high != right.customer.high { return left.customer.high < right.customer.high }
      if left.customer.low != right.customer.low { return left.customer.low < right.customer.low }
      return left.row < right.row
    }

    @inline(__always)
    static func == (left: Entry, right: Entry) -> Bool {
      left.isOfSameCustomer(as: right) && left.row == right.row
    }

    @inline(__always)
    func isOfSameCustomer(as other: Entry) -> Bool {
      customer.high == other.customer.high && customer.low == other.customer.low
    }
  }

  /// Entries in a file, by part.
  private struct Stored {
    let file: SpillFile
    var parts: [[Range<Int>]]
    /// The row of this table for each stored row; `nil` if they are the same.
    var mapped: [UInt32]?
  }

  /// The numbers of distinct customers.
  struct Counts {
    var byGroup: [Int]
    var all = 0
  }

  private static let partCount = 64
  /// The number of entries from which copies are searched.
  private static let leastCount = 1 << 12
  /// The number of entries that stay in memory if memory is scarce.
  private static let scarceCount = 1 << 16

  @exclusivity(unchecked) private var entries = ReusableArray<Entry>()
  @exclusivity(unchecked) private var limit = CustomerRows.leastCount
  @exclusivity(unchecked) private var stored: [Stored] = []
  @exclusivity(unchecked) private var failure: Failure?
  /// The file for entries; `nil` if all stay in memory.
  private let file: SpillFile?

  /// Creates rows without customers.
  init(in file: SpillFile?) { self.file = file }

  /// The approximate memory of the entries, in bytes.
  var bytesHeld: Int { entries.bytesHeld }

  /// Adds a customer to a row.
  func add(_ customer: WideHash, to row: Int) {
    entries.append(Entry(customer: customer, row: UInt32(truncatingIfNeeded: row)))
    if entries.count >= limit { shrink() }
  }

  private func shrink() {
    removeCopies()
    if file != nil, entries.count >= CustomerRows.scarceCount { store() }
    limit = max(CustomerRows.leastCount, entries.count * 2)
    if file != nil { limit = min(limit, CustomerRows.scarceCount * 2) }
  }

  private func removeCopies() {
    entries.sort()
    var kept = 0
    for index in 0..<entries.count where index == 0 || entries[index] != entries[kept - 1] {
      entries[kept] = entries[index]
      kept += 1
    }
    entries.truncate(to: kept)
  }

  /// Returns the part of a customer.
  private static func part(of entry: Entry) -> Int { Int(entry.customer.high >> 58) }

  /// Moves the entries, which are sorted, to the file.
  private func store() {
    guard let file, failure == nil else { return }
    if stored.isEmpty {
      stored.append(Stored(file: file, parts: Array(repeating: [], count: CustomerRows.partCount)))
    }
    var buffer = ByteBuffer()
    var index = 0
    do throws(Failure) {
      while index < entries.count {
        let part = CustomerRows.part(of: entries[index])
        while index < entries.count, CustomerRows.part(of: entries[index]) == part {
          buffer.append(bytesOf: entries[index].customer.high)
          buffer.append(bytesOf: entries[index].customer.low)
          buffer.append(bytesOf: entries[index].row)
          index += 1
        }
        if let range = try file.move(&buffer) { stored[0].parts[part].append(range) }
      }
    } catch { failure = error }
    entries.removeAll()
  }

  /// Adds the rows of another worker.
  ///
  /// The caller must not use `other` afterwards.
  /// - Parameter mapped: for each row of `other`, the row of `self`.
  func merge(_ other: CustomerRows, _ mapped: [UInt32]) {
    for entry in other.entries.elements {
      entries.append(Entry(customer: entry.customer, row: mapped[Int(entry.row)]))
    }
    for part in other.stored {
      var part = part
      part.mapped = part.mapped.map { $0.map { mapped[Int($0)] } } ?? mapped
      // The own entries are first.
      if stored.isEmpty, let file {
        stored.append(Stored(file: file, parts: Array(repeating: [], count: CustomerRows.partCount)))
      }
      stored.append(part)
    }
    failure = failure ?? other.failure
    limit = max(limit, entries.count * 2)
  }

  /// Counts the customers of groups of rows.
  /// - Parameters:
  ///   - groupOfRow: the group of each row; `groups` or more for a row that is in none.
  ///   - groups: the number of groups.
  func counts(_ groupOfRow: [UInt32], groups: Int) throws(Failure) -> Counts {
    if let failure { throw failure }
    var counts = Counts(byGroup: Array(repeating: 0, count: groups))
    if stored.isEmpty {
      CustomerRows.count(entries.elements, groupOfRow, into: &counts)
      return counts
    }
    var found = ReusableArray<Entry>()
    for part in 0..<CustomerRows.partCount {
      found.removeAll()
      for entry in entries.elements where CustomerRows.part(of: entry) == part { found.append(entry) }
      for stored in stored {
        for range in stored.parts[part] { try CustomerRows.read(range, of: stored, into: &found) }
      }
      CustomerRows.count(found.elements, groupOfRow, into: &counts)
    }
    return counts
  }

  private static func read(
    _ range: Range<Int>, of stored: Stored, into entries: inout ReusableArray<Entry>
  ) throws(Failure) {
    var buffer = ByteBuffer()
    try stored.file.read(range, into: &buffer)
    var reader = ByteReader(buffer.text)
    while !reader.isAtEnd {
      let high = reader.read(UInt64.self)
      let customer = WideHash(high: high, low: reader.read(UInt32.self))
      let row = reader.read(UInt32.self)
      entries.append(Entry(customer: customer, row: stored.mapped.map { $0[Int(row)] } ?? row))
    }
  }

  private static func count(
    _ entries: BorrowedArray<Entry>, _ groupOfRow: [UInt32], into counts: inout Counts
  ) {
    var ofGroups = ReusableArray<Entry>(capacity: max(entries.count, 1))
    for entry in entries {
      ofGroups.append(Entry(customer: entry.customer, row: groupOfRow[Int(entry.row)]))
    }
    ofGroups.sort()
    for index in 0..<ofGroups.count {
      let (entry, last) = (ofGroups[index], index > 0 ? ofGroups[index - 1] : nil)
      if let last, last == entry { continue }
      if last.map({ !$0.isOfSameCustomer(as: entry) }) ?? true { counts.all += 1 }
      if Int(entry.row) < counts.byGroup.count { counts.byGroup[Int(entry.row)] += 1 }
    }
  }
}
