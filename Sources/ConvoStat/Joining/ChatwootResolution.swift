// The resolution of chatwoot references without an account, possible only when all records are read
// (Inputs: which conversation).

/// The references that replace those without an account: a conversation number that was seen in exactly one
/// account belongs to that account.
///
/// References are sorted by account, then by number, so the references of each account are merged with
/// those without one.
struct ChatwootResolution {
  private let references: DistinctReferences
  /// The indexes of the references without account, in the order of their numbers.
  private let open: Range<Int>
  /// By reference without account: the index of the only reference with the same number in an account, or
  /// `none`, or `several`.
  private var found: [UInt32]
  private static let none = UInt32.max
  private static let several = UInt32.max - 1

  init(_ references: DistinctReferences) {
    self.references = references
    let (all, own) = (0..<references.count, Text(Platform.chatwoot.name))
    let first = all.partitioningIndex { !(references[UInt32($0)].source < own) }
    let end = all.partitioningIndex { own < references[UInt32($0)].source }
    open = first..<(first..<end).partitioningIndex { !references[UInt32($0)].account.isEmpty }
    found = Array(repeating: ChatwootResolution.none, count: open.count)
    if open.isEmpty { return }
    var (account, at) = (Text.empty, open.lowerBound)
    for index in open.upperBound..<end {
      let reference = references[UInt32(index)]
      if reference.kind == .reported { continue }
      if reference.account != account { (account, at) = (reference.account, open.lowerBound) }
      at = seek(reference.name, from: at)
      guard at < open.upperBound, references[UInt32(at)].name == reference.name else { continue }
      let before = found[at - open.lowerBound]
      found[at - open.lowerBound] =
        before == ChatwootResolution.none ? UInt32(index) : ChatwootResolution.several
      at += 1
    }
  }

  /// Returns the index of the reference that replaces the one at `index`: the one in the only account with
  /// that number, or `index` itself.
  func resolve(_ index: UInt32) -> UInt32 {
    guard open.contains(Int(index)) else { return index }
    let found = found[Int(index) - open.lowerBound]
    return found < ChatwootResolution.several ? found : index
  }

  /// Returns true if several accounts have the conversation of the reference at `index`, which names none.
  func isInSeveralAccounts(_ index: UInt32) -> Bool {
    open.contains(Int(index)) && found[Int(index) - open.lowerBound] == ChatwootResolution.several
  }

  /// Returns the first index from `index` on, among those without account, whose number is not less than
  /// `number`.
  ///
  /// Gallops, because the result is usually near.
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
