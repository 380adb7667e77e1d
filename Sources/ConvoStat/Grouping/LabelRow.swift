// The label of a row of a table by labels, or the labels that its conversations have together, so that `(others)`
// counts a conversation once.

/// The label in the key of a row.
///
/// With `--max-groups`, a conversation with several labels counts in a row for each of them, and in one row of
/// all of them together. A group that has a row of its own takes the first ones; `(others)` takes the last one,
/// so that it counts the conversation once, however many of its labels were folded.
struct LabelRow {
  enum Kind {
    /// All conversations with the label, or those with no other label.
    case alone
    /// The conversations that have other labels too.
    case together
    /// The conversations with exactly the labels of a list.
    case combination
  }

  let kind: Kind
  /// The label, or the list of labels.
  let text: Text

  /// No label contains this byte.
  private static let mark: UInt8 = 0

  /// Reads the text of a key.
  init(key: Text) {
    let marks = key.bytes.prefix(2).prefix { $0 == LabelRow.mark }.count
    kind = marks == 0 ? .alone : marks == 1 ? .together : .combination
    text = key.suffix(from: marks)
  }

  /// Calls `body` with the text of each row in which a conversation with these labels counts, valid during the call.
  static func forEachKey(of labels: Labels, _ body: (Text) -> Void) {
    // A label that is literally named "(none)" is in a row that is never folded, so it shares none with others.
    let names = labels.filter { $0 != .withoutKey }
    if names.count < 2 {
      for label in labels { body(label) }
      return
    }
    for label in labels {
      if label == .withoutKey { body(label) } else { ([mark] + label.bytes).withText(body) }
    }
    ([mark, mark] + Labels.joined(names)).withText(body)
  }
}
