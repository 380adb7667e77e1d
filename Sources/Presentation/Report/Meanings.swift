// What the measures of the page mean, in sentences that follow from the options of the run.

import ConvoStat

/// The sentences about measures, as HTML.
struct Meanings {
  let options: Options

  private var ignoresBots: Bool { options.bots == .ignore }
  private var isFromLast: Bool { options.waitFrom == .last }
  private var isFromCreation: Bool { options.firstResponseFrom == .conversation }

  /// The conversations that count.
  var conversation: String {
    let which = options.selection.text.isEmpty ? "of the dump" : "that was selected"
    let every = "Every conversation \(which), with or without messages."
    switch options.sessions {
    case nil: return every
    case .silence(let gap):
      return
        "Every session: a conversation \(which) is cut where a message comes more than \(Markup.duration(gap)) after the "
        + "one before, if it is the customer’s or nobody waits. Each session counts as a conversation."
    case .resolution:
      return
        "Every session: a conversation \(which) is cut at the first message after a resolution. Each session counts as a "
        + "conversation."
    }
  }

  /// The first response, with its beginning and its end.
  var firstResponse: String {
    let opening =
      isFromLast
      ? "the last customer message of the earliest wait"
      : "the customer message that opened the earliest wait"
    return
      (isFromCreation
      ? "From the creation of the conversation (from \(opening) that an agent ended, if the dump does not tell the creation)"
      : "From \(opening) that an agent ended")
      + ", to that agent’s message. Half of the answered conversations were answered within the median, nine in ten within "
      + "the 90th percentile."
  }

  /// The response, with its beginning and its end.
  var response: String {
    (isFromLast ? "From the last customer message of a wait" : "From the customer message that opened a wait")
      + " to the agent’s message that ended it: every wait that an agent ended, not only the first of a conversation."
  }

  /// What begins and ends a wait.
  var wait: String {
    "A wait begins at a customer’s message if no wait is open"
      + (isFromLast ? ", and is measured from the last customer message before the answer. " : ". ")
      + "The next message of an agent ends it"
      + (options.resolveEndsWait
        ? ", and so does the resolution of the conversation. "
        : "; the resolution of the conversation does not. ")
      + (ignoresBots
        ? "Messages of bots count as system messages: they answer nothing."
        : "A bot’s message does not end it, but the next customer message after one begins a new wait.")
  }

  /// The conversations that nobody answered.
  var neverAnswered: String {
    "Conversations in which a customer wrote and "
      + (ignoresBots
        ? "no agent ever answered; messages of bots answer nothing."
        : "neither an agent nor a bot ever answered.")
  }

  /// The conversations in which a customer waits at the end.
  var waiting: String {
    ignoresBots
      ? "A customer waits if no agent has answered the last wait of the conversation."
      : "A customer waits if neither an agent nor a bot has answered the last wait of the conversation."
  }

  /// Whether a closing word of thanks is a wait.
  /// - Parameter knowsStatuses: true if the dump tells when conversations were resolved.
  func thanks(knowsStatuses: Bool) -> String {
    if !knowsStatuses { return "A closing “thanks” counts as a wait too." }
    return options.resolveEndsWait
      ? "A closing “thanks” does not count as a wait if the conversation was resolved after it."
      : "A closing “thanks” counts as a wait too, also before a resolution."
  }

  /// The conversations that are resolved, and the time to resolution.
  var resolved: String {
    "Conversations that are resolved at the end. The time to resolution runs from \(start) to the last resolution whose "
      + "exact moment a record tells."
  }

  /// The beginning of the time to resolution.
  var start: String {
    isFromCreation
      ? "the creation of a conversation (from its first message, if the dump does not tell the creation)"
      : "the first message of a conversation"
  }

  /// The order of the messages of a conversation.
  var order: String {
    options.order == .client
      ? "The messages of a conversation are in the order of their senders’ clocks."
      : "The messages of a conversation are in the order in which the platform created them."
  }

  /// Returns the terms of the page.
  /// - Parameter hasSenderClocks: true if the dump has times by the clocks of senders.
  func terms(hasSenderClocks: Bool) -> [(term: String, meaning: String)] {
    [
      ("Conversation", conversation),
      (
        "Message",
        "Every message that was kept, each once. Messages of systems, notes and failed messages answer nothing. \(order)"
          + (ignoresBots ? " Messages of bots count as system messages." : "")
      ),
      ("Wait", wait), ("First response", firstResponse), ("Response", response),
      ("Never answered", neverAnswered),
      (
        "Waiting, unanswered",
        waiting + " " + thanks(knowsStatuses: true)
          + " Its age is counted from the beginning of the wait to the as-of moment, by the platform’s clock."
      ),
      ("Resolved", resolved),
      ("Reopening", "A change from resolved to open, also by a message of the customer."),
    ] + (hasSenderClocks ? clocks : []) + [
      (
        "Turn",
        "An unbroken run of messages of a customer, of agents or of bots."
      ),
      (
        "Median, 90th percentile",
        "Of all single values of a row, with linear interpolation between neighbours; never means of means."
      ),
      (
        "Day, week, hour",
        "A conversation and its first response count where its first message was created, a message at its own time, a response at "
          + "the message that ends the wait, and an unanswered wait where it began."
      ),
    ]
  }

  private var clocks: [(term: String, meaning: String)] {
    [
      (
        "Clocks",
        "The platform’s clock is the time at which the platform created a message; the sender’s clock is that of the phone or "
          + "computer that sent it. Where a message lacks the latter, a latency is missing by the senders’ clocks."
      ),
      (
        "Ingest lag",
        "The time between the sender’s clock and the platform’s for one message, with its sign."
      ),
    ]
  }
}
