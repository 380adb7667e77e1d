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
  private let kinds: UnsafeMutablePointer<ValueKind>
  private let places: UnsafeMutablePointer<value_place>
  @exclusivity(unchecked) private var scratch = Scratch()
  /// The kinds that were copied last, if nothing else was read since.
  @exclusivity(unchecked) private var known: UnsafePointer<ValueKind>?
  @exclusivity(unchecked) private var before: UnsafePointer<ValueKind>?
  /// True if a requested key was repeated in the value that the cursor read last.
  @exclusivity(unchecked) private(set) var hasKeyTwice = false
  /// The slots of the escaped strings that were noted.
  private let escaped: UnsafeMutablePointer<Int32>
  @exclusivity(unchecked) private var escapedCount = 0

  init(tree: FieldTree) {
    self.tree = tree
    kinds = .allocate(capacity: tree.slotCount)
    places = .allocate(capacity: tree.slotCount)
    escaped = .allocate(capacity: max(tree.slotCount, 1))
    kinds.initialize(repeating: .absent, count: tree.slotCount)
    places.initialize(repeating: value_place(.empty), count: tree.slotCount)
  }

  deinit {
    kinds.deallocate()
    places.deallocate()
    escaped.deallocate()
  }

  /// Removes all values, and invalidates the texts of `text`.
  func clear() {
    known = nil
    hasKeyTwice = false
    kinds.update(repeating: .absent, count: tree.slotCount)
    scratch.clear()
  }

  /// Begins to note the values of a record that matches a skeleton.
  ///
  /// Removes the previous values.
  @inline(__always)
  func beginNoting() {
    scratch.clear()
    (before, known) = (known, nil)
    escapedCount = 0
  }

  /// Notes the values of a line from a place on, as far as they are usual.
  /// - Returns: where it goes on in another way.
  @inline(__always)
  func noteUsual(from place: skeleton_place) -> skeleton_place { usual_way(place, places) }

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
    places[Int(slot)] = value_place(Text(start: start, count: count))
  }

  /// Sets the kinds of the record whose strings and numbers were noted.
  /// - Parameter containers: the slots of objects and arrays, whose text is not kept.
  @inline(__always)
  func endNoting(
    _ kinds: UnsafeMutableBufferPointer<ValueKind>, containers: UnsafeMutableBufferPointer<Int32>
  ) {
    guard let base = kinds.baseAddress else { return }
    if before != UnsafePointer(base) {
      self.kinds.update(from: base, count: kinds.count)
      let empty = value_place(.empty)
      for slot in containers { places[Int(slot)] = empty }
    }
    if escapedCount == 0 {
      known = UnsafePointer(base)
    } else {
      for index in 0..<escapedCount { self.kinds[Int(escaped[index])] = .escapedString }
    }
  }

  /// A copy of the kinds of all values.
  var kindsNow: [ValueKind] { Array(UnsafeBufferPointer(start: kinds, count: tree.slotCount)) }

  /// The slot of each string and number, by its address in the block.
  var slotsByPlace: [UnsafePointer<UInt8>: Int] {
    var slots: [UnsafePointer<UInt8>: Int] = [:]
    for slot in 0..<tree.slotCount {
      switch kinds[slot] {
      case .string, .escapedString, .number: slots[places[slot].text.start] = slot
      default: break
      }
    }
    return slots
  }

  /// Prepares the slots for the value of a key: removes the values of an earlier key with the same name.
  @inline(__always)
  func begin(_ entry: UnsafePointer<FieldTree.Entry>) {
    let slot = Int(entry.pointee.slot)
    if kinds[slot] != .absent {
      hasKeyTwice = true
      (kinds + slot).update(repeating: .absent, count: Int(entry.pointee.end) - slot)
      let more = entry.pointee.more
      (kinds + Int(more.lowerBound)).update(repeating: .absent, count: more.count)
    }
  }

  @inline(__always)
  func set(_ slot: Int32, _ kind: ValueKind, _ start: UnsafePointer<UInt8>, _ count: Int) {
    kinds[Int(slot)] = kind
    note(slot, start, count)
  }

  @inline(__always)
  func kind(_ slot: Int) -> ValueKind { kinds[slot] }

  /// Returns the bytes of the value as written: the inside of a string, a number, or an object or array
  /// with its brackets.
  @inline(__always)
  func raw(_ slot: Int) -> Text {
    switch kinds[slot] {
    case .absent: .empty
    case .null: Text("null")
    case .yes: Text("true")
    case .no: Text("false")
    default: places[slot].text
    }
  }

  /// Returns the text of a string or number, or an empty text (Inputs: which conversation).
  @inline(__always)
  func text(_ slot: Int) -> Text {
    switch kinds[slot] {
    case .string, .number: return places[slot].text
    case .escapedString: return unescaped(slot)
    default: return .empty
    }
  }

  private func unescaped(_ slot: Int) -> Text {
    let text = places[slot].text
    return scratch.unescaped(StringToken(start: text.start, count: text.count, isEscaped: true))
  }

  /// Returns the value of an escaped key, valid until `clear`.
  ///
  /// Eight bytes can be read at its start.
  func unescapedKey(_ token: StringToken) -> Text { scratch.unescaped(token) }
}

extension value_place {
  @inline(__always)
  fileprivate init(_ text: Text) { self.init(start: text.start, count: Int64(text.count)) }

  @inline(__always)
  fileprivate var text: Text { Text(start: start, count: Int(count)) }
}

/// Memory for the values of escaped strings of one record.
private struct Scratch {
  private var chunks: [UnsafeMutableBufferPointer<UInt8>] = []
  private var used = 0

  /// Invalidates all values.
  ///
  /// Keeps one chunk for the next record.
  @inline(__always)
  mutating func clear() {
    if used > 0 { reset() }
  }

  private mutating func reset() {
    used = 0
    while chunks.count > 1 { chunks.removeFirst().deallocate() }
  }

  mutating func unescaped(_ token: StringToken) -> Text {
    let needed = token.count + 8
    if chunks.last.map({ $0.count - used < needed }) ?? true {
      chunks.append(.allocate(capacity: max(needed, 4096)))
      used = 0
    }
    guard let base = chunks.last?.baseAddress else { return .empty }
    let target = base + used
    let count = unescape(token, to: target)
    used += needed
    return Text(start: UnsafePointer(target), count: count)
  }
}
