// A histogram as bars, large with a scale or small next to a name.

import ConvoStat
import System

/// The picture of a histogram.
struct HistogramChart {
  let histogram: Histogram
  /// The noun for the values, in the plural: `responses`.
  let values: String
  /// The times within which customers should be answered.
  var targets: [ServiceLevels.Level] = []
  /// The bin that begins at zero.
  ///
  /// Bars below it are drawn as negative.
  private var zeroBin: Int? { histogram.scale.marks.firstIndex(of: 0).map { $0 + 1 } }

  /// The bins from the first to the last that is not empty, with one more at each end.
  private var bins: Range<Int> {
    let used = histogram.counts.indices.filter { histogram.counts[$0] > 0 }
    guard let first = used.first, let last = used.last else { return 0..<histogram.counts.count }
    return max(0, first - 1)..<min(histogram.counts.count, last + 2)
  }

  /// The chart with its scale, and in words the bin with the most values.
  var svg: String {
    let (width, height, left, bottom, top) = (640.0, 212.0, 66.0, 40.0, 12.0)
    let bins = bins
    let step = (width - left - 8) / Double(bins.count)
    let total = max(histogram.count, 1)
    var content = ""
    for part in shares {
      let y = Markup.length(height - bottom - (height - bottom - top) * Double(part) / Double(topShare))
      content +=
        "<line class=\"grid\" x1=\"\(Int(left))\" x2=\"\(Int(width) - 8)\" y1=\"\(y)\" y2=\"\(y)\"/>"
        + "<text class=\"end\" x=\"\(Int(left) - 6)\" y=\"\(y)\" dy=\"4\">\(part) %</text>"
    }
    for (index, bin) in bins.enumerated() {
      let x = left + step * Double(index)
      let count = histogram.counts[bin]
      let share = Double(count) / Double(total) * 100
      let tall = (height - bottom - top) * share / Double(topShare)
      content +=
        "<rect class=\"\(isNegative(bin) ? "bar odd" : "bar")\" x=\"\(Markup.length(x + 1))\" "
        + "y=\"\(Markup.length(height - bottom - tall))\" width=\"\(Markup.length(max(1, step - 2)))\" "
        + "height=\"\(Markup.length(tall))\"><title>\(histogram.scale.label(of: bin)): "
        + "\(Quantity.count(count))</title></rect>"
      if bin > 0, index > 0, index % labelStep(step) == 0 {
        content +=
          "<text class=\"middle\" x=\"\(Markup.length(x))\" y=\"\(Int(height - bottom) + 19)\">"
          + "\(Histogram.Scale.short(histogram.scale.marks[bin - 1]))</text>"
      }
    }
    for target in targets {
      guard let part = histogram.scale.position(of: target.milliseconds) else { continue }
      let x = left + step * (part - Double(bins.lowerBound))
      if x < left || x > left + step * Double(bins.count) { continue }
      content +=
        "<line class=\"target\" x1=\"\(Markup.length(x))\" x2=\"\(Markup.length(x))\" y1=\"\(Int(top))\" "
        + "y2=\"\(Int(height - bottom))\"><title>Target: \(Markup.target(target))</title></line>"
    }
    content +=
      "<line class=\"axis\" x1=\"\(Int(left))\" x2=\"\(Int(width) - 8)\" y1=\"\(Int(height - bottom))\" "
      + "y2=\"\(Int(height - bottom))\"/>"
    return "<svg viewBox=\"0 0 \(Int(width)) \(Int(height - 12))\" role=\"img\" "
      + "aria-label=\"\(Markup.escape(words))\">\(content)</svg>"
  }

  /// A small chart of all bins, so that many can be compared.
  ///
  /// Hidden from screen readers, which have the table instead.
  var sparkline: String {
    let (step, height) = (5.0, 26.0)
    let bars = histogram.counts.enumerated().filter { $0.element > 0 }.map { bin, count in
      let tall = max(1, height * Double(count) / Double(max(histogram.peak, 1)))
      return "<rect class=\"bar\" x=\"\(Markup.length(step * Double(bin)))\" "
        + "y=\"\(Markup.length(height - tall))\" width=\"4\" height=\"\(Markup.length(tall))\"/>"
    }
    let width = Int(step) * histogram.counts.count
    return "<svg class=\"spark\" viewBox=\"0 0 \(width) \(Int(height) + 1)\" aria-hidden=\"true\">"
      + "\(bars.joined())<line class=\"axis\" x1=\"0\" x2=\"\(width)\" y1=\"26.5\" y2=\"26.5\"/></svg>"
  }

  /// The counts as a table.
  func table(_ caption: String) -> String {
    let total = histogram.count
    return PageTable.plain(
      caption, heads: ["Between", "Number", "Share"],
      rows: bins.map { bin in
        let count = histogram.counts[bin]
        return [histogram.scale.label(of: bin), Quantity.count(count), Markup.percent(count, total)]
      })
  }

  private var words: String {
    guard histogram.count > 0, let peak = histogram.counts.firstIndex(of: histogram.peak) else {
      return "No \(values)."
    }
    return "\(Quantity.count(histogram.count)) \(values). The most frequent lie at "
      + "\(histogram.scale.label(of: peak)): \(Quantity.count(histogram.peak))."
  }

  private func isNegative(_ bin: Int) -> Bool { zeroBin.map { bin < $0 } ?? false }

  private func labelStep(_ step: Double) -> Int { step < 32 ? 3 : step < 72 ? 2 : 1 }

  /// The share at the upper end of the scale, in percent.
  private var topShare: Int {
    let peak = Double(histogram.peak) / Double(max(histogram.count, 1)) * 100
    return [5, 10, 20, 30, 40, 60, 80].first { Double($0) >= peak } ?? 100
  }

  private var shares: [Int] { [0, topShare / 2, topShare] }
}

extension Histogram.Scale {
  /// Returns the bin of a value, plus the part of the bin that lies below the value; `nil` outside of all marks.
  ///
  /// The scale between two marks is logarithmic, except next to zero.
  fileprivate func position(of value: Int64) -> Double? {
    guard let next = marks.firstIndex(where: { $0 > value }), next > 0 else { return nil }
    let (low, high, at) = (Double(marks[next - 1]), Double(marks[next]), Double(value))
    return Double(next) + (low <= 0 ? (at - low) / (high - low) : log(at / low) / log(high / low))
  }
}
