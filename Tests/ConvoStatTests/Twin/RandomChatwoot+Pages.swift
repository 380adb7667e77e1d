// Pages of a random chatwoot dump.

extension RandomScribe {
  /// A page of messages with its meta.
  mutating func chatwootPage(_ depth: Int) -> String {
    let ticket = random.pick(Self.tickets)
    var messages: [String] = []
    for _ in 0..<random.below(7) {
      let own = !conflictFree && random.chance(10) ? random.pick(Self.tickets) : ticket
      messages.append(object(chatwootMessage(own, namesConversation: random.chance(30) || own != ticket)))
    }
    var page: [Field] = [("payload", array(messages))]
    if random.chance(75) { page.append(("conversation_id", id(ticket))) }
    page += !conflictFree && random.chance(20) ? home() : account(30)
    if random.chance(50) {
      let own = maybe(60, quoted(claim("customer name", ticket, of: Self.names)))
      let customer = object([("id", id(claim("customer", ticket, of: Self.agents))), ("name", own)])
      let contact = random.pick([nil, customer, object([("payload", array([customer]))])])
      let inbox = claim("inbox name", claim("inbox", ticket, of: Self.inboxes), of: Self.names)
      let inboxObject = random.chance(40) ? object([("name", quoted(inbox))]) : nil
      page.append(
        ("meta", object([("assignee", assignee(ticket)), ("contact", contact), ("inbox", inboxObject)])))
    }
    return random.chance(20) ? object([("data", object(page))]) : object(page)
  }
}
