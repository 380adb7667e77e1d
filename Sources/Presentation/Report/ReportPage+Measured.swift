// The part of the page that says how its figures were measured.

import ConvoStat

extension ReportPage {
  /// The sentences about measures.
  var meanings: Meanings { Meanings(options: run.options) }

  /// The maximum number of inputs that are named.
  private static let mostInputs = 20

  /// The options that change what a figure means, in a sentence; empty if there are none.
  var changedMeanings: String {
    let options = run.options.stated.filter(\.changesMeaning).map { Self.code($0.short) }
    return options.isEmpty
      ? "" : "<p class=\"note\">Measured with \(options.joined(separator: ", ")).</p>"
  }

  /// The options, the period, the inputs and the meaning of each measure, folded.
  var measured: Section {
    let rows =
      [
        ("Options", stated), ("Conversations that count", filters), ("As of", asOf),
        ("Zone", "\(Markup.escape(zoneName)): times, days, weekdays and hours are of this zone."),
        ("Inputs", inputs),
      ] + (meanings.terms(hasSenderClocks: hasSenderClocks) + targetMeaning).map { ($0.term, $0.meaning) }
    let list = rows.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" }.joined(separator: "\n")
    return Section(
      id: "measured", title: "How this was measured",
      content: changedMeanings
        + PageTable.folded(
          "Options, inputs and the meaning of every measure", "<dl class=\"terms\">\n\(list)\n</dl>"))
  }

  private static func code(_ text: String) -> String { "<code>\(Markup.escape(text))</code>" }

  private var stated: String {
    let options = run.options.stated.map { option in
      let value = option.value.unicodeScalars.count > 300 ? "\(option.value.prefix(300))…" : option.value
      return Self.code(value.isEmpty ? option.name : "\(option.name) \(value)")
    }
    return options.isEmpty
      ? "None that changes a figure: everything is measured by default." : options.joined(separator: "<br>")
  }

  private var filters: String {
    let text = run.options.selection.text
    let counts = run.counts.leftOut
    if text.isEmpty { return "All of the inputs: no filter was given." }
    return "\(Self.code(text)). \(Quantity.counted(counts.conversations, "conversation")) with "
      + "\(Quantity.counted(counts.messages, "message")) \(counts.conversations == 1 ? "was" : "were") left out."
  }

  private var asOf: String {
    guard let moment = run.asOfMilliseconds else { return "No message has a time." }
    let given = run.options.asOfMilliseconds != nil
    return "\(Markup.moment(moment, in: run.options.zone)) (\(Markup.escape(place))), "
      + (given
        ? "as --as-of says: what came later does not count, and open waits are aged at this moment."
        : "the time of the latest message: open waits are aged at this moment.")
  }

  private var inputs: String {
    let bytes = run.inputs.reduce(0) { $0 + $1.bytes }
    let whole =
      "\(Quantity.counted(run.inputs.count, "input")) with \(Quantity.counted(run.counts.lines, "line")) "
      + "(\(Quantity.bytes(bytes)))"
    let names = run.inputs.prefix(Self.mostInputs).map { input in
      "<li>\(Markup.name(input.path.printablePath)): \(Quantity.counted(input.records, "record"))</li>"
    }
    let left = run.inputs.count - names.count
    return whole + (run.options.knownConversations == nil ? "." : ", the parts of a merge.")
      + "<ul>\(names.joined())\(left > 0 ? "<li>and \(Quantity.counted(left, "more input"))</li>" : "")</ul>"
  }
}
