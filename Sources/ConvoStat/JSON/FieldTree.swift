// The keys that a record reader asks for, as a tree that the cursor walks along with the JSON.

/// A set of paths such as `sender.role`, each with the number of the slot that receives its value.
///
/// Slots are numbered depth first, so the subtree of a field is one range of slots: a repeated key clears
/// the range, and the last value wins. Paths that only some runs need come after all others, so that the
/// others keep their slots; those of them below a field are a second range. One element of a path may be
/// `firstElement`, the first element of an array.
final class FieldTree {
  /// The path element for the first element of an array.
  ///
  /// No key of an option can equal it.
  static let firstElement = "\u{0}"

  /// The number of a node.
  ///
  /// `none` is the node below an unknown key.
  typealias Node = Int32
  static let none: Node = -1
  static let root: Node = 0

  /// A key under a node.
  struct Entry {
    var word: UInt64
    var key: Text
    /// The slot of the value, and the end (exclusive) of the slots of its subtree.
    var slot: Int32
    var end: Int32
    /// The slots of the run's own paths that are below the key.
    var more: Range<Int32>
    var child: Node
  }

  private struct Table {
    var entries: UnsafeMutablePointer<Entry>
    var shift: UInt64
    var mask: Int
    var firstElement: Int32
  }

  private let tables: UnsafeMutablePointer<Table>
  private let tableCount: Int
  private let names = ByteStore()
  let slotCount: Int

  /// - Parameters:
  ///   - paths: the paths, with keys as bytes, parents before children, and the paths of a subtree
  ///     contiguous. The index of a path is its slot.
  ///   - fixed: the number of paths that every run has. The paths after them have the same order among
  ///     themselves. `nil` if all are fixed.
  init(paths: [[[UInt8]]], fixed: Int? = nil) {
    let fixed = fixed ?? paths.count
    slotCount = paths.count
    let parents =
      [[]] + paths.filter { path in paths.contains { $0.count > path.count && $0.starts(with: path) } }
    tableCount = parents.count
    tables = .allocate(capacity: parents.count)
    for (node, parent) in parents.enumerated() {
      var entries: [Entry] = []
      var firstElement: Int32 = -1
      for (slot, path) in paths.enumerated() where path.count == parent.count + 1 && path.starts(with: parent)
      {
        let part = slot < fixed ? slot..<fixed : slot..<paths.count
        let end = paths[part].firstIndex { !$0.starts(with: path) } ?? part.upperBound
        let behind = (max(end, fixed)..<paths.count).filter { paths[$0].starts(with: path) }
        let more = behind.first.map { $0..<$0 + behind.count } ?? 0..<0
        precondition(
          !paths[end..<part.upperBound].contains { $0.starts(with: path) }
            && paths[more].allSatisfy { $0.starts(with: path) }, "a subtree's paths stand together")
        let child = parents.firstIndex(of: path).map { Node($0) } ?? FieldTree.none
        let key = names.keepKey(path[path.count - 1])
        entries.append(
          Entry(
            word: keyWord(key.start, key.count), key: key, slot: Int32(slot), end: Int32(end),
            more: Int32(more.lowerBound)..<Int32(more.upperBound), child: child))
        if path.last == Array(FieldTree.firstElement.utf8) { firstElement = Int32(entries.count - 1) }
      }
      tables[node] = FieldTree.table(entries, firstElement: firstElement)
    }
  }

  deinit {
    for node in 0..<tableCount { tables[node].entries.deallocate() }
    tables.deallocate()
  }

  private static func table(_ entries: [Entry], firstElement: Int32) -> Table {
    var bits = 3
    while 1 << bits < entries.count * 4 { bits += 1 }
    let size = 1 << bits
    let unused = Entry(word: 0, key: .empty, slot: -1, end: -1, more: 0..<0, child: FieldTree.none)
    // An extra entry, beyond the range of the hash, for the first element of an array, which no key may
    // match.
    let slots = UnsafeMutablePointer<Entry>.allocate(capacity: size + 1)
    slots.initialize(repeating: unused, count: size + 1)
    var table = Table(entries: slots, shift: UInt64(64 - bits), mask: size - 1, firstElement: -1)
    for (index, entry) in entries.enumerated() {
      if index == Int(firstElement) {
        slots[size] = entry
        table.firstElement = Int32(size)
        continue
      }
      var place = FieldTree.place(entry.word, entry.key.count, table.shift)
      while slots[place].slot >= 0 { place = (place + 1) & table.mask }
      slots[place] = entry
    }
    return table
  }

  @inline(__always)
  private static func place(_ word: UInt64, _ length: Int, _ shift: UInt64) -> Int {
    let product = (word &+ UInt64(truncatingIfNeeded: length)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: product >> shift)
  }

  /// Returns the entry of a key under a node, or `nil`.
  /// - Precondition: eight bytes can be read at `start`.
  @inline(__always)
  func entry(_ node: Node, _ start: UnsafePointer<UInt8>, _ length: Int) -> UnsafePointer<Entry>? {
    let table = tables[Int(node)]
    let word = keyWord(start, length)
    var place = FieldTree.place(word, length, table.shift)
    while true {
      let entry = UnsafePointer(table.entries + place)
      if entry.pointee.slot < 0 { return nil }
      if entry.pointee.word == word, entry.pointee.key.count == length,
        length <= 8 || compareBytes(entry.pointee.key.start + 8, start + 8, length - 8) == 0
      {
        return entry
      }
      place = (place + 1) & table.mask
    }
  }

  /// Returns the entry for the first element of the array of this node, or `nil`.
  @inline(__always)
  func firstElement(_ node: Node) -> UnsafePointer<Entry>? {
    let table = tables[Int(node)]
    return table.firstElement < 0 ? nil : UnsafePointer(table.entries + Int(table.firstElement))
  }
}

/// Returns the first eight bytes of a key as one word, zero-padded.
///
/// SAFETY: eight bytes can be read at `start`: the caller guarantees it by the precondition of `entry`.
@inline(__always)
private func keyWord(_ start: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
  let word = UInt64(littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
  return length >= 8 ? word : word & ((1 << UInt64(length * 8)) &- 1)
}
