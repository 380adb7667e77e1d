// The kinds of values for which a spreadsheet takes texts.

/// A kind of value for which a spreadsheet takes a text and so changes it.
enum SpreadsheetChange: Int, CaseIterable, Sendable {
  case zeros, digits, exponent, number, percent, currency, fraction, date, time, truth

  /// The name in a warning.
  var name: String {
    switch self {
    case .zeros: "leading zeros"
    case .digits: "more than 15 digits"
    case .exponent: "digits with an E"
    case .number: "numbers"
    case .percent: "percentages"
    case .currency: "amounts of money"
    case .fraction: "fractions"
    case .date: "dates"
    case .time: "times"
    case .truth: "truth values"
    }
  }
}
