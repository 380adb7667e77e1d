// The tables that --by asks for, each as a part of the page.

import ConvoStat

extension ReportPage {
  /// The maximum number of these tables on the page.
  static let mostBreakdowns = 10

  /// The tables of `--by`, except those that other parts have.
  var breakdownSections: [Section] {
    breakdowns.filter { $0.breakdown != Breakdown.hours }.prefix(Self.mostBreakdowns).enumerated().map {
      place, item in
      section(of: item.breakdown, item.table, id: "by-\(place + 1)")
    }
  }

  private func section(of breakdown: Breakdown, _ table: ReportTable, id: String) -> Section {
    let names = breakdown.keys.map { Self.name(of: $0) }
    let title = "By \(names.joined(separator: ", "))"
    let isOfTimes = breakdown.keys.allSatisfy(\.isTime)
    // Times are in their order, the last ones if there are too many.
    let ranked = isOfTimes ? table.rows : Self.ranked(table.rows, by: .conversations)
    let shown =
      isOfTimes ? Array(ranked.suffix(ReportPage.mostRows)) : Array(ranked.prefix(ReportPage.mostRows))
    let page = PageTable(
      table: table, caption: isOfTimes ? title : "\(title), by number of conversations",
      views: keyViews(table)
        + [.count("Conversations", .conversations), .count("Messages", .messages)]
        + latencyViews("First response", .firstResponse)
        + PageTable.View.latency("Response", { .response($0) })
        + [.count("Unanswered", .unanswered)] + ratingViews, rows: shown)
    let left = ranked.count - shown.count
    let labels =
      breakdown.keys.contains(.label)
      ? "<p>A conversation with several labels counts once for each of them.</p>" : ""
    return Section(
      id: id, title: title,
      content: labels + page.html
        + (left == 0
          ? ""
          : "<p class=\"note\">\(Quantity.count(shown.count)) of \(Quantity.counted(ranked.count, "row")) are shown; "
            + "all are in <code>\(Markup.escape(table.name))</code>.</p>"))
  }

  /// Returns the columns of the keys, without those that are the same in all rows.
  private func keyViews(_ table: ReportTable) -> [PageTable.View] {
    let told = table.keys.enumerated().filter { place, column in
      let isCompanion = [.source, .accountID].contains(column) && table.keys.count > 1
      return !isCompanion || Set(table.rows.map { $0.key[place] }).count > 1
    }.map { PageTable.View.name(Self.title(of: $0.element), $0.element) }
    return told
  }

  private static func name(of key: Key) -> String {
    switch key {
    case .metadata(let name): Markup.escape(name)
    case .rating: "rating"
    default: key.name.replacing("_", with: " ")
    }
  }

  private static func title(of column: ColumnName) -> String {
    let text = column.text.hasPrefix("metadata.") ? String(column.text.dropFirst(9)) : column.text
    let words = text == ColumnName.rating.text ? "rating" : text.replacing("_", with: " ")
    return Markup.escape(words.prefix(1).uppercased() + words.dropFirst())
  }
}

// The ratings of customers.
extension ReportPage {
  /// True if the tables have ratings, and any conversation has one.
  var hasRatings: Bool {
    guard summary.has(.ratingCount), let all = summary.rows.first else { return false }
    return all.count(.ratingCount) > 0
  }

  /// The columns of ratings; empty without one.
  var ratingViews: [PageTable.View] {
    guard hasRatings else { return [] }
    let views: [PageTable.View] = [.count("n", .ratingCount), .decimal("Mean", .ratingMean)]
    return views.map { $0.under("Rating") }
  }

  /// Returns the card of ratings; empty without one.
  func ratingCard(_ all: ReportTable.Row) -> String {
    guard hasRatings else { return "" }
    let count = all.count(.ratingCount)
    return card(
      "Rating, mean", figure(all, .ratingMean, all.text(.ratingMean)),
      [
        "of \(figure(all, .ratingCount, Quantity.count(count))) rating\(count == 1 ? "" : "s")",
        "\(Markup.percent(count, all.count(.conversations))) of the conversations",
      ], "The mean of all ratings of customers that are numbers.")
  }
}
