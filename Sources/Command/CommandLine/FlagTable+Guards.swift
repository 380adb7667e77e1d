// The options that set the minimum that a run must find.

import ConvoStat

extension Flag {
  /// The options that keep a run with too little data from replacing anything.
  static let guards: [Flag] = [
    Flag(
      name: "min-records", value: "N", verbs: runs, group: .guards, isRare: true,
      effect: .limits,
      summary: "fail if there are fewer records",
      details:
        "Fail with status 65 if fewer than N records were read, as run.json counts them. No output is "
        + "replaced then.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.guards.minRecords = try value.number(in: 0...Int.max)
      },
      reported: Reported(35) { .number(orNull: $0.guards.minRecords) }),
    Flag(
      name: "newest-within", value: "TIME", verbs: runs, group: .guards, isRare: true,
      effect: .limits,
      summary: "fail if the latest message is older: 26h",
      details:
        "Fail with status 65 if the latest message was created longer ago than TIME (90s, 30m, 26h or "
        + "2d), or if a message is ahead of the clock by more than TIME, unless --as-of now is given, "
        + "which ignores such messages. No output is replaced then.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.guards.newestWithinMilliseconds = try value.durationMilliseconds()
      },
      reported: Reported(36) { .decimal(orNull: $0.guards.newestWithinMilliseconds, places: 3) }),
    Flag(
      name: "max-drop", value: "P", verbs: [.summarize], group: .guards, isRare: true, excludesPartial: true,
      effect: .limits,
      summary: "fail if messages dropped by more than P",
      details:
        "Fail with status 65 if the number of messages dropped by more than P (50% or 0.5) since the "
        + "run that wrote run.json in DIR. No output is replaced then. If DIR has no run.json, there is "
        + "no check.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.guards.maxDropMillionths = try value.shareMillionths()
      },
      reported: Reported(37) { .decimal(orNull: $0.guards.maxDropMillionths.map(Int64.init), places: 6) }),
  ]
}
