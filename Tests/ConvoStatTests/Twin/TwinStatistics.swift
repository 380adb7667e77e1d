// Means, percentiles and shares in whole numbers, and how numbers are written.

extension Twin {
  /// The arithmetic of the tables.
  ///
  /// A result is empty if there is nothing to measure.
  enum Statistics {
    /// Returns floor(a / b) for a positive b.
    static func floor(_ a: Int64, _ b: Int64) -> Int64 { a >= 0 ? a / b : -((-a + b - 1) / b) }

    /// Returns a / b rounded to a whole number, half up.
    static func rounded(_ a: Int64, _ b: Int64) -> Int64 { floor(2 * a + b, 2 * b) }

    /// The mean in milliseconds.
    static func mean(_ values: [Int64]) -> Int64? {
      values.isEmpty ? nil : rounded(values.reduce(0, +), Int64(values.count))
    }

    /// The percentile by linear interpolation between closest ranks.
    static func percentile(_ q: Int64, _ values: [Int64]) -> Int64? {
      if values.isEmpty { return nil }
      let x = values.sorted()
      let hundredths = q * Int64(x.count - 1)
      let k = Int(hundredths / 100)
      if k == x.count - 1 { return x[k] }
      return x[k] + rounded((x[k + 1] - x[k]) * (hundredths % 100), 100)
    }

    /// Returns milliseconds as seconds with three decimals.
    static func seconds(_ milliseconds: Int64?) -> String {
      milliseconds.map { decimal($0, digits: 3) } ?? ""
    }

    /// Returns a / b with four decimals, half up.
    static func ratio(_ a: Int, _ b: Int) -> String {
      b == 0 ? "" : decimal(rounded(Int64(a) * 10_000, Int64(b)), digits: 4)
    }

    /// Returns the number of a text in ten-thousandths; `nil` if the text is no number.
    static func tenThousandths(_ text: Text) -> Int64? {
      let parts = text.string.split(separator: "." as Character, omittingEmptySubsequences: false)
      let isNumber = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }
      guard isNumber, parts.count < 3, parts[0].count == 1 || parts[0].first != "0",
        let whole = Int64(parts[0]),
        whole < 100_000
      else { return nil }
      let fraction = parts.count == 2 ? String(parts[1]) : ""
      return whole * 10_000 + (Int64((fraction + "0000").prefix(4)) ?? 0)
    }

    /// Returns the mean of ten-thousandths with two decimals, half up.
    static func mean(ofTenThousandths values: [Int64]) -> String {
      values.isEmpty ? "" : decimal(rounded(values.reduce(0, +), 100 * Int64(values.count)), digits: 2)
    }

    private static func decimal(_ value: Int64, digits: Int) -> String {
      var text = String(abs(value))
      while text.count <= digits { text = "0" + text }
      return (value < 0 ? "-" : "") + text.dropLast(digits) + "." + text.suffix(digits)
    }

    /// Returns the figures of values in business time.
    static func business(_ name: String, _ values: [Int64], _ statistics: [String], _ word: String = "hours")
      -> [Cell]
    {
      cells(name, values, statistics).map { cell in
        var cell = cell
        cell.column =
          cell.column.hasSuffix("_count")
          ? "\(name)_\(word)_count" : String(cell.column.dropLast("s".count)) + "\(word)_s"
        return cell
      }
    }

    /// A named cell for each of a list of statistics of some values.
    static func cells(_ name: String, _ values: [Int64], _ statistics: [String]) -> [Cell] {
      statistics.map { statistic in
        if statistic == "count" { return .number("\(name)_count", values.count) }
        let value =
          switch statistic {
          case "mean": mean(values)
          case "median": percentile(50, values)
          case "p90": percentile(90, values)
          case "p95": percentile(95, values)
          case "p99": percentile(99, values)
          case "min": values.min()
          case "max": values.max()
          default: values.isEmpty ? nil : values.reduce(0, +)
          }
        return Cell(column: "\(name)_\(statistic)_s", plain: seconds(value))
      }
    }
  }
}
