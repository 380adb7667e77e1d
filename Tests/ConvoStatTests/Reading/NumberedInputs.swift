// Inputs by number, for tests that need only their order.

@testable import ConvoStat

extension InputName {
  /// Returns the name of the input with a number.
  ///
  /// Names have the order of their numbers.
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
