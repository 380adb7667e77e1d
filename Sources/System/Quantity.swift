// Numbers for people.

/// The formats of counts, sizes and durations.
package enum Quantity {
  /// Returns 1204 as `1,204`.
  package static func count(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return (number < 0 ? "-" : "") + text
  }

  /// Returns `1 line` or `1,204 lines`.
  package static func counted(_ number: Int, _ noun: String) -> String {
    "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// Returns 500000 millionths as `50%`.
  package static func percent(millionths: Int) -> String {
    let (whole, rest) = millionths.quotientAndRemainder(dividingBy: 10_000)
    var digits = String(String(10_000 + rest).dropFirst())
    while digits.last == "0" { digits.removeLast() }
    return "\(whole)\(digits.isEmpty ? "" : "." + digits)%"
  }

  /// Returns bytes with a decimal unit: `88.1 MB`.
  package static func bytes(_ number: Int) -> String {
    if number < 1000 { return "\(number) B" }
    var tenths = (number + 50) / 100
    for unit in ["kB", "MB", "GB"] {
      if tenths < 10_000 { return "\(tenths / 10).\(tenths % 10) \(unit)" }
      tenths = (tenths + 500) / 1000
    }
    return "\(count(tenths / 10)).\(tenths % 10) TB"
  }

  /// Returns milliseconds in the two greatest units that matter: `0.42 s`, `2 min 5 s`, `3 h 12 min`, `4 d 3
  /// h`.
  package static func duration(milliseconds: Int64) -> String {
    if milliseconds < 0 { return "-" + duration(milliseconds: milliseconds == .min ? .max : -milliseconds) }
    if milliseconds < 59_950 {
      let hundredths = (milliseconds + 5) / 10
      if hundredths < 1000 {
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) s"
      }
      let tenths = (milliseconds + 50) / 100
      return "\(tenths / 10).\(tenths % 10) s"
    }
    let seconds = milliseconds / 1000 + (milliseconds % 1000 + 500) / 1000
    if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
    if seconds < 86_400 { return "\(seconds / 3600) h \(seconds / 60 % 60) min" }
    return "\(count(Int(seconds / 86_400))) d \(seconds / 3600 % 24) h"
  }
}
