// The options that decide how inputs are read.

import ConvoStat

extension Flag {
  /// The options of inputs.
  static let reading: [Flag] = [
    Flag(
      name: "conversation-from-filename", verbs: runs, group: .reading, isRare: true,
      effect: .records,
      summary: "the file's name is the asapp conversation",
      details:
        "Take the conversation of asapp messages that name none from the name of their file, up to the "
        + "first dot: 01JC7.ndjson.gz has the messages of 01JC7.",
      apply: { (arguments, _) in arguments.options.conversationNaming = .filename },
      reported: Reported(10) { .bool($0.conversationNaming == .filename) }),
    Flag(
      name: "conversation-from-directory", verbs: runs, group: .reading, isRare: true,
      effect: .records,
      summary: "the directory's name is the asapp conversation",
      details:
        "Take the conversation of asapp messages that name none from the name of the directory that has their "
        + "file: 01JC7/messages.json has the messages of 01JC7. Of this option and --conversation-from-filename the "
        + "later one counts.",
      apply: { (arguments, _) in arguments.options.conversationNaming = .directory },
      reported: Reported(41) { .bool($0.conversationNaming == .directory) }),
    Flag(
      name: "account", value: "A", verbs: runs, group: .reading, isRare: true,
      effect: .records,
      summary: "account of chatwoot records without one",
      details:
        "Use A as the account of chatwoot records that name none, and of records that a map reads. "
        + "Without this option the account comes from the other records of the same conversation, if "
        + "they all name the same account.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.account = try value.notEmpty() },
      reported: Reported(11) { .string(orNull: $0.account) }),
    Flag(
      name: "map", value: "FILE", verbs: runs, group: .reading,
      effect: .records,
      summary: "read another platform's records by a map",
      details:
        "Read every record by the map in FILE: JSON that tells, by JSON pointers, where another "
        + "platform keeps conversation, message, role and times. --map FILE=GLOB reads only the inputs whose "
        + "path matches GLOB, such as zendesk.map=dumps/zendesk/ or front.map=front-*.ndjson; it may be given "
        + "several times. Inputs that no map is for, and facts, are read as usual. samples/maps has maps for "
        + "Zendesk, Intercom, Twilio and others; convostat help map explains them. check reports how "
        + "often each pointer found a value, and for a pointer that never did, which keys are there "
        + "instead.",
      apply: { (arguments, value) throws(UsageError) in
        let map = try value.map()
        arguments.options.maps.add(map.map, path: map.path, pattern: map.pattern)
      },
      reported: Reported(12) { $0.maps.reported }),
    // A ledger may have such lines too, so facts --compact takes it.
    Flag(
      name: "max-line-bytes", value: "N", verbs: runs, group: .reading, isRare: true,
      effect: .limits, suitsCompact: true,
      summary: "reject longer lines (default 64M)",
      details:
        "Skip and reject lines longer than N bytes, and longer elements of a file that is one array. "
        + "K, M and G are powers of 1024. The maximum is one byte less than 2G; the default is 64M.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.maxLineBytes = try value.bytes() },
      reported: Reported(32) { .number($0.maxLineBytes) }),
    Flag(
      name: "max-rejects", value: "N", verbs: runs, group: .reading, isRare: true,
      effect: .limits,
      summary: "fail if more than N records are rejected",
      details:
        "Fail with status 65 if more than N lines and elements of pages are rejected. summarize then "
        + "replaces no output except rejects.ndjson.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.maxRejects = try value.number(in: 0...Int.max)
      },
      reported: Reported(29) { .number(orNull: $0.maxRejects) }),
    Flag(
      name: "max-reject-share", value: "P", verbs: runs, group: .reading,
      effect: .limits,
      summary: "fail if more than 5% are rejected",
      details:
        "Fail with status 65 if more than the share P of all lines and elements of pages is rejected, "
        + "or more than the share P of all bytes: 5% or 0.05. Blank lines do not count. summarize then "
        + "replaces no output except rejects.ndjson.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.maxRejectShareMillionths = try value.shareMillionths()
      },
      reported: Reported(30) { .decimal(orNull: $0.maxRejectShareMillionths.map(Int64.init), places: 6) }),
    // compare tells of it, since rejects.ndjson of one run may lack what that of the other has.
    Flag(
      name: "max-reject-bytes", value: "N", verbs: runs, group: .reading, isRare: true,
      effect: .records,
      summary: "size of the file of rejects (default 1G)",
      details:
        "Write at most N bytes of rejects; K, M, G and T are powers of 1024. Further rejects are "
        + "counted but not written, and a warning says so. The default is 1G.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.maxRejectBytes = try value.bytes(upTo: 1 << 50)
      },
      reported: Reported(31) { .number($0.maxRejectBytes) }),
    Flag(
      name: "keep-going", verbs: runs, group: .reading, isRare: true,
      effect: .limits,
      summary: "leave out inputs that cannot be read",
      details:
        "Leave out inputs that cannot be opened or that end too early, and go on with the others. "
        + "Nothing of such an input is counted. The run lists them, also in run.json, and still ends "
        + "with status 66. Without this option nothing is written in that case. The option does not help "
        + "if another input is a pipe.",
      apply: { (arguments, _) in arguments.options.keepsGoing = true },
      reported: Reported(33) { .bool($0.keepsGoing) }),
    Flag(
      name: "no-facts", verbs: runs, group: .reading, isRare: true,
      effect: .records,
      summary: "reject fact lines in dumps",
      details:
        "Reject fact lines as unknown_shape. Fact lines state ranks and times themselves, so somebody "
        + "who can write lines of a dump could override its records with them.",
      apply: { (arguments, _) in arguments.options.refusesFacts = true },
      reported: Reported(34) { .bool($0.refusesFacts) }),
  ]
}
