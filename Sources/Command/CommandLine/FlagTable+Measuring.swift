// The options that decide which conversations count and how they are measured.

import ConvoStat

extension Flag {
  /// The options that select conversations.
  static let selecting: [Flag] = [
    Flag(
      name: "where", value: "KEY=VALUE", verbs: [.summarize, .show], group: .measuring,
      forms: [
        .show: Form(
          value: "KEY=VALUE", summary: "only these rows, or KEY!=VALUE",
          details:
            "Leave out rows unless the key column KEY is VALUE, or with KEY!=VALUE is not VALUE. If a key has several "
            + "conditions with =, one of them must hold; all other conditions must hold together.",
          group: .output)
      ],
      effect: .figures,
      summary: "only these conversations, or KEY!=VALUE",
      details:
        "Leave out conversations unless KEY is VALUE, or with KEY!=VALUE is not VALUE. KEY is a key of "
        + "--by, and VALUE is written as in that table, such as queue=billing, agent=a7 or "
        + "subdivision!=(none). If a key has several conditions with =, one of them must hold; all other "
        + "conditions must hold together. show takes conditions on the key columns of its table.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.conditionTexts.append(value.text)
        do throws(UsageError) {
          let condition = try value.condition()
          if !arguments.options.conditions.contains(condition) {
            arguments.options.conditions.append(condition)
          }
        } catch {
          arguments.wrongCondition = arguments.wrongCondition ?? error
        }
      },
      reported: Reported(4) {
        $0.conditions.isEmpty ? .null : .array($0.shownConditions.map(JSONValue.string))
      }
    ),
    Flag(
      name: "since", value: "T", verbs: [.summarize], group: .measuring,
      effect: .tables, isCarriedAsShown: true,
      summary: "only conversations from T on: 2026-01-05",
      details:
        "Leave out conversations that began before T. T is a date, which means the first moment of that "
        + "day; a month (2026-11), an ISO week (2026-W47), a quarter (2026-Q3) or a year (2026), from its "
        + "first moment; today, yesterday or now; a span back from now (90m, 12h, 7d, 4w); or a time such as "
        + "2026-01-05T09:00:00Z. Dates, periods and times without an offset are in the zone of --timezone. "
        + "run.json and the summary show the moment that T became.",
      apply: { (arguments, value) throws(UsageError) in
        if arguments.isWindowOfLast { arguments.options.window.until = nil }
        arguments.isWindowOfLast = false
        arguments.options.window.since = try value.boundary(now: arguments.now)
      },
      reported: Reported(5) { .moment($0.window.since?.start(in: $0.zone)) }),
    Flag(
      name: "until", value: "T", verbs: [.summarize], group: .measuring,
      effect: .tables, isCarriedAsShown: true,
      summary: "only conversations before T: 2026-01-06",
      details:
        "Leave out conversations that began at T or later; T is written as for --since. A date is the first "
        + "moment of that day, so --since 2026-01-05 --until 2026-01-06 is one day. A month, week, quarter or "
        + "year is covered to its end, so --since 2026-11 --until 2026-11 is November.",
      apply: { (arguments, value) throws(UsageError) in
        if arguments.isWindowOfLast { arguments.options.window.since = nil }
        arguments.isWindowOfLast = false
        arguments.options.window.until = try value.boundary(now: arguments.now)
      },
      reported: Reported(6) { .moment($0.window.until?.end(in: $0.zone)) }),
    // A part for merge carries the moments, as --since and --until.
    Flag(
      name: "last", value: "PERIOD", verbs: [.summarize], group: .measuring,
      choices: CalendarPeriod.allCases.map(\.rawValue),
      summary: "only the last whole day, week, month ...",
      details:
        "Leave out conversations unless they began in the last whole day, week (from Monday), month, quarter "
        + "or year before today, in the zone of --timezone. --last week is --since with its first moment and "
        + "--until with its end.",
      apply: { (arguments, value) throws(UsageError) in
        let boundary = Boundary(last: try value.period(), now: arguments.now)
        arguments.options.window.since = boundary
        arguments.options.window.until = boundary
        arguments.isWindowOfLast = true
      }),
    Flag(
      name: "anchor", value: "WHAT", verbs: [.summarize], group: .measuring, isRare: true,
      choices: Anchor.allCases.map(\.rawValue),
      effect: .figures,
      summary: "window by conversation (default) or message",
      details:
        "Choose what must lie between --since and --until: the first message of a customer, agent or "
        + "bot (conversation, the default), so that each conversation counts in only one day, or any "
        + "such message (message). A conversation counts as a whole or not at all.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.window.anchor = try value.choice()
      },
      reported: Reported(7) { .string(orNull: $0.window.isEverything ? nil : $0.window.anchor.rawValue) }),
  ]

  /// The options that change how conversations are measured.
  static let measuring: [Flag] = [
    Flag(
      name: "within", value: "TIMES", verbs: [.summarize], group: .measuring,
      effect: .figures,
      summary: "shares answered within 30s,1m,5m",
      details:
        "Add columns for each of TIMES: the share of first responses and of responses within that "
        + "time, by each clock, and the number of open waits that are too young to tell; in tables by groups also the "
        + "number of open waits that are older. With --hours, business time counts. Repeat the option for more times.",
      apply: { (arguments, value) throws(UsageError) in
        let more = try value.levels()
        arguments.options.levels = arguments.options.levels?.joined(with: more) ?? more
      },
      reported: Reported(20) { .array(orNull: $0.levels?.levels.map { .string($0.name) }) }),
    Flag(
      name: "hours", value: "FILE", verbs: [.summarize], group: .measuring,
      effect: .figures, readsFile: true, words: [BusinessHours.inboxesWord], isCarriedAsShown: true,
      summary: "measure business time too, by hours in FILE",
      details:
        "Add columns in business time for responses, first responses and waits. Business time is the "
        + "time within the hours that the JSON in FILE states, such as {\"timezone\": \"Europe/Berlin\", "
        + "\"week\": {\"mon\": [[\"09:00\", \"17:00\"]]}, \"holidays\": [\"2026-12-25\"]}; \"queues\" "
        + "states hours of single queues. The word inboxes in place of FILE takes the working hours of each inbox from "
        + "Chatwoot's inbox records.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.hours = try value.hours() },
      reported: Reported(21) { .string(orNull: $0.hours?.text) }),
    Flag(
      name: "as-of", value: "T", verbs: runs, group: .measuring, rareVerbs: [.check, .facts],
      effect: .tables, isCarriedAsShown: true,
      summary: "show the world as it was at T",
      details:
        "Show the world as it was at the moment T: a time such as 2026-01-05T09:00:00Z, now, "
        + "which is the start of the run, or another form of --until; a month, week, quarter or year means "
        + "its end. Later messages and changes of status are ignored, and open waits are aged at T. The default is the "
        + "creation time of the latest message. With this option --newest-within "
        + "ignores messages that are ahead of the clock; check and facts use it only for that.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.asOf = try value.boundary(now: arguments.now)
      },
      reported: Reported(14) { .moment($0.asOfMilliseconds) }),
    Flag(
      name: "shard", value: "I/N", verbs: [.summarize], group: .measuring, isRare: true,
      effect: .records,
      summary: "measure share I, from 0, of N shares",
      details:
        "Measure only the conversations of share I of N; I is from 0 to N-1. All inputs are read "
        + "nevertheless, so that references are resolved and waits are aged at the same moment. Each "
        + "conversation is in exactly one of the N shares, the same one on every machine.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.shard = try value.shard() },
      reported: Reported(13) { .string(orNull: $0.shard.map { "\($0.number)/\($0.count)" }) }),
    Flag(
      name: "order", value: "CLOCK", verbs: [.summarize], group: .measuring, isRare: true,
      choices: MessageOrder.allCases.map(\.rawValue),
      effect: .figures, changesMeaning: true,
      summary: "order by created (default) or client clock",
      details:
        "Order the messages of a conversation by the time at which the platform created them (created, "
        + "the default) or by the clock of their sender (client).",
      apply: { (arguments, value) throws(UsageError) in arguments.options.order = try value.choice() },
      reported: Reported(15) { .string($0.order.rawValue) }),
    Flag(
      name: "wait-from", value: "WHICH", verbs: [.summarize], group: .measuring, isRare: true,
      choices: WaitOpening.allCases.map(\.rawValue),
      effect: .figures, changesMeaning: true,
      summary: "from the first (default) or last message",
      details:
        "Measure a wait from the first customer message in a row (first, the default) or from the last "
        + "one (last).",
      apply: { (arguments, value) throws(UsageError) in arguments.options.waitFrom = try value.choice() },
      reported: Reported(16) { .string($0.waitFrom.rawValue) }),
    Flag(
      name: "resolve-ends-wait", value: "YES", verbs: [.summarize], group: .measuring, isRare: true,
      choices: YesOrNo.allCases.map(\.rawValue),
      effect: .figures, changesMeaning: true,
      summary: "no: a resolution leaves a wait open",
      details:
        "Let the resolution of a conversation end its open wait, such as that of a closing thanks (yes, the default), or "
        + "count such a wait as unanswered (no).",
      apply: { (arguments, value) throws(UsageError) in
        let answer: YesOrNo = try value.choice()
        arguments.options.resolveEndsWait = answer == .yes
      },
      reported: Reported(42) { .bool($0.resolveEndsWait) }),
    Flag(
      name: "sessions", value: "GAP", verbs: [.summarize], group: .measuring, isRare: true,
      effect: .figures, changesMeaning: true,
      summary: "cut conversations: 24h of silence, resolved",
      details:
        "Cut conversations that never end into sessions, each of which is measured and counted as a conversation of its "
        + "own: where a message comes more than GAP, such as 24h, after the last one, if it is the customer's or nobody "
        + "waits for an answer; or, with the word resolved, at the first message after a resolution. The column session "
        + "numbers them from 1.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.sessions = try value.sessionBreak()
      },
      reported: Reported(44) { $0.sessions?.reported ?? .null }),
    Flag(
      name: "activities", value: "FILE", verbs: runs, group: .measuring, isRare: true,
      effect: .records, changesMeaning: true, readsFile: true, isCarriedAsShown: true,
      summary: "texts of activity messages in other languages",
      details:
        "Read the status of a conversation from activity messages by the texts in FILE instead of Chatwoot's English ones: "
        + "JSON with a list of patterns for each of open, resolved, pending and snoozed, such as "
        + "{\"resolved\": [\"Conversation was marked resolved by*\"]}. A pattern matches the whole text, and * matches "
        + "anything. samples/activities has the texts of other languages.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.activities = try value.activities()
      },
      reported: Reported(43) { .string(orNull: $0.activities.text) }),
    Flag(
      name: "first-response-from", value: "WHAT", verbs: [.summarize], group: .measuring, isRare: true,
      choices: FirstResponseOrigin.allCases.map(\.rawValue),
      effect: .figures, changesMeaning: true,
      summary: "from message (default) or conversation",
      details:
        "Measure the first response from the customer message that opened its wait (message, the "
        + "default) or, as Zendesk and Chatwoot do, from the creation of the conversation "
        + "(conversation). The latter is by the platform's clock and needs a dump that has the creation "
        + "time; other conversations are measured from the message.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.firstResponseFrom = try value.choice()
      },
      reported: Reported(17) { .string($0.firstResponseFrom.rawValue) }),
    Flag(
      name: "bots", value: "HOW", verbs: [.summarize], group: .measuring, isRare: true,
      choices: BotPolicy.allCases.map(\.rawValue),
      effect: .figures, changesMeaning: true,
      summary: "respond (default), or ignore as system",
      details:
        "With respond, the default, messages of bots are bot responses and make turns of their own; "
        + "with ignore, they are counted as system messages.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.bots = try value.choice() },
      reported: Reported(18) { .string($0.bots.rawValue) }),
    Flag(
      name: "bot-agent", value: "ID", verbs: [.summarize], group: .measuring, isRare: true,
      effect: .figures, changesMeaning: true,
      summary: "the agent ID is a bot (repeatable)",
      details:
        "Count the messages of the agent with this id as messages of a bot, on every platform: for an "
        + "integration that writes in an agent's name. Repeat the option for more agents.",
      apply: { (arguments, value) throws(UsageError) in
        let id = try value.notEmpty()
        if !arguments.options.botAgents.contains(id) { arguments.options.botAgents.append(id) }
      },
      reported: Reported(39) { .array($0.shownBotAgents.map(JSONValue.string)) }),
    Flag(
      name: "no-sender", value: "CLASS", verbs: [.summarize], group: .measuring, isRare: true,
      choices: SenderlessPolicy.allCases.map(\.rawValue),
      effect: .figures, changesMeaning: true,
      summary: "class of outgoing messages without sender",
      details:
        "The class of outgoing chatwoot messages without a sender: bot, agent or system. By default they are "
        + "messages of a bot if the record has keys for a sender, all of them empty (integrations write so), and "
        + "messages of an unknown agent if it has no such key (lists of the API leave out an agent who left).",
      apply: { (arguments, value) throws(UsageError) in arguments.options.noSender = try value.choice() },
      reported: Reported(40) { $0.noSender.map { .string($0.rawValue) } ?? .null }),
  ]
}
