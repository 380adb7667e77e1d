// The values that the cursor found at the paths of a field tree, as ranges of the block.

import Intrinsics

/// The kind of a JSON value, or `absent`.
enum ValueKind: UInt8 {
  case absent, null, no, yes, number, string, escapedString, object, array
}

/// The values of one record, by slot.
///
/// Reused for every record. The ranges are valid as long as the block.
final class Fields {
  let tree: FieldTree
  private let kinds: FixedArray<ValueKind>
  private let ranges: FixedArray<value_range>
  private let unescapedTexts = UnescapedTexts()
  /// True if `unescapedTexts` were used for this record.
  @exclusivity(unchecked) private var hasUnescaped = false
  /// The address of the kinds that were copied last, if nothing else was read since.
  ///
  /// Only compared, never read.
  @exclusivity(unchecked) private var known: UnsafePointer<ValueKind>?
  @exclusivity(unchecked) private var before: UnsafePointer<ValueKind>?
  /// True if a requested key was repeated in the value that the cursor read last.
  @exclusivity(unchecked) private(set) var hasKeyTwice = false
  /// The slots of the escaped strings that were noted.
  private let escaped: FixedArray<Int32>
  @exclusivity(unchecked) private var escapedCount = 0

  init(tree: FieldTree) {
    self.tree = tree
    kinds = FixedArray(repeating: .absent, count: tree.slotCount)
    ranges = FixedArray(repeating: value_range(.empty), count: tree.slotCount)
    escaped = FixedArray(unset: tree.slotCount)
  }

  /// Removes all values, and invalidates the texts of `text`.
  func clear() {
    known = nil
    hasKeyTwice = false
    kinds.setAll(to: .absent)
    forgetUnescaped()
  }

  @inline(__always)
  private func forgetUnescaped() {
    if !hasUnescaped { return }
    hasUnescaped = false
    unescapedTexts.forget()
  }

  /// Begins to note the values of a record that matches a skeleton.
  ///
  /// Removes the previous values.
  @inline(__always)
  func beginNoting() {
    forgetUnescaped()
    (before, known) = (known, nil)
    escapedCount = 0
  }

  /// Notes the values of a line from a position on, as far as they are usual.
  ///
  /// SAFETY: the slots of the nodes are those of this tree, so that no range is written beyond the last.
  ///
  /// - Returns: the position where the line must be read in another way.
  @inline(__always)
  func noteUsual(from position: skeleton_position) -> skeleton_position {
    usual_way(position, ranges.borrowed.start)
  }

  /// Notes a string.
  @inline(__always)
  func note(_ slot: Int32, _ token: StringToken) {
    note(slot, token.start, token.count)
    if token.isEscaped {
      escaped[escapedCount] = slot
      escapedCount += 1
    }
  }

  /// Notes a value by its range.
  @inline(__always)
  func note(_ slot: Int32, _ start: UnsafePointer<UInt8>, _ count: Int) {
    ranges[Int(slot)] = value_range(Text(start: start, count: count))
  }

  /// Sets the kinds of the record whose strings and numbers were noted.
  /// - Parameter containers: the slots of objects and arrays, whose text is not kept.
  @inline(__always)
  func endNoting(
    _ kinds: BorrowedArray<ValueKind>, containers: BorrowedArray<Int32>
  ) {
    if before != kinds.start {
      self.kinds.borrowed.update(at: 0, from: kinds)
      let empty = value_range(.empty)
      for slot in containers { ranges[Int(slot)] = empty }
    }
    if escapedCount == 0 {
      known = kinds.start
    } else {
      for index in 0..<escapedCount { self.kinds[Int(escaped[index])] = .escapedString }
    }
  }

  /// A copy of the kinds of all values.
  var kindsNow: [ValueKind] { Array(kinds.elements) }

  /// The slot of each string and number, by its address in the block.
  var slotsByAddress: [UnsafePointer<UInt8>: Int] {
    var slots: [UnsafePointer<UInt8>: Int] = [:]
    for slot in 0..<tree.slotCount {
      switch kinds[slot] {
      case .string, .escapedString, .number: slots[ranges[slot].text.start] = slot
      default: break
      }
    }
    return slots
  }

  /// Prepares the slots for the value of a key: removes the values of an earlier key with the same name.
  @inline(__always)
  func begin(_ entry: InPlace<FieldTree.Entry>) {
    let slot = Int(entry.value.slot)
    if kinds[slot] != .absent {
      hasKeyTwice = true
      kinds.borrowed.part(slot..<Int(entry.value.end)).setAll(to: .absent)
      let more = entry.value.more
      kinds.borrowed.part(Int(more.lowerBound)..<Int(more.upperBound)).setAll(to: .absent)
    }
  }

  @inline(__always)
  func set(_ slot: Int32, _ kind: ValueKind, _ start: UnsafePointer<UInt8>, _ count: Int) {
    kinds[Int(slot)] = kind
    note(slot, start, count)
  }

  @inline(__always)
  func kind(_ slot: Int) -> ValueKind { kinds[slot] }

  /// Returns true if the value is null, an empty text or an empty list.
  ///
  /// A skeleton keeps no list, so the caller must not let one read a record that has another list there.
  func isCleared(_ slot: Int) -> Bool {
    switch kinds[slot] {
    case .null: true
    case .string: ranges[slot].text.isEmpty
    case .array: raw(slot).isEmptyArray
    default: false
    }
  }

  /// Returns the bytes of the value as written: the inside of a string, a number, or an object or array
  /// with its brackets.
  @inline(__always)
  func raw(_ slot: Int) -> Text {
    switch kinds[slot] {
    case .absent: .empty
    case .null: Text("null")
    case .yes: Text("true")
    case .no: Text("false")
    default: ranges[slot].text
    }
  }

  /// Returns the text of a string or number, or an empty text (Inputs: which conversation).
  @inline(__always)
  func text(_ slot: Int) -> Text {
    switch kinds[slot] {
    case .string, .number: return ranges[slot].text
    case .escapedString: return unescaped(slot)
    default: return .empty
    }
  }

  private func unescaped(_ slot: Int) -> Text {
    let text = ranges[slot].text
    return unescapedKey(StringToken(start: text.start, count: text.count, isEscaped: true))
  }

  /// Returns the value of an escaped key, valid until `clear`.
  ///
  /// Eight bytes can be read at its start.
  func unescapedKey(_ token: StringToken) -> Text {
    hasUnescaped = true
    return unescapedTexts.text(of: token)
  }

  /// Returns a walk through the value of a field.
  ///
  /// The texts that it reads are valid until `clear`.
  func walk(_ value: Text) -> ValueWalk {
    hasUnescaped = true
    return ValueWalk(value, unescapedTexts)
  }

  /// Returns the texts and numbers that are direct elements of an array, or of the arrays that are values of
  /// an object, and whether one of the arrays is empty.
  ///
  /// The texts are valid until `clear`.
  func texts(inArraysOf value: Text) -> (texts: [Text], hasEmpty: Bool) {
    if value.isEmpty { return ([], false) }
    hasUnescaped = true
    var walk = ValueWalk(value, unescapedTexts)
    return walk.textsInArrays()
  }
}

extension Text {
  /// True if the text is an array as written without elements, or empty, as a skeleton notes such an array.
  var isEmptyArray: Bool { bytes.dropFirst().dropLast().allSatisfy { $0 <= 0x20 } }
}

extension value_range {
  @inline(__always)
  fileprivate init(_ text: Text) { self.init(start: text.start, count: Int64(text.count)) }

  @inline(__always)
  fileprivate var text: Text { Text(start: start, count: Int(count)) }
}
