// The reason why a reader cannot use a record.

/// The reason of a refusal, with details.
struct Refusal: Error {
  var reason: RejectReason
  var detail: [UInt8] = []

  init(_ reason: RejectReason, detail: String = "") {
    (self.reason, self.detail) = (reason, Array(detail.utf8))
  }

  /// Creates a refusal for the value of a key.
  /// - Parameters:
  ///   - key: the key whose value is wrong.
  ///   - value: the value as written. A long one is cut.
  init(_ reason: RejectReason, _ key: StaticString, _ value: Text) {
    self.reason = reason
    detail.append(literal: key)
    detail.append(literal: " ")
    if value.isEmpty { detail.append(literal: "is missing") }
    detail.append(Refusal.excerpt(of: value))
  }

  /// Creates a refusal for a JSON error at an offset.
  init(_ problem: JSONError.Problem, at byte: Int) {
    reason = problem == .tooDeep ? .tooDeep : .badJSON
    detail.append(literal: "at byte ")
    detail.append(decimal: byte)
  }

  /// Creates a refusal that lists the keys of a record, because no shape has them.
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

  /// A refusal of a fact line by `--no-facts`.
  static var ofFacts: Refusal {
    Refusal(.unknownShape, detail: "a fact line, which --no-facts refuses")
  }

  /// Creates a refusal for an error that a platform answered instead of records.
  init(apiError fields: Fields) {
    reason = .apiError
    for field in [Field.errorCode, .errorRequestID, .errorMessage] {
      let text = fields.text(field)
      if text.isEmpty { continue }
      if !detail.isEmpty { detail.append(UInt8(ascii: " ")) }
      detail.append(text)
    }
  }

  /// Creates a refusal for an error that has no code.
  init(_ error: ErrorBody) {
    reason = .apiError
    detail = error.text
  }

  /// Maximum number of keys listed for a record of unknown shape.
  private static let keysShown = 6

  /// Returns the beginning of a value, as long as a detail shows it.
  static func excerpt(of value: Text) -> Text { value.prefix(100) }
}
