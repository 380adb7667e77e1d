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
