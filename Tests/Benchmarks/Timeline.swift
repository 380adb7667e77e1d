// The begin times of conversations, and the choice of the next message among all.

/// The times at which conversations begin: 200,000 in 30 days, fewer at night.
struct Arrivals {
  private var random: Random
  private var moment = 1_767_225_600_000
  private static let meanGap = 12_960
  private static let hours = [
    1, 1, 1, 1, 1, 2, 4, 8, 14, 20, 22, 22, 20, 20, 20, 19, 18, 16, 12, 8, 5, 3, 2, 1,
  ]

  init(seed: UInt64) { random = Random(seed: seed) }

  /// Returns the next begin time in milliseconds since 1970, not before the previous one.
  mutating func next() -> Int {
    let weight = Self.hours[moment / 3_600_000 % 24]
    moment += random.below(2 * Self.meanGap) * 10 / weight + 1
    return moment
  }
}

/// The active conversations in a binary heap, the one with the earliest next message first.
struct Underway {
  private var heap: [Conversation] = []

  var isEmpty: Bool { heap.isEmpty }

  /// The creation time of the next message; the far future if there is none.
  var nextCreated: Int { heap.first?.nextCreated ?? .max }

  /// Adds a conversation.
  mutating func insert(_ conversation: Conversation) {
    heap.append(conversation)
    var place = heap.count - 1
    while place > 0 && isBefore(place, (place - 1) / 2) {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// Removes the earliest message, and returns it with its conversation.
  ///
  /// - Precondition: the heap is not empty.
  mutating func next() -> (Conversation, Message) {
    let message = heap[0].next()
    let conversation = heap[0]
    if conversation.remaining == 0 {
      heap.swapAt(0, heap.count - 1)
      heap.removeLast()
    }
    sink()
    return (conversation, message)
  }

  private mutating func sink() {
    var place = 0
    while 2 * place + 1 < heap.count {
      var child = 2 * place + 1
      if child + 1 < heap.count && isBefore(child + 1, child) { child += 1 }
      if !isBefore(child, place) { return }
      heap.swapAt(child, place)
      place = child
    }
  }

  private func isBefore(_ one: Int, _ other: Int) -> Bool {
    (heap[one].nextCreated, heap[one].index) < (heap[other].nextCreated, heap[other].index)
  }
}
