// The values of escaped strings, which are not in the block.

/// Owns the values of escaped strings until `forget`.
final class UnescapedTexts {
  // SAFETY: an unescaped value is never longer than its token, so both functions write within what they ask for. The caller
  // uses no text after `forget`.
  private let store = ByteStore()

  /// Returns the value of a scanned string.
  ///
  /// Eight bytes can be read at its start.
  func text(of token: StringToken) -> Text {
    store.keep(atMost: token.count + 8) { unescape(token, to: $0) }
  }

  /// Returns a text with bytes put before it.
  ///
  /// Eight bytes can be read at its start.
  func text(of beginning: [UInt8], _ text: Text) -> Text {
    store.keep(atMost: beginning.count + text.count + 8) { target in
      target.update(from: beginning, count: beginning.count)
      (target + beginning.count).update(from: text.start, count: text.count)
      return beginning.count + text.count
    }
  }

  /// Invalidates all texts that were returned, and keeps some memory for the next ones.
  func forget() { store.reuse() }
}
