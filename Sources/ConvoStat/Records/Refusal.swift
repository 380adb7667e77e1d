// What a reader says of a record that it cannot use.

/// Why a record was refused, with what there is to say about it.
struct Refusal: Error {
  var reason: RejectReason
  var detail: [UInt8] = []

  init(_ reason: RejectReason) { self.reason = reason }

  /// - Parameters:
  ///   - key: the key whose value is at fault.
  ///   - value: the value as it stands in the record; a long one is cut.
  init(_ reason: RejectReason, _ key: StaticString, _ value: Text) {
    self.reason = reason
    detail.append(literal: key)
    detail.append(literal: " ")
    if value.isEmpty { detail.append(literal: "is missing") }
    detail.append(Refusal.excerpt(of: value))
  }

  /// As much of a value as a detail shows.
  static func excerpt(of value: Text) -> Text { value.prefix(100) }
}
