// Texts kept once each and numbered: ids, names and keys as the program stores them.

/// A set of texts, each with a number from 0 in the order of first arrival.
///
/// One open-addressing table of numbers over one growing store of bytes; a look-up allocates nothing.
/// Texts that were handed out stay valid as long as the table lives. The hash is keyed per process, so that
/// no dump can be made to collide.
final class TextTable {
  @exclusivity(unchecked) private var slots: UnsafeMutablePointer<Slot>
  @exclusivity(unchecked) private var mask: Int
  @exclusivity(unchecked) private var texts: UnsafeMutablePointer<Text>
  @exclusivity(unchecked) private var capacity: Int
  @exclusivity(unchecked) private(set) var count = 0
  @exclusivity(unchecked) private var store = ByteStore()
  private let hasher = TextHash()

  /// A text's number beside its hash.
  private struct Slot {
    var hash: UInt32
    var number: UInt32

    static let free = Slot(hash: 0, number: .max)

    @inline(__always)
    var isFree: Bool { number == .max }
  }

  init(minimumCapacity: Int = 64) {
    var size = 64
    while size < minimumCapacity * 2 { size *= 2 }
    mask = size - 1
    capacity = size / 2
    slots = .allocate(capacity: size)
    slots.initialize(repeating: .free, count: size)
    texts = .allocate(capacity: capacity)
  }

  deinit {
    slots.deallocate()
    texts.deallocate()
  }

  var bytesHeld: Int { capacity * (2 * 8 + 16) + store.bytesHeld }

  /// The text with a number.
  subscript(number: UInt32) -> Text { texts[Int(number)] }

  /// The number of a text, which is copied and numbered if it is new.
  func number(of text: Text) -> UInt32 {
    let hash = hasher(text)
    var slot = slot(of: text, hash)
    if !slots[slot].isFree { return slots[slot].number }
    if count == capacity {
      grow()
      slot = firstFree(hash)
    }
    let number = UInt32(count)
    texts[count] = store.keep(text)
    slots[slot] = Slot(hash: hash, number: number)
    count += 1
    return number
  }

  /// The number of a text, or nil if it was never added.
  func find(_ text: Text) -> UInt32? {
    let slot = slots[slot(of: text, hasher(text))]
    return slot.isFree ? nil : slot.number
  }

  /// The slot that holds the number of a text, or the free one that would.
  @inline(__always)
  private func slot(of text: Text, _ hash: UInt32) -> Int {
    var slot = Int(hash) & mask
    while !slots[slot].isFree {
      if slots[slot].hash == hash, texts[Int(slots[slot].number)] == text { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func firstFree(_ hash: UInt32) -> Int {
    var slot = Int(hash) & mask
    while !slots[slot].isFree { slot = (slot + 1) & mask }
    return slot
  }

  private func grow() {
    capacity *= 2
    let moved = UnsafeMutablePointer<Text>.allocate(capacity: capacity)
    moved.moveInitialize(from: texts, count: count)
    texts.deallocate()
    texts = moved
    let old = UnsafeMutableBufferPointer(start: slots, count: mask + 1)
    slots = .allocate(capacity: capacity * 2)
    slots.initialize(repeating: .free, count: capacity * 2)
    mask = capacity * 2 - 1
    for slot in old where !slot.isFree { slots[firstFree(slot.hash)] = slot }
    old.deallocate()
  }
}

/// Bytes kept for good in chunks that never move.
final class ByteStore {
  @exclusivity(unchecked) private var chunks: [UnsafeMutablePointer<UInt8>] = []
  @exclusivity(unchecked) private var next: UnsafeMutablePointer<UInt8>?
  @exclusivity(unchecked) private var left = 0
  /// Memory of large texts.
  @exclusivity(unchecked) private var own: [UnsafeMutablePointer<UInt8>] = []
  private let chunkSize = 64 << 10

  deinit { removeAll() }

  private(set) var bytesHeld = 0

  /// Gives all memory back: what was kept is no more.
  func removeAll() {
    for chunk in chunks { chunk.deallocate() }
    for text in own { text.deallocate() }
    (chunks, own, next, left, bytesHeld) = ([], [], nil, 0, 0)
  }

  /// A key, kept; eight bytes can be read at its start.
  func keepKey(_ key: [UInt8]) -> Text {
    let padded = key + [UInt8](repeating: 0, count: 8)
    return padded.withUnsafeBufferPointer { Text(start: keep(Text($0)).start, count: key.count) }
  }

  /// A copy of the text that lives as long as the store.
  func keep(_ text: Text) -> Text {
    if text.isEmpty { return .empty }
    let place = room(text.count)
    place.update(from: text.start, count: text.count)
    return Text(start: UnsafePointer(place), count: text.count)
  }

  /// Copies of two texts, one behind the other.
  func keep(_ first: Text, _ second: Text) -> UnsafePointer<UInt8> {
    let place = room(first.count + second.count)
    place.update(from: first.start, count: first.count)
    (place + first.count).update(from: second.start, count: second.count)
    return UnsafePointer(place)
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
