// The options of report.html.

import ConvoStat

extension Flag {
  static let ofReport: [Flag] = [
    Flag(
      name: "title", value: "TEXT", verbs: [.summarize, .merge], group: .output, isRare: true,
      excludesPartial: true, needs: "report",
      summary: "the title of report.html",
      details:
        "The title of report.html, such as Support in November. The default is Customer conversations. Needs --report.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.title = try value.notEmpty() },
      reported: Reported(47) { .string(orNull: $0.title) })
  ]
}
