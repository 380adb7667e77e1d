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
    /// Returns the HTML of the cell and the value by which it is sorted.
    let cell: (ReportTable.Row) -> (html: String, value: String)

    /// Creates a column of names from the data.
    static func name(_ title: String, _ column: ColumnName) -> View {
      View(title: title, isNumber: false, column: column) { (Markup.name($0.text(column)), $0.text(column)) }
    }

    /// Creates a column of names that many rows lack.
    static func optionalName(_ title: String, _ column: ColumnName) -> View {
      View(title: title, isNumber: false, column: column) { row in
        (row[column].isEmpty ? "–" : Markup.name(row.text(column)), row.text(column))
      }
    }

    /// Creates a column of whole numbers.
    static func count(_ title: String, _ column: ColumnName) -> View {
      View(title: title, isNumber: true, column: column) { row in
        (row[column].isEmpty ? "–" : Quantity.count(row.count(column)), row.text(column))
      }
    }

    /// Creates a column of seconds, shown in the units that matter.
    static func duration(_ title: String, _ column: ColumnName) -> View {
      View(title: title, isNumber: true, column: column) { row in
        (Markup.duration(row.milliseconds(column)), row.text(column))
      }
    }

    /// Creates a column of a median or percentile of latencies, which is grey if it is of too few values.
    static func percentile(
      _ title: String, _ statistic: Statistic, _ column: @escaping (Statistic) -> ColumnName
    ) -> View {
      View(title: title, isNumber: true, column: column(statistic)) { row in
        let shown = Markup.percentile(
          row.milliseconds(column(statistic)), statistic, of: row.count(column(.count)))
        return (shown, row.text(column(statistic)))
      }
    }

    /// Creates a column of shares or ratios, shown as in the CSV file.
    static func decimal(_ title: String, _ column: ColumnName) -> View {
      View(title: title, isNumber: true, column: column) { row in
        (row[column].isEmpty ? "–" : row.text(column), row.text(column))
      }
    }

    /// Creates a column of shares, shown in percent.
    static func part(_ title: String, _ column: ColumnName) -> View {
      View(title: title, isNumber: true, column: column) { row in
        (Markup.percent(Double(row.text(column))), row.text(column))
      }
    }

    /// Creates a column of one count as a percentage of another.
    static func share(_ title: String, of part: ColumnName, in whole: ColumnName) -> View {
      View(title: title, isNumber: true, column: nil) { row in
        let (part, whole) = (row.count(part), row.count(whole))
        return (
          Markup.percent(part, whole), whole == 0 ? "" : String(Double(part) / Double(whole))
        )
      }
    }
  }

  let table: ReportTable
  let caption: String
  let views: [View]
  let rows: [ReportTable.Row]
  /// The number of rows in the file that the table is taken from; `nil` if it is that of `table`.
  var total: Int?

  /// The table.
  ///
  /// The first column is the heading of each row.
  var html: String {
    let heads = views.map { view in
      let column = view.column.map { " data-column=\"\(Markup.escape($0.text))\"" } ?? ""
      return "<th scope=\"col\"\(column)\(view.isNumber ? " class=\"n\"" : "")>\(view.title)</th>"
    }
    return PageTable.frame(
      "<table data-source=\"\(table.name)\" data-total=\"\(total ?? table.rows.count)\"><caption>\(caption)</caption><thead><tr>\(heads.joined())</tr></thead>"
        + "<tbody>\(rows.map(line).joined())</tbody></table>", named: caption)
  }

  private func line(_ row: ReportTable.Row) -> String {
    let key = JSONValue.array(row.key.map(JSONValue.string)).line
    let cells = views.enumerated().map { index, view in
      let (html, value) = view.cell(row)
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

  /// Returns content that is folded at first.
  static func folded(_ summary: String, _ content: String) -> String {
    "<details><summary>\(summary)</summary>\(content)</details>"
  }
}
