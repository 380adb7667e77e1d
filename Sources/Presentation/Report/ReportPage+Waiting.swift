// The customers who wait at the end: their card, and the list of the longest waits.

import ConvoStat

extension ReportPage {
  /// True if the status of a conversation with a waiting customer is known.
  private var knowsWaitingStatuses: Bool {
    distributions.waiting.resolved > 0 || distributions.waiting.longest.contains { $0.status != .other }
  }

  /// The card of unanswered conversations: first those that nobody answered and the long waits.
  func waitingCard(_ all: ReportTable.Row) -> String {
    let waiting = distributions.waiting
    func counted(_ count: Int, _ name: String) -> String {
      "<span data-waiting=\"\(name)\" data-v=\"\(count)\">\(Quantity.count(count))</span>"
    }
    let noun = knowsWaitingStatuses ? "open conversation" : "conversation"
    let unanswered = figure(all, .unanswered, Quantity.count(all.count(.unanswered)))
    let open =
      waiting.resolved > 0
      ? counted(waiting.count, "open")
      : "<span data-waiting=\"open\" data-v=\"\(waiting.count)\">\(unanswered)</span>"
    var lines = [
      "\(counted(waiting.neverAnswered, "never_answered")) of them still waiting",
      "\(counted(waiting.ages.overHour, "over_hour")) waiting for over 1 hour, "
        + "\(counted(waiting.ages.overDay, "over_day")) for over 1 day"
        + (waiting.longestMilliseconds.map { ", at most \(Markup.duration($0))" } ?? ""),
      "\(open) \(noun)\(waiting.count == 1 ? "" : "s") waiting, "
        + "\(Markup.percent(waiting.count, all.count(.conversations))) of all",
    ]
    if waiting.resolved > 0 {
      lines.append(
        "apart from these, \(counted(waiting.resolved, "resolved")) resolved "
          + "\(waiting.resolved == 1 ? "one ends" : "ones end") with a customer’s message: \(unanswered) unanswered in all"
      )
    }
    return card(
      "Never answered", figure(all, .neverAnswered, Quantity.count(all.count(.neverAnswered))),
      lines + changes { ["never_answered", "unanswered"].contains($0) },
      [meanings.neverAnswered, meanings.waiting, meanings.thanks(knowsStatuses: knowsStatuses)]
        .joined(separator: " "))
  }

  /// The conversations with open waits, the longest first.
  var waiting: Section {
    let waiting = distributions.waiting
    let longest = waiting.longest
    guard !longest.isEmpty else {
      return Section(
        id: "waiting", title: "Still waiting",
        content: "<p>No customer waits for an answer.\(resolvedApart)</p>")
    }
    let hasStatus = knowsWaitingStatuses
    let caption = "Conversations still waiting, longest first"
    let unit = DurationUnit(of: longest.map(\.milliseconds))
    let table = PageTable.frame(
      "<table class=\"ids\" data-source=\"\(TableSchema.conversationsName)\" "
        + "data-total=\"\(waiting.count)\"><caption>\(caption)</caption><thead><tr>"
        + "<th scope=\"col\" data-column=\"\(ColumnName.conversationID.text)\">Conversation</th>"
        + "<th scope=\"col\" class=\"n\" data-column=\"\(ColumnName.waiting.text)\" "
        + "data-unit=\"\(unit.milliseconds)\">Waiting for <span class=\"unit\">\(unit.name)</span></th>"
        + "<th scope=\"col\" data-column=\"\(ColumnName.waitingSince.text)\">Since (\(Markup.escape(place)))</th>"
        + (hasStatus ? "<th scope=\"col\">Status</th>" : "")
        + "<th scope=\"col\" data-column=\"\(ColumnName.queue.text)\">Queue</th>"
        + "<th scope=\"col\">Assigned to</th></tr></thead><tbody>"
        + longest.map { line($0, unit, hasStatus: hasStatus) }.joined() + "</tbody></table>",
      named: caption)
    let left = waiting.count - longest.count
    let rest =
      left == 0
      ? ""
      : "<p class=\"note\">\(Quantity.count(left)) more are in <code>conversations.csv</code>, in rows where "
        + "<code>unanswered</code> is 1\(hasStatus ? " and the conversation is not resolved" : "").</p>"
    let noStatus = " Nothing in the dump tells whether a conversation was closed."
    return Section(
      id: "waiting", title: "Still waiting",
      content: "<p>\(Quantity.counted(waiting.count, hasStatus ? "open conversation" : "conversation")) of "
        + "\(Quantity.counted(run.counts.conversations, "conversation")) \(waiting.count == 1 ? "ends" : "end") with a "
        + "customer who waits.\(resolvedApart)\(hasStatus ? "" : noStatus)</p>"
        + PageTable.foldedOnPhones("The longest waits", table + rest))
  }

  private var resolvedApart: String {
    let count = distributions.waiting.resolved
    if count == 0 { return "" }
    return
      " \(Quantity.counted(count, "resolved conversation")) that \(count == 1 ? "ends" : "end") with a customer’s "
      + "message \(count == 1 ? "is" : "are") not listed."
  }

  private func line(_ conversation: WaitingConversation, _ unit: DurationUnit, hasStatus: Bool) -> String {
    let session = conversation.session > 0 ? [String(conversation.session)] : []
    let key = JSONValue.array(
      ([conversation.source, conversation.account, conversation.id] + session).map(JSONValue.string))
    let since = formatMoment(conversation.since, in: run.options.zone)
    let seconds = JSONValue.decimal(conversation.milliseconds, places: 3).line
    let status = conversation.status == .other ? "–" : "\(conversation.status.name)"
    let name = Markup.name(conversation.id)
    let linked =
      conversation.link.isEmpty
      ? name
      : "<a href=\"\(Markup.escape(conversation.link))\" target=\"_blank\" rel=\"noopener noreferrer\">\(name)</a>"
    return
      "<tr data-key=\"\(Markup.escape(key.line))\"><th scope=\"row\" data-v=\"\(Markup.escape(conversation.id))\">"
      + "\(linked)\(session.map { ", session \($0)" }.joined())</th><td class=\"n\" data-v=\"\(seconds)\">"
      + "\(unit.text(conversation.milliseconds))</td>"
      + "<td data-v=\"\(since)\">\(Markup.moment(conversation.since, in: run.options.zone))</td>"
      + (hasStatus ? "<td>\(status)</td>" : "")
      + "<td data-v=\"\(Markup.escape(conversation.queue))\">"
      + "\(conversation.queue.isEmpty ? "–" : Markup.name(conversation.queue))</td>"
      + "<td>\(conversation.agent.isEmpty ? "–" : Markup.name(conversation.agent))</td></tr>\n"
  }
}
