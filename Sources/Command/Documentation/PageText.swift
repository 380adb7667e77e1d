// A page of the documentation as plain text for a terminal.

/// Markdown as the pages use it: headings, paragraphs, lists, code and tables.
struct PageText {
  private let width: Int
  private(set) var text = ""
  /// The lines of the paragraph or item that is being read.
  private var paragraph = ""
  /// The indent of the first line of the paragraph, and of the others.
  private var indent = (first: 0, rest: 0)
  private var rows: [[String]] = []

  /// Renders a page, or the section under the heading `section`.
  init(_ markdown: String, section: String? = nil, width: Int) {
    self.width = width
    let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
    var isInside = section == nil
    var isCode = false
    for line in lines {
      if line.hasPrefix("## ") || line.hasPrefix("# "), !isCode, let section {
        isInside = line == "## \(section)"
      }
      if !isInside { continue }
      if line.drop(while: { $0 == " " }).hasPrefix("```") {
        end()
        if !isCode { separate() }
        isCode.toggle()
      } else if isCode {
        text += line.isEmpty ? "\n" : "    \(line)\n"
      } else {
        add(line)
      }
    }
    end()
  }

  /// Adds a line that is not code.
  private mutating func add(_ line: Substring) {
    let content = line.drop { $0 == " " }
    let spaces = line.count - content.count
    if content.isEmpty || content.hasPrefix("<!--") || content.hasPrefix("![") {
      end()
    } else if content.hasPrefix("|") {
      if rows.isEmpty { end() }
      let cells = PageText.cells(of: content)
      let isRule = cells.allSatisfy { $0.allSatisfy { "-:".contains($0) } && !$0.isEmpty }
      if !isRule { rows.append(cells.map(PageText.plain)) }
    } else if content.hasPrefix("#") {
      heading(content)
    } else if let marker = content.prefixMatch(of: #/(?:-|[0-9]+\.) /#)?.output {
      let isFirst = indent.rest == 0
      end(keepsList: true)
      // Items follow each other without an empty line.
      if isFirst { separate() }
      paragraph = String(content)
      indent = (spaces, spaces + marker.count)
    } else {
      if !rows.isEmpty { end() }
      if paragraph.isEmpty { separate() }
      paragraph += (paragraph.isEmpty ? "" : " ") + content
    }
  }

  private mutating func heading(_ line: Substring) {
    end()
    separate()
    let title = PageText.plain(String(line.drop { $0 == "#" }.dropFirst()))
    let isPage = line.hasPrefix("# ")
    text +=
      isPage ? title.uppercased() + "\n" : title + "\n" + String(repeating: "-", count: title.count) + "\n"
  }

  /// Ends the paragraph, item or table.
  private mutating func end(keepsList: Bool = false) {
    if !paragraph.isEmpty {
      text += PageText.plain(paragraph).wrapped(indent: indent.rest, first: indent.first, width: width)
    }
    if !rows.isEmpty {
      separate()
      text += PageTable(rows: rows).text(width: width)
    }
    (paragraph, rows) = ("", [])
    if !keepsList { indent = (0, 0) }
  }

  /// Adds an empty line, unless the text ends with one.
  private mutating func separate() {
    if !text.isEmpty && !text.hasSuffix("\n\n") { text += "\n" }
  }

  /// Returns the cells of a row; `\|` is a bar in a cell.
  private static func cells(of row: Substring) -> [String] {
    var cells = [""]
    var isEscaped = false
    for character in row.dropFirst() {
      if character == "|" && !isEscaped {
        cells.append("")
      } else {
        if character == "|" { cells[cells.count - 1].removeLast() }
        cells[cells.count - 1].append(character)
      }
      isEscaped = character == "\\"
    }
    // What follows the last bar is no cell.
    return cells.dropLast().map { cell in
      String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// Returns a text without the marks of Markdown: links become their text.
  ///
  /// Code keeps its marks only if it has no letter or digit, as in `,`.
  static func plain(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().map { index, part in
      if index % 2 == 1 { return part.contains { $0.isLetter || $0.isNumber } ? String(part) : "`\(part)`" }
      return String(part).replacing("**", with: "")
    }.joined()
      .replacing(#/!?\[([^\]\[]+)\]\([^)]*\)/#) { String($0.output.1) }
  }
}
