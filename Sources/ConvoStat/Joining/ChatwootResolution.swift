// The resolution of chatwoot references without an account, possible only when all records are read
// (Inputs: which conversation).

/// The references that replace those without an account: a conversation number that was seen in exactly one
/// account belongs to that account; if several accounts have it, the inbox that a record names decides.
///
/// References are sorted by account, then by number, so the references of each account are merged with
/// those without one. Of those, references with one number are adjacent: the first one is their *head*.
struct ChatwootResolution {
  private let references: DistinctReferences
  /// The indexes of the references without account, in the order of their numbers.
  private let open: Range<Int>
  /// The end of all chatwoot references.
  private let end: Int
  /// By reference without account: the index of its head.
  private var heads: [UInt32]
  /// By reference without account: the index of the reference with the same number in the only account that
  /// has it, or that its inbox belongs to; else `none`.
  private var found: [UInt32]
  /// By reference without account, at heads only: the number of accounts that have the conversation.
  private var accountCounts: [UInt32]
  private static let none = UInt32.max

  /// - Parameter inboxes: the accounts of inboxes; not called unless an inbox must decide.
  init(_ references: DistinctReferences, _ inboxes: @autoclosure () -> InboxAccounts) {
    self.references = references
    let (all, own) = (0..<references.count, Text(Platform.chatwoot.name))
    let first = all.partitioningIndex { !(references[UInt32($0)].source < own) }
    end = all.partitioningIndex { own < references[UInt32($0)].source }
    open = first..<(first..<end).partitioningIndex { !references[UInt32($0)].account.isEmpty }
    found = Array(repeating: ChatwootResolution.none, count: open.count)
    accountCounts = Array(repeating: 0, count: open.count)
    heads = []
    if open.isEmpty { return }
    heads.reserveCapacity(open.count)
    for index in open {
      let isSame = index > open.lowerBound && name(index) == name(index - 1)
      heads.append(isSame ? heads[heads.count - 1] : UInt32(index))
    }
    forEachMatch { head, index in
      accountCounts[head] += 1
      if accountCounts[head] == 1 { found[head] = UInt32(index) }
    }
    var mayInboxesDecide = false
    for index in open {
      let (at, head) = (index - open.lowerBound, Int(heads[index - open.lowerBound]) - open.lowerBound)
      if accountCounts[head] <= 1 {
        found[at] = found[head]
      } else {
        if at == head { found[at] = ChatwootResolution.none }
        mayInboxesDecide = mayInboxesDecide || references[UInt32(index)].kind == .ofInbox
      }
    }
    if mayInboxesDecide { decideByInbox(inboxes()) }
  }

  /// Returns the index of the reference that replaces the one at `index`: the one in the account that it belongs
  /// to, or the head of the references with that number and without account.
  func resolve(_ index: UInt32) -> UInt32 {
    guard open.contains(Int(index)) else { return index }
    let at = Int(index) - open.lowerBound
    return found[at] == ChatwootResolution.none ? heads[at] : found[at]
  }

  /// Returns true if several accounts have the conversation of the reference at `index`, and nothing tells
  /// which one is meant.
  func isInSeveralAccounts(_ index: UInt32) -> Bool {
    guard open.contains(Int(index)) else { return false }
    let at = Int(index) - open.lowerBound
    return found[at] == ChatwootResolution.none && accountCounts[Int(heads[at]) - open.lowerBound] > 1
  }

  private func name(_ index: Int) -> Text { references[UInt32(index)].name }

  /// Calls `body` with each reference that names an account and has the number of references without account, in order.
  /// - Parameter head: the index of their head, counted from the first reference without account.
  private func forEachMatch(_ body: (_ head: Int, _ index: Int) -> Void) {
    var (account, at) = (Text.empty, open.lowerBound)
    for index in open.upperBound..<end {
      let reference = references[UInt32(index)]
      if reference.kind == .reported { continue }
      if reference.account != account { (account, at) = (reference.account, open.lowerBound) }
      at = seek(reference.name, from: at)
      if at < open.upperBound, name(at) == reference.name { body(at - open.lowerBound, index) }
    }
  }

  /// Finds the account of each reference that names an inbox, if the inbox belongs to exactly one of the accounts that
  /// have the conversation.
  private mutating func decideByInbox(_ inboxes: InboxAccounts) {
    // The references in accounts, of each conversation that several accounts have: by head, sorted by account.
    var starts = [0]
    starts.reserveCapacity(open.count + 1)
    for count in accountCounts { starts.append(starts[starts.count - 1] + (count > 1 ? Int(count) : 0)) }
    var ends = starts
    var candidates = [UInt32](repeating: 0, count: starts[open.count])
    forEachMatch { head, index in
      if accountCounts[head] <= 1 { return }
      candidates[ends[head]] = UInt32(index)
      ends[head] += 1
    }
    for index in open {
      guard case .ofInbox(let inbox, _) = references[UInt32(index)] else { continue }
      let (at, head) = (index - open.lowerBound, Int(heads[index - open.lowerBound]) - open.lowerBound)
      if accountCounts[head] > 1 {
        found[at] = onlyOne(of: candidates[starts[head]..<ends[head]], in: inboxes[inbox])
      }
    }
  }

  /// Returns the only candidate in one of the accounts, or `none`.
  ///
  /// Goes through the shorter list, so that time stays bounded if both are long.
  private func onlyOne(of candidates: ArraySlice<UInt32>, in accounts: [Text]) -> UInt32 {
    var only = ChatwootResolution.none
    func account(_ at: Int) -> Text { references[candidates[at]].account }
    func take(_ candidate: UInt32) -> Bool {
      defer { only = candidate }
      return only == ChatwootResolution.none
    }
    if candidates.count <= accounts.count {
      for at in candidates.indices {
        let place = accounts.indices.partitioningIndex { !(accounts[$0] < account(at)) }
        if place < accounts.count, accounts[place] == account(at), !take(candidates[at]) {
          return ChatwootResolution.none
        }
      }
    } else {
      for name in accounts {
        let at = candidates.indices.partitioningIndex { !(account($0) < name) }
        if at < candidates.endIndex, account(at) == name, !take(candidates[at]) {
          return ChatwootResolution.none
        }
      }
    }
    return only
  }

  /// Returns the first index from `index` on, among those without account, whose number is not less than
  /// `number`.
  ///
  /// Gallops, because the result is usually near.
  private func seek(_ number: Text, from index: Int) -> Int {
    var (low, step) = (index, 1)
    while low + step <= open.upperBound, name(low + step - 1) < number {
      low += step
      step *= 2
    }
    return (low..<min(low + step - 1, open.upperBound)).partitioningIndex { !(name($0) < number) }
  }
}
