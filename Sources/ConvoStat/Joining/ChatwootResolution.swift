// Which conversation a chatwoot reference without an account means, known only when all records are read (README 1.2).

/// The references that stand for those without an account: of the only account that each conversation number was seen
/// with.
///
/// References are sorted by account, then by number: each account's are passed in step with those that have none.
struct ChatwootResolution {
  private let references: DistinctReferences
  /// The places of those without account, in the order of their numbers.
  private let open: Range<Int>
  /// By reference without account: the place of the only one that has its number in an account, else one of these.
  private var found: [UInt32]
  private static let none = UInt32.max
  private static let several = UInt32.max - 1

  init(_ references: DistinctReferences) {
    self.references = references
    let (all, own) = (0..<references.count, Platform.chatwoot.rawValue)
    let first = all.partitioningIndex { references[UInt32($0)].platform.rawValue >= own }
    let end = all.partitioningIndex { references[UInt32($0)].platform.rawValue > own }
    open = first..<(first..<end).partitioningIndex { !references[UInt32($0)].account.isEmpty }
    found = Array(repeating: ChatwootResolution.none, count: open.count)
    if open.isEmpty { return }
    var (account, at) = (Text.empty, open.lowerBound)
    for index in open.upperBound..<end {
      let reference = references[UInt32(index)]
      if reference.account != account { (account, at) = (reference.account, open.lowerBound) }
      at = seek(reference.name, from: at)
      guard at < open.upperBound, references[UInt32(at)].name == reference.name else { continue }
      let before = found[at - open.lowerBound]
      found[at - open.lowerBound] =
        before == ChatwootResolution.none ? UInt32(index) : ChatwootResolution.several
      at += 1
    }
  }

  /// The place of the reference that a reference stands for: of the only account that has it, else of itself.
  func resolve(_ index: UInt32) -> UInt32 {
    guard open.contains(Int(index)) else { return index }
    let found = found[Int(index) - open.lowerBound]
    return found < ChatwootResolution.several ? found : index
  }

  /// The first of those without account, from a place on, whose number does not stand before this one. It is mostly
  /// near: the steps grow from one.
  private func seek(_ number: Text, from index: Int) -> Int {
    var (low, step) = (index, 1)
    while low + step <= open.upperBound, references[UInt32(low + step - 1)].name < number {
      low += step
      step *= 2
    }
    return (low..<min(low + step - 1, open.upperBound)).partitioningIndex {
      !(references[UInt32($0)].name < number)
    }
  }
}
