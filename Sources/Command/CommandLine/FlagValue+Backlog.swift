// The value of --backlog: a period and a key.

import ConvoStat

extension FlagValue {
  /// Returns the rows of backlog.csv: `hour`, `day` or `week`, with a key of conversations after a colon.
  func backlog() throws(UsageError) -> Backlog {
    let words = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let names = BacklogPeriod.allCases.map(\.rawValue)
    guard let period = words.first.flatMap(BacklogPeriod.init) else {
      throw refused(
        "hour, day or week, with a key as in day:queue",
        hint: nearest(to: words.first ?? "", among: names).map { "did you mean \($0)?" })
    }
    if words.count == 1, let backlog = Backlog(period) { return backlog }
    let keys = Key.named.filter(\.isOfConversations).map(\.name)
    let word = words.last ?? ""
    guard let key = Key(word), word.isUTF8Path, let backlog = Backlog(period, by: key) else {
      let hint = word == "agent" ? "assigned_agent" : nearest(to: word, among: keys)
      throw refused(
        "after the colon one of \(keys.joined(separator: ", ")) and metadata.K",
        hint: hint.map { "did you mean \(period.rawValue):\($0)?" })
    }
    return backlog
  }
}
