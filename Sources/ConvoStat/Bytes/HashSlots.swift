// Numbers found by a hash: the core of all tables that keep their keys elsewhere.

/// Numbers by the hashes of their keys, in open addressing with linear probing.
///
/// The owner keeps the keys, and says whether a number's key is the one that it looks for. Half of the slots at most are
/// taken, so that a search ends after a few of them.
struct HashSlots: ~Copyable {
  /// A power of two of slots.
  private var slots: FixedArray<Slot>
  /// The number of slots less one: indices are masked with it.
  private var mask: Int
  private var count = 0

  /// A number and the hash of its key.
  struct Slot {
    var hash: UInt32
    var number: UInt32

    static let free = Slot(hash: 0, number: .max)
  }

  /// Creates an empty table of `size` slots, a power of two.
  init(size: Int) {
    mask = size - 1
    slots = FixedArray(repeating: .free, count: size)
  }

  /// The memory of the table, in bytes.
  var bytesHeld: Int { (mask + 1) * MemoryLayout<Slot>.stride }

  /// True if the next number needs more slots.
  @inline(__always)
  var isFull: Bool { count * 2 > mask }

  /// Returns the slot with that hash whose number satisfies `matches`, or the free slot where such a number belongs.
  @inline(__always)
  func slot(_ hash: UInt32, _ matches: (UInt32) -> Bool) -> Int {
    var slot = Int(hash) & mask
    while slots[slot].number != .max {
      if slots[slot].hash == hash, matches(slots[slot].number) { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  /// Returns the number in a slot, or `nil` if the slot is free.
  @inline(__always)
  func number(in slot: Int) -> UInt32? {
    let number = slots[slot & mask].number
    return number == .max ? nil : number
  }

  /// Puts a number into a free slot that `slot(_:_:)` returned since the last change.
  @inline(__always)
  mutating func fill(_ slot: Int, _ number: UInt32, hash: UInt32) {
    slots[slot & mask] = Slot(hash: hash, number: number)
    count += 1
  }

  /// Adds a number whose key is not in the table.
  ///
  /// Grows the table if it is full.
  mutating func insert(_ number: UInt32, hash: UInt32) {
    if isFull { grow() }
    fill(firstFree(hash), number, hash: hash)
  }

  private func firstFree(_ hash: UInt32) -> Int {
    var slot = Int(hash) & mask
    while slots[slot].number != .max { slot = (slot + 1) & mask }
    return slot
  }

  /// Doubles the number of slots.
  @inline(never)
  private mutating func grow() {
    var old = FixedArray(repeating: Slot.free, count: slots.count * 2)
    swap(&slots, &old)
    mask = slots.count - 1
    for slot in old.elements where slot.number != .max { slots[firstFree(slot.hash)] = slot }
  }
}
