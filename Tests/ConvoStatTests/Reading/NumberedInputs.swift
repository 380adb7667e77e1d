// Inputs by number, for tests that need only their order.

@testable import ConvoStat

extension InputName {
  /// The name of the input with a number; names stand in the order of the numbers.
  init(number: Int) { self.init(Array(String(1_000_000 + number).utf8)) }
}

extension Rank {
  init(isRecord: Bool, updated: Int64, input: Int, offset: Int, index: Int) {
    self.init(
      isRecord: isRecord, updated: updated, input: InputName(number: input), offset: offset, index: index)
  }
}

extension RecordPosition {
  init(input: Int, offset: Int, index: Int = -1) {
    self.init(input: InputName(number: input), offset: offset, index: index)
  }
}
