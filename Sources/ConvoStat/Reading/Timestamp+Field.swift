// Timestamps read from the fields of a record.

extension Timestamp {
  /// Reads the value of a field.
  /// - Parameter lastDate: the date of the time that was read before.
  @inline(__always)
  init(_ fields: borrowing Fields, _ field: Field, _ lastDate: inout LastDate) {
    let kind = fields.kind(field)
    if kind == .absent {
      self = .missing
    } else if kind == .string {
      self.init(fields.text(field), &lastDate)
    } else {
      self.init(unusual: fields, field)
    }
  }

  @inline(never)
  private init(unusual fields: borrowing Fields, _ field: Field) {
    switch fields.kind(field) {
    case .absent, .null: self = .missing
    case .string, .escapedString, .number: self.init(fields.text(field))
    default: self = .unreadable
    }
  }
}
