// The options of report.html.

import ConvoStat

extension Flag {
  /// The options that change nothing but the report.
  static let ofReport: [Flag] = [
    Flag(
      name: "title", value: "TEXT", verbs: [.summarize, .merge], group: .output, isRare: true,
      excludesPartial: true, needs: "report",
      summary: "the title of report.html",
      details:
        "The title of report.html, such as Support in November. The default is Customer conversations. Needs --report.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.title = try value.notEmpty() },
      reported: Reported(47) { .string(orNull: $0.title) }),
    Flag(
      name: "against", value: "DIR", verbs: [.summarize, .merge], group: .output, isRare: true,
      excludesPartial: true, needs: "report",
      effect: .tables,
      summary: "show what changed since the run in DIR",
      details:
        "Show in report.html what changed since an earlier run, whose output directory is DIR, by the rules of compare: in "
        + "the cards, as a faint line in the charts of days, and in a section. DIR may be that of --out. Needs --report.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.against = try value.path() },
      reported: Reported(53) { .string(orNull: $0.against?.printablePath) }),
  ]
}
