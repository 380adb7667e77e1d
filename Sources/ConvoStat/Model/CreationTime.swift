// When a conversation was created, as it is kept among its attributes: only where something asks for it.

extension Facts {
  /// Notes when the record being read says that its conversation was created; nothing if it does not say.
  /// - Parameter isRare: whether hardly any other record says it of the same conversation.
  func observe(created index: Int, _ milliseconds: Int64?, isRare: Bool = false) {
    guard let milliseconds else { return }
    let text = spell(milliseconds)
    if isRare { observe(rareExtra: index, text) } else { observe(extra: index, text) }
  }
}

extension Text {
  /// The milliseconds that are kept as digits; nil where there are none.
  var keptMilliseconds: Int64? {
    isEmpty ? nil : bytes.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
  }
}
