// Days far from all others, which set the period of the page.

import ConvoStat

extension ReportPage {
  /// A sentence for each end of the period that few messages set, far from all others.
  ///
  /// Such dates come from clocks that were reset and from fields that were empty: 1 January 1970.
  var farDays: [String] {
    let days = self.days.rows.compactMap { row in
      row[.day].day.map { (number: $0, messages: row.count(.messages)) }
    }
    .sorted { $0.number < $1.number }
    let all = days.reduce(0) { $0 + $1.messages }
    func isFew(_ part: ArraySlice<(number: Int, messages: Int)>) -> Bool {
      part.reduce(0) { $0 + $1.messages } * 100 < all
    }
    let gaps = days.indices.dropFirst().filter {
      days[$0].number - days[$0 - 1].number > CivilDate.farApartDays
    }
    var sentences: [String] = []
    if let gap = gaps.last(where: { isFew(days[..<$0]) }) {
      sentences.append(sentence(of: days[..<gap], "begins", days[gap].number - days[gap - 1].number))
    }
    if let gap = gaps.first(where: { isFew(days[$0...]) }) {
      sentences.append(sentence(of: days[gap...], "ends", days[gap].number - days[gap - 1].number))
    }
    return sentences
  }

  private func sentence(
    of days: ArraySlice<(number: Int, messages: Int)>, _ end: String, _ apart: Int
  ) -> String {
    let messages = days.reduce(0) { $0 + $1.messages }
    let first = CalendarText.day(days.first?.number ?? 0)
    let last = CalendarText.day(days.last?.number ?? 0)
    let when = days.count == 1 ? "on \(first)" : "from \(first) to \(last)"
    let bound = end == "begins" ? "--since" : "--until"
    return
      "The period \(end) \(when) because of \(Quantity.counted(messages, "message")), "
      + "\(Quantity.counted(apart, "day")) from all others: their dates may be wrong. \(bound) leaves them out."
  }
}
