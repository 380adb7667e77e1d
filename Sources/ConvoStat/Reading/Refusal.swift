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

  /// Which keys a record has, since none of the shapes has them.
  init(unknownShapeOf record: Text) {
    reason = .unknownShape
    let keys = topKeys(record, atMost: Refusal.keysShown + 1)
    if keys.isEmpty { return }
    detail.append(literal: "with keys ")
    for (index, key) in keys.prefix(Refusal.keysShown).enumerated() {
      if index > 0 { detail.append(literal: ", ") }
      detail.append(Refusal.excerpt(of: key))
    }
    if keys.count > Refusal.keysShown { detail.append(literal: ", ...") }
  }

  /// A fact line in a run that takes none.
  static var ofFacts: Refusal {
    var refusal = Refusal(.unknownShape)
    refusal.detail.append(literal: "a fact line, which --no-facts refuses")
    return refusal
  }

  /// What a platform answered in place of records.
  init(apiError fields: Fields) {
    reason = .apiError
    for field in [Field.errorCode, .errorRequestID, .errorMessage] {
      let text = fields.text(field)
      if text.isEmpty { continue }
      if !detail.isEmpty { detail.append(UInt8(ascii: " ")) }
      detail.append(text)
    }
  }

  /// What a platform answered in place of records, in a form that has no code.
  init(_ error: ErrorBody) {
    reason = .apiError
    detail = error.text
  }

  /// So many keys are named of a record of unknown shape.
  private static let keysShown = 6

  /// As much of a value as a detail shows.
  static func excerpt(of value: Text) -> Text { value.prefix(100) }
}
