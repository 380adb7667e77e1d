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

  /// The entries of all nodes.
  private let entries: FixedArray<Entry>
  /// By node: the numbers of its entries, by the hashes of their keys.
  private let tables: FixedArray<HashSlots>
  /// By node: the number of the entry for the first element of an array, which no key matches, or -1.
  private let firstElements: FixedArray<Int32>
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
    var entries: [Entry] = []
    var nodes: [Range<Int>] = []
    for parent in parents {
      let first = entries.count
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
            word: keyWord(key), key: key, slot: Int32(slot), end: Int32(end),
            more: Int32(more.lowerBound)..<Int32(more.upperBound), child: child))
      }
      nodes.append(first..<entries.count)
    }
    self.entries = FixedArray(entries)
    let firstElements = nodes.map { node in
      Int32(node.first { entries[$0].key.bytes.elementsEqual(FieldTree.firstElement.utf8) } ?? -1)
    }
    self.firstElements = FixedArray(firstElements)
    tables = FixedArray(count: nodes.count) { node in
      var size = 8
      while size < nodes[node].count * 4 { size *= 2 }
      var slots = HashSlots(size: size)
      for number in nodes[node] where number != Int(firstElements[node]) {
        slots.insert(UInt32(number), hash: FieldTree.hash(entries[number].word, entries[number].key.count))
      }
      return slots
    }
  }

  @inline(__always)
  private static func hash(_ word: UInt64, _ length: Int) -> UInt32 {
    let product = (word &+ UInt64(truncatingIfNeeded: length)) &* 0x9E37_79B9_7F4A_7C15
    return UInt32(truncatingIfNeeded: product >> 32)
  }

  /// Returns the entry of a key under a node, or `nil`.
  /// - Precondition: eight bytes can be read at the start of the key.
  @inline(__always)
  func entry(_ node: Node, _ key: Text) -> InPlace<Entry>? {
    let word = keyWord(key)
    let slot = tables[Int(node)].slot(FieldTree.hash(word, key.count)) { number in
      let entry = entries[Int(number)]
      return entry.word == word && entry.key.count == key.count
        && (key.count <= 8 || entry.key.suffix(from: 8) == key.suffix(from: 8))
    }
    return tables[Int(node)].number(in: slot).map { entries.inPlace(Int($0)) }
  }

  /// Returns the entry for the first element of the array of this node, or `nil`.
  @inline(__always)
  func firstElement(_ node: Node) -> InPlace<Entry>? {
    let number = firstElements[Int(node)]
    return number < 0 ? nil : entries.inPlace(Int(number))
  }
}

/// Returns the first eight bytes of a key as one word, zero-padded.
///
/// SAFETY: eight bytes can be read at its start: the caller guarantees it by the precondition of `entry`.
@inline(__always)
private func keyWord(_ key: Text) -> UInt64 {
  let word = key.word(at: 0)
  return key.count >= 8 ? word : word & ((1 << UInt64(key.count * 8)) &- 1)
}
