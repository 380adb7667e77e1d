// The creation time of a conversation, stored as an attribute, and only if an option asks for it.

extension Facts {
  /// Observes the creation time of the conversation of the record being read.
  /// - Parameters:
  ///   - milliseconds: milliseconds since 1970. `nil` if the record does not state the time.
  ///   - isRare: true if hardly any other record states the same time.
  func observe(created index: Int, _ milliseconds: Int64?, isRare: Bool = false) {
    guard let milliseconds else { return }
    let text = spell(milliseconds)
    if isRare { observe(rareExtra: index, text) } else { observe(extra: index, text) }
  }
}

extension Text {
  /// The milliseconds that the digits of a stored time spell; `nil` if the text is empty.
  var keptMilliseconds: Int64? {
    isEmpty ? nil : bytes.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
  }
}
