// Rows of a table as HTML: figures for people, and on each cell the exact value of the CSV file.

import ConvoStat

/// A table on the page, made of rows of a table.
struct PageTable {
  /// A column on the page.
  struct View {
    let title: String
    let isNumber: Bool
    /// The column of the CSV file; `nil` if the cell is made from several.
    let column: ColumnName?
    /// The head over this column and its neighbours; `nil` for a column of its own.
    var group: String?
    /// Returns the length of time of a cell; `nil` if the column has none.
    var length: ((ReportTable.Row) -> Int64?)?
    /// Returns the HTML of the cell and the value by which it is sorted.
    let cell: (ReportTable.Row, DurationUnit) -> (html: String, value: String)

    /// Creates a column of names from the data.
    static func name(_ title: String, _ column: ColumnName) -> View {
      View(title: title, isNumber: false, column: column) { row, _ in
        (Markup.name(row.text(column)), row.text(column))
      }
    }

    /// Creates a column of names that many rows lack.
    static func optionalName(_ title: String, _ column: ColumnName) -> View {
      View(title: title, isNumber: false, column: column) { row, _ in
        (row[column].isEmpty ? "–" : Markup.name(row.text(column)), row.text(column))
      }
    }

    /// Creates a column of whole numbers.
    static func count(_ title: String, _ column: ColumnName) -> View {
      View(title: title, isNumber: true, column: column) { row, _ in
        (row[column].isEmpty ? "–" : Quantity.count(row.count(column)), row.text(column))
      }
    }

    /// Creates a column of lengths of time.
    static func duration(_ title: String, _ column: ColumnName) -> View {
      View(title: title, isNumber: true, column: column, length: { $0.milliseconds(column) }) { row, unit in
        (unit.text(row.milliseconds(column)), row.text(column))
      }
    }

    /// Creates a column of a median or percentile of latencies, which is grey if it is of too few values.
    static func percentile(
      _ title: String, _ statistic: Statistic, _ column: @escaping (Statistic) -> ColumnName
    ) -> View {
      View(
        title: title, isNumber: true, column: column(statistic),
        length: { $0.milliseconds(column(statistic)) }
      ) { row, unit in
        let shown = unit.percentile(
          row.milliseconds(column(statistic)), statistic, of: row.count(column(.count)))
        return (shown, row.text(column(statistic)))
      }
    }

    /// Creates the columns of a latency under one head: the number of values, their median and their 90th percentile.
    static func latency(_ group: String, _ column: @escaping (Statistic) -> ColumnName) -> [View] {
      let views: [View] = [
        .count("n", column(.count)), .percentile("Median", .median, column),
        .percentile("90th", .p90, column),
      ]
      return views.map { $0.under(group) }
    }

    /// Creates a column of shares or ratios, shown as in the CSV file.
    static func decimal(_ title: String, _ column: ColumnName) -> View {
      View(title: title, isNumber: true, column: column) { row, _ in
        (row[column].isEmpty ? "–" : row.text(column), row.text(column))
      }
    }

    /// Creates a column of shares, shown in percent.
    static func part(_ title: String, _ column: ColumnName) -> View {
      View(title: title, isNumber: true, column: column) { row, _ in
        (Markup.percent(Double(row.text(column))), row.text(column))
      }
    }

    /// Creates a column of one count as a percentage of another.
    static func share(_ title: String, of part: ColumnName, in whole: ColumnName) -> View {
      View(title: title, isNumber: true, column: nil) { row, _ in
        let (part, whole) = (row.count(part), row.count(whole))
        return (
          Markup.percent(part, whole), whole == 0 ? "" : String(Double(part) / Double(whole))
        )
      }
    }

    /// Returns the column under a head.
    func under(_ group: String) -> View {
      var view = self
      view.group = group
      return view
    }
  }

  let table: ReportTable
  let caption: String
  let views: [View]
  let rows: [ReportTable.Row]
  /// The number of rows in the file that the table is taken from; `nil` if it is that of `table`.
  var total: Int?
  /// True if the run writes the file of the table.
  var isWritten = true

  /// The table.
  ///
  /// The first column is the heading of each row.
  var html: String {
    let lengths = views.map { view in view.length.map { rows.compactMap($0) } ?? [] }
    // Columns under one head have one unit, so that they can be compared.
    let units = views.enumerated().map { place, view in
      DurationUnit(
        of: view.group == nil
          ? lengths[place] : zip(views, lengths).filter { $0.0.group == view.group }.flatMap(\.1))
    }
    let source = isWritten ? " data-source=\"\(table.name)\" data-total=\"\(total ?? table.rows.count)\"" : ""
    return PageTable.frame(
      "<table\(source)><caption>\(caption)</caption>"
        + "<thead>\(heads(units))</thead><tbody>\(rows.map { line($0, units) }.joined())</tbody></table>",
      named: caption)
  }

  /// The heads: one row, or two if columns have a common head.
  private func heads(_ units: [DurationUnit]) -> String {
    let isGrouped = views.contains { $0.group != nil }
    var (upper, lower) = ("", "")
    for (place, view) in views.enumerated() {
      let column = view.column.map { " data-column=\"\(Markup.escape($0.text))\"" } ?? ""
      let unit = view.length == nil ? nil : units[place]
      let more =
        column + (unit.map { " data-unit=\"\($0.milliseconds)\"" } ?? "")
        + (view.isNumber ? " class=\"n\"" : "")
      let text = view.title + (unit.map { " <span class=\"unit\">\($0.name)</span>" } ?? "")
      guard let group = view.group else {
        upper += "<th scope=\"col\"\(isGrouped ? " rowspan=\"2\"" : "")\(more)><span>\(text)</span></th>"
        continue
      }
      if place == 0 || views[place - 1].group != group {
        let span = views[place...].prefix { $0.group == group }.count
        upper += "<th scope=\"colgroup\" colspan=\"\(span)\">\(group)</th>"
      }
      lower += "<th scope=\"col\"\(more)>\(text)</th>"
    }
    return "<tr>\(upper)</tr>" + (isGrouped ? "<tr>\(lower)</tr>" : "")
  }

  private func line(_ row: ReportTable.Row, _ units: [DurationUnit]) -> String {
    let key = JSONValue.array(row.key.map(JSONValue.string)).line
    let cells = views.enumerated().map { index, view in
      let (html, value) = view.cell(row, units[index])
      let tag = index == 0 ? "th scope=\"row\"" : "td"
      return "<\(tag)\(view.isNumber ? " class=\"n\"" : "") data-v=\"\(Markup.escape(value))\">\(html)</"
        + "\(index == 0 ? "th" : "td")>"
    }
    return "<tr data-key=\"\(Markup.escape(key))\">\(cells.joined())</tr>\n"
  }

  /// Returns content in a frame that scrolls sideways, also by keyboard.
  static func frame(_ content: String, named name: String) -> String {
    "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"\(Markup.escape(name))\">\(content)</div>"
  }

  /// Returns a table that no CSV file has.
  ///
  /// The cells are HTML.
  static func plain(_ caption: String, heads: [String], rows: [[String]], numbersFrom: Int = 1) -> String {
    func cell(_ tag: String, _ index: Int, _ text: String) -> String {
      "<\(tag)\(index >= numbersFrom ? " class=\"n\"" : "")>\(text)</\(tag.prefix(2))>"
    }
    let head = heads.enumerated().map { cell("th scope=\"col\"", $0, $1) }.joined()
    let body = rows.map { row in
      "<tr>"
        + row.enumerated().map { cell($0 == 0 ? "th scope=\"row\"" : "td", $0, $1) }.joined() + "</tr>\n"
    }
    return frame(
      "<table><caption>\(caption)</caption><thead><tr>\(head)</tr></thead><tbody>\(body.joined())</tbody></table>",
      named: caption)
  }

  /// Returns content that is folded at first on a phone, with JavaScript.
  static func foldedOnPhones(_ summary: String, _ content: String) -> String {
    "<details class=\"phone\" open><summary>\(summary)</summary>\(content)</details>"
  }

  /// Returns content that is folded at first.
  static func folded(_ summary: String, _ content: String) -> String {
    "<details><summary>\(summary)</summary>\(content)</details>"
  }
}
