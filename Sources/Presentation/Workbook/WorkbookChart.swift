// The chart of the workbook: the median of first responses as a line over the number of conversations, by day.

import ConvoStat

/// A chart of two measures of by_day.csv, drawn from the cells of its sheet.
struct WorkbookChart {
  /// A measure of the chart.
  private struct Series {
    let title: String
    /// The references to the head and to the values.
    let head: String
    let values: String
    /// The format of the axis.
    let format: String
  }

  private let days: String
  private let volume: Series?
  private let median: Series?

  private static let charts = "http://schemas.openxmlformats.org/drawingml/2006/chart"
  private static let drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
  private static let sheetDrawing = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
  private static let (barColor, lineColor) = ("C3CFDA", "1F5F99")
  /// The size of the chart in EMU, of which an inch has 914400.
  private static let (width, height) = (7_600_000, 3_800_000)

  /// Creates the chart of a sheet.
  ///
  /// - Parameters:
  ///   - columns: the columns of the sheet.
  ///   - lastDay: the number of the last row with a day; the rows with one are the first.
  /// - Returns: `nil` if there is no day, or none of the measures.
  init?(of sheet: WorkbookSheet, _ columns: [Column], lastDay: Int, _ durations: Durations) {
    func column(_ id: ColumnName) -> String? {
      columns.firstIndex { $0.id == id }.map(SheetCells.letters)
    }
    func series(_ id: ColumnName, _ title: String, _ format: String) -> Series? {
      column(id).map { letters in
        Series(
          title: title, head: "\(sheet.reference)!$\(letters)$1",
          values: "\(sheet.reference)!$\(letters)$2:$\(letters)$\(lastDay)", format: format)
      }
    }
    guard lastDay > 1, let day = column(.day) else { return nil }
    days = "\(sheet.reference)!$\(day)$2:$\(day)$\(lastDay)"
    volume = series(.conversations, "conversations", "#,##0")
    median = series(
      .firstResponse(.median), "first response, median (\(durations == .hms ? "h:mm:ss" : "seconds"))",
      durations == .hms ? "[h]:mm:ss" : "#,##0")
    if volume == nil, median == nil { return nil }
  }

  /// Returns the part of the drawing: the chart at a column of its sheet, below the heads.
  static func drawing(at column: Int) -> String {
    WorkbookPart.declaration
      + "<xdr:wsDr xmlns:xdr=\"\(sheetDrawing)\" xmlns:a=\"\(drawing)\"><xdr:oneCellAnchor>"
      + "<xdr:from><xdr:col>\(column)</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row>"
      + "<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx=\"\(width)\" cy=\"\(height)\"/>"
      + "<xdr:graphicFrame macro=\"\"><xdr:nvGraphicFramePr><xdr:cNvPr id=\"2\" name=\"Days\" "
      + "descr=\"First responses and conversations by day\"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>"
      + "<xdr:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/></xdr:xfrm><a:graphic>"
      + "<a:graphicData uri=\"\(charts)\"><c:chart xmlns:c=\"\(charts)\" "
      + "xmlns:r=\"\(WorkbookPart.document)\" r:id=\"rId1\"/></a:graphicData></a:graphic></xdr:graphicFrame>"
      + "<xdr:clientData/></xdr:oneCellAnchor></xdr:wsDr>"
  }

  /// The relation of the drawing to the chart.
  static var drawingRelations: String {
    WorkbookPart.relations([WorkbookPart.relation(1, "chart", "../charts/chart1.xml")])
  }

  /// The part of the chart.
  var part: String {
    let name = [median == nil ? nil : "First response (median)", volume == nil ? nil : "conversations"]
      .compactMap(\.self).joined(separator: " and ")
    return WorkbookPart.declaration
      + "<c:chartSpace xmlns:c=\"\(WorkbookChart.charts)\" xmlns:a=\"\(WorkbookChart.drawing)\" "
      + "xmlns:r=\"\(WorkbookPart.document)\"><c:roundedCorners val=\"0\"/><c:chart>"
      + title("\(name) by day", size: 1200, isBold: true) + "<c:autoTitleDeleted val=\"0\"/>"
      + "<c:plotArea><c:layout/>\(bars)\(line)\(axes)</c:plotArea>"
      + "<c:legend><c:legendPos val=\"b\"/><c:overlay val=\"0\"/></c:legend>"
      + "<c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart></c:chartSpace>"
  }

  private func title(_ text: String, size: Int, isBold: Bool) -> String {
    let font = "sz=\"\(size)\" b=\"\(isBold ? 1 : 0)\""
    return "<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr \(font)/></a:pPr>"
      + "<a:r><a:rPr lang=\"en-US\" \(font)/><a:t>\(text)</a:t></a:r></a:p></c:rich></c:tx>"
      + "<c:overlay val=\"0\"/></c:title>"
  }

  private var bars: String {
    guard let volume else { return "" }
    return "<c:barChart><c:barDir val=\"col\"/><c:grouping val=\"clustered\"/><c:varyColors val=\"0\"/>"
      + "<c:ser><c:idx val=\"0\"/><c:order val=\"0\"/>\(head(volume))<c:spPr>\(fill(WorkbookChart.barColor))"
      + "</c:spPr><c:invertIfNegative val=\"0\"/>\(cells(volume))</c:ser><c:gapWidth val=\"40\"/>"
      + "<c:axId val=\"1\"/><c:axId val=\"2\"/></c:barChart>"
  }

  private var line: String {
    guard let median else { return "" }
    let color = fill(WorkbookChart.lineColor)
    return "<c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>"
      + "<c:ser><c:idx val=\"1\"/><c:order val=\"1\"/>\(head(median))"
      + "<c:spPr><a:ln w=\"22225\">\(color)</a:ln></c:spPr>"
      + "<c:marker><c:symbol val=\"circle\"/><c:size val=\"4\"/><c:spPr>\(color)<a:ln>\(color)</a:ln></c:spPr>"
      + "</c:marker>\(cells(median))<c:smooth val=\"0\"/></c:ser><c:marker val=\"1\"/>"
      + "<c:axId val=\"3\"/><c:axId val=\"4\"/></c:lineChart>"
  }

  private func fill(_ color: String) -> String { "<a:solidFill><a:srgbClr val=\"\(color)\"/></a:solidFill>" }

  private func head(_ series: Series) -> String {
    "<c:tx><c:strRef><c:f>\(series.head)</c:f></c:strRef></c:tx>"
  }

  private func cells(_ series: Series) -> String {
    "<c:cat><c:numRef><c:f>\(days)</c:f></c:numRef></c:cat><c:val><c:numRef><c:f>\(series.values)</c:f></c:numRef></c:val>"
  }

  /// The axes: each measure has its own, and the days of the first are shown.
  private var axes: String {
    (volume.map { dates(1, crosses: 2, isHidden: false) + values(2, crosses: 1, $0, isLeft: true) } ?? "")
      + (median.map {
        dates(3, crosses: 4, isHidden: volume != nil) + values(4, crosses: 3, $0, isLeft: volume == nil)
      } ?? "")
  }

  private func dates(_ id: Int, crosses: Int, isHidden: Bool) -> String {
    "<c:dateAx><c:axId val=\"\(id)\"/><c:scaling><c:orientation val=\"minMax\"/></c:scaling>"
      + "<c:delete val=\"\(isHidden ? 1 : 0)\"/><c:axPos val=\"b\"/>"
      + "<c:numFmt formatCode=\"yyyy\\-mm\\-dd\" sourceLinked=\"0\"/><c:majorTickMark val=\"out\"/>"
      + "<c:minorTickMark val=\"none\"/><c:tickLblPos val=\"low\"/><c:crossAx val=\"\(crosses)\"/>"
      + "<c:crosses val=\"autoZero\"/><c:auto val=\"1\"/><c:lblOffset val=\"100\"/>"
      + "<c:baseTimeUnit val=\"days\"/></c:dateAx>"
  }

  private func values(_ id: Int, crosses: Int, _ series: Series, isLeft: Bool) -> String {
    let grid =
      isLeft
      ? "<c:majorGridlines><c:spPr><a:ln w=\"6350\">\(fill("E3E7EB"))</a:ln></c:spPr></c:majorGridlines>" : ""
    return
      "<c:valAx><c:axId val=\"\(id)\"/><c:scaling><c:orientation val=\"minMax\"/><c:min val=\"0\"/></c:scaling>"
      + "<c:delete val=\"0\"/><c:axPos val=\"\(isLeft ? "l" : "r")\"/>\(grid)"
      + title(series.title, size: 900, isBold: false)
      + "<c:numFmt formatCode=\"\(series.format)\" sourceLinked=\"0\"/><c:majorTickMark val=\"out\"/>"
      + "<c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/><c:crossAx val=\"\(crosses)\"/>"
      + "<c:crosses val=\"\(isLeft ? "autoZero" : "max")\"/></c:valAx>"
  }
}
