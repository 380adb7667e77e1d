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

  /// What the cursor says of bytes that are no JSON, and at which of them.
  init(_ problem: JSONError.Problem, at byte: Int) {
    reason = problem == .tooDeep ? .tooDeep : .badJSON
    detail.append(literal: "at byte ")
    detail.append(decimal: byte)
  }

  /// As much of a value as a detail shows.
  static func excerpt(of value: Text) -> Text { value.prefix(100) }
}
