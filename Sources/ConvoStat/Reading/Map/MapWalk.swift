// The values that the pointers of a map lead to, for one record after another.

/// A path from a record to the element being read: the record, an element of a list in it, an element of a
/// list in that, and so on.
///
/// A pointer is followed once for each element at which it begins.
struct MapWalk {
  private let slots: [MapSlot]
  private(set) var tally: MapTally
  /// The record and the elements on the way, the element being read last.
  private var levels: [(value: Text, serial: Int)] = []
  private var serial = 0
  /// By slot: the value that was found, and the serial number of the element at which the pointer began.
  private var known: [(serial: Int, value: Text?)]
  /// By slot of a list: its elements by their ids, and the serial number of the element at which the
  /// pointer began.
  private var lists: [Int: (serial: Int, elements: [[UInt8]: Text])] = [:]
  private let keys = UnescapedTexts()
  private let texts = UnescapedTexts()

  init(_ slots: [MapSlot]) {
    self.slots = slots
    tally = MapTally(slots: slots.count)
    known = Array(repeating: (-1, nil), count: slots.count)
  }

  /// Begins a record.
  ///
  /// Texts of the previous record become invalid.
  mutating func begin(_ record: Text) {
    texts.forget()
    lists.removeAll(keepingCapacity: true)
    levels.removeAll(keepingCapacity: true)
    enter(record)
  }

  /// Enters an element.
  mutating func enter(_ element: Text) {
    serial += 1
    levels.append((element, serial))
  }

  /// Leaves the innermost element.
  mutating func leave() { levels.removeLast() }

  // MARK: Values of selectors

  /// Returns the value as written; `nil` if there is none, or if it is null.
  mutating func value(_ selector: MapSelector?) -> Text? {
    guard let selector else { return nil }
    for alternative in selector.alternatives {
      if let value = value(alternative) { return value }
    }
    return nil
  }

  /// Returns the text of a string or a number, or an empty text (Inputs: which conversation).
  mutating func text(_ selector: MapSelector?) -> Text {
    guard let selector else { return .empty }
    for alternative in selector.alternatives {
      guard let value = value(alternative) else { continue }
      let text = text(of: value, after: alternative.after)
      if text.isEmpty { continue }
      return alternative.prefix.isEmpty ? text : texts.text(of: alternative.prefix, text)
    }
    return .empty
  }

  /// Returns the texts in a list, or the only text.
  mutating func texts(_ selector: MapSelector) -> [Text] {
    for alternative in selector.alternatives {
      let steps = slots[alternative.slot].pointer.steps
      if let every = steps.firstIndex(of: MapPointer.every) {
        let found = texts(alternative.slot, every)
        if !found.isEmpty { return found }
      } else if let value = value(alternative) {
        var walk = ValueWalk(value, texts)
        if !walk.enters("[") { return [text(selector)].filter { !$0.isEmpty } }
        var found: [Text] = []
        while let element = walk.nextValue() {
          let text = text(of: element)
          if !text.isEmpty { found.append(text) }
        }
        return found
      }
    }
    return []
  }

  /// Returns the texts that a pointer finds in every element of a list, such as `/tags/*/name`.
  /// - Parameter every: the step that means every element.
  private mutating func texts(_ slot: Int, _ every: Int) -> [Text] {
    let pointer = slots[slot].pointer
    let level = levels[levels.count - 1 - pointer.outward]
    guard let list = follow(slot, pointer.steps[..<every], from: level.value, to: UInt8(ascii: "[")) else {
      return []
    }
    var found: [Text] = []
    var walk = ValueWalk(list, texts)
    _ = walk.enters("[")
    while let element = walk.nextValue() {
      guard let value = follow(slot, pointer.steps[(every + 1)...], from: element) else { continue }
      let text = text(of: value)
      if !text.isEmpty { found.append(text) }
    }
    return found
  }

  /// Returns what follows some bytes in a text, up to a slash, a question mark or a number sign; an empty text if the
  /// bytes are not in it.
  private func text(of value: Text, after bytes: [UInt8]) -> Text {
    let text = text(of: value)
    if bytes.isEmpty { return text }
    guard let start = text.bytes.firstRange(of: bytes)?.upperBound else { return .empty }
    let rest = text.suffix(from: start)
    let end = rest.bytes.firstIndex { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 }
    return rest.prefix(end ?? rest.count)
  }

  /// Returns the text of a string or a number, or an empty text.
  func text(of value: Text) -> Text {
    var walk = ValueWalk(value, texts)
    return walk.textOrNothing()
  }

  /// Returns the text of a string, number, true, false or null; `nil` for lists and objects, and if there is
  /// no value.
  mutating func word(_ selector: MapSelector) -> Text? {
    for alternative in selector.alternatives {
      guard let value = value(alternative) else { continue }
      if value[0] == UInt8(ascii: "{") || value[0] == UInt8(ascii: "[") { continue }
      return value[0] == UInt8(ascii: "\"") ? text(of: value) : value
    }
    return nil
  }

  private mutating func value(_ alternative: MapSelector.Alternative) -> Text? {
    guard let value = value(alternative.slot) else { return nil }
    guard let lookup = alternative.lookup else { return value }
    let id = text(of: value, after: alternative.after)
    guard !id.isEmpty, let element = element(id, lookup) else { return nil }
    return follow(lookup.take, slots[lookup.take].pointer.steps[...], from: element)
  }

  /// Returns the value of a pointer, from the element at which it begins.
  private mutating func value(_ slot: Int) -> Text? {
    let pointer = slots[slot].pointer
    let level = levels[levels.count - 1 - pointer.outward]
    if known[slot].serial == level.serial { return known[slot].value }
    let value = follow(slot, pointer.steps[...], from: level.value)
    known[slot] = (level.serial, value)
    return value
  }

  /// Returns the element of a list with an id; the last one if several have it.
  private mutating func element(_ id: Text, _ lookup: MapSelector.Lookup) -> Text? {
    guard let list = value(lookup.list), list[0].opensBracket else { return nil }
    let from = known[lookup.list].serial
    if lists[lookup.list]?.serial != from {
      var candidates: [Text] = []
      var walk = ValueWalk(list, keys)
      if walk.enters("[") {
        while let element = walk.nextValue() { candidates.append(element) }
      } else {
        candidates.append(list)
      }
      var elements: [[UInt8]: Text] = [:]
      for element in candidates {
        guard let key = follow(lookup.key, slots[lookup.key].pointer.steps[...], from: element) else {
          continue
        }
        elements[Array(text(of: key).bytes)] = element
      }
      lists[lookup.list] = (from, elements)
    }
    return lists[lookup.list]?.elements[Array(id.bytes)]
  }

  // MARK: Steps

  /// Returns the object or array at the end of some steps from the innermost element; `nil` if there is none.
  ///
  /// - Parameter slot: the pointer that the steps belong to.
  mutating func descend(_ slot: Int, _ steps: ArraySlice<[UInt8]>, to bracket: Unicode.Scalar) -> Text? {
    follow(slot, steps, from: levels[levels.count - 1].value, to: UInt8(ascii: bracket))
  }

  private mutating func follow(
    _ slot: Int, _ steps: ArraySlice<[UInt8]>, from start: Text, to bracket: UInt8? = nil
  ) -> Text? {
    defer { keys.forget() }
    var value = start
    for (index, step) in zip(steps.indices, steps) {
      guard let next = child(step, of: value) else {
        let here = value
        tally.missed(slot, at: index) { topKeys(here, atMost: MapTally.maximumKeys) }
        return nil
      }
      value = next
    }
    let isMeant = bracket.map { value[0] == $0 } ?? (value[0] != UInt8(ascii: "n"))
    if !isMeant {
      let here = value
      tally.missed(slot, at: steps.endIndex) { topKeys(here, atMost: MapTally.maximumKeys) }
      return nil
    }
    tally.found(slot)
    return value
  }

  /// Returns the value of a key of an object (the last one if the key is repeated), or the element at an
  /// index of an array.
  private func child(_ step: [UInt8], of value: Text) -> Text? {
    var walk = ValueWalk(value, keys)
    var found: Text?
    if walk.enters("{") {
      while let member = walk.nextMember() {
        if member.key.count == step.count, member.key.bytes.elementsEqual(step) { found = member.value }
      }
    } else if let index = arrayIndex(step), walk.enters("[") {
      var current = 0
      while let element = walk.nextValue() {
        if current == index { return element }
        current += 1
      }
    }
    return found
  }
}
