// A table that stores each distinct text once and numbers it: ids, names and keys.

/// A set of texts, each with a number from 0 in the order of first arrival.
///
/// One open-addressing table of numbers over one growing store of bytes. A look-up allocates nothing. Texts
/// of the table are valid as long as the table lives. The hash is keyed per process, so that no dump can be
/// made to collide.
final class TextTable {
  @exclusivity(unchecked) private var slots: HashSlots
  @exclusivity(unchecked) private var texts: ReusableArray<Text>
  @exclusivity(unchecked) private var store = ByteStore()
  private let hasher = TextHash()

  init(minimumCapacity: Int = 64) {
    var size = 64
    while size < minimumCapacity * 2 { size *= 2 }
    slots = HashSlots(size: size)
    texts = ReusableArray(capacity: size / 2)
  }

  /// The number of texts.
  var count: Int { texts.count }

  var bytesHeld: Int { slots.bytesHeld + texts.bytesHeld + store.bytesHeld }

  /// Returns the text with a number.
  subscript(number: UInt32) -> Text { texts[Int(number)] }

  /// Returns the number of a text.
  ///
  /// A new text is copied and numbered.
  func number(of text: Text) -> UInt32 {
    let hash = hasher(text)
    let slot = slots.slot(hash) { texts[Int($0)] == text }
    if let number = slots.number(in: slot) { return number }
    let number = UInt32(texts.count)
    texts.append(store.keep(text))
    if slots.isFull { slots.insert(number, hash: hash) } else { slots.fill(slot, number, hash: hash) }
    return number
  }

  /// Returns the number of a text, or `nil` if it was never added.
  func find(_ text: Text) -> UInt32? { slots.number(in: slots.slot(hasher(text)) { texts[Int($0)] == text }) }
}

/// A store of bytes in chunks that never move.
final class ByteStore {
  @exclusivity(unchecked) private var chunks: [UnsafeMutablePointer<UInt8>] = []
  @exclusivity(unchecked) private var next: UnsafeMutablePointer<UInt8>?
  @exclusivity(unchecked) private var left = 0
  /// Separate allocations of large texts.
  @exclusivity(unchecked) private var own: [UnsafeMutablePointer<UInt8>] = []
  private let chunkSize = 64 << 10

  deinit { removeAll() }

  private(set) var bytesHeld = 0

  /// Frees all memory.
  ///
  /// Texts of the store become invalid.
  func removeAll() {
    for chunk in chunks { chunk.deallocate() }
    for text in own { text.deallocate() }
    (chunks, own, next, left, bytesHeld) = ([], [], nil, 0, 0)
  }

  /// Stores a copy of a key.
  ///
  /// Eight bytes can be read at its start.
  func keepKey(_ key: [UInt8]) -> Text {
    let padded = key + [UInt8](repeating: 0, count: 8)
    return padded.withUnsafeBufferPointer { Text(start: keep(Text($0)).start, count: key.count) }
  }

  /// Returns a copy of the text that lives as long as the store.
  func keep(_ text: Text) -> Text {
    if text.isEmpty { return .empty }
    let place = room(text.count)
    place.update(from: text.start, count: text.count)
    return Text(start: UnsafePointer(place), count: text.count)
  }

  /// Returns copies of two texts, one directly after the other.
  func keep(_ first: Text, _ second: Text) -> Text {
    let place = room(first.count + second.count)
    place.update(from: first.start, count: first.count)
    (place + first.count).update(from: second.start, count: second.count)
    return Text(start: UnsafePointer(place), count: first.count + second.count)
  }

  private func room(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    if count > chunkSize / 4 {
      own.append(.allocate(capacity: count))
      bytesHeld += count
      return own[own.count - 1]
    }
    if count > left || next == nil {
      let chunk = UnsafeMutablePointer<UInt8>.allocate(capacity: chunkSize)
      chunks.append(chunk)
      bytesHeld += chunkSize
      next = chunk
      left = chunkSize
    }
    defer {
      next = next.map { $0 + count }
      left -= count
    }
    return next ?? UnsafeMutablePointer(mutating: Text.empty.start)
  }
}
