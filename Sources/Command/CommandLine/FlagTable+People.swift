// The options that decide what the outputs say of agents and customers, and where conversations link to.

import ConvoStat

extension Flag {
  /// The options of people and of links.
  static let people: [Flag] = [
    Flag(
      name: "agents", value: "HOW", verbs: [.summarize, .merge], group: .output, isRare: true,
      excludesPartial: true, choices: Disclosure.allCases.map(\.rawValue),
      effect: .figures,
      summary: "agents as names (default), ids, pseudonyms",
      details:
        "Choose what the outputs say of agents: names, the default, are their ids and names; ids leaves the columns of "
        + "names empty; pseudonyms writes a pseudonym such as agent-3f9a1c2b7d40 in place of each id and needs "
        + "--pseudonym-key; none leaves ids and names empty, and by_agent.csv has one row (hidden) for all agents "
        + "together. rejects.ndjson has records as they were read.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.people.agents = try value.choice()
      },
      reported: Reported(48) { .string($0.people.agents.rawValue) }),
    Flag(
      name: "customers", value: "HOW", verbs: [.summarize, .merge], group: .output, isRare: true,
      excludesPartial: true, choices: Disclosure.allCases.map(\.rawValue),
      effect: .figures,
      summary: "customers as names (default), ids, none ...",
      details:
        "Choose what the outputs say of customers: names, the default, are their ids and names; ids leaves the column "
        + "customer_name empty; pseudonyms writes a pseudonym such as customer-3f9a1c2b7d4099e1 in place of each id and "
        + "needs --pseudonym-key; none leaves ids and names empty. Different customers are counted as before.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.people.customers = try value.choice()
      },
      reported: Reported(49) { .string($0.people.customers.rawValue) }),
    Flag(
      name: "pseudonym-key", value: "FILE", verbs: [.summarize, .merge], group: .output, isRare: true,
      excludesPartial: true, effect: .figures, readsFile: true,
      summary: "key file, as of openssl rand -hex 32",
      details:
        "Make pseudonyms with the key in FILE, a secret of at least 32 bytes such as openssl rand -hex 32 prints. The same "
        + "key gives the same person the same pseudonym in every table and in every run; without it nobody can tell who "
        + "a pseudonym is. run.json has a check value of the key, and neither the key nor FILE.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.people.key = try value.pseudonymKey()
      },
      reported: Reported(50) { .string(orNull: $0.people.key?.checkValue) }),
    Flag(
      name: "link", value: "URL", verbs: [.summarize, .merge], group: .output, isRare: true,
      excludesPartial: true, effect: .tables,
      summary: "link conversations to their platform",
      details:
        "Link each conversation to its page on the platform: URL is its address with placeholders, such as "
        + "https://chat.example.com/{account_id}/{conversation_id}. conversations.csv has the "
        + "links in the column link; the workbook, and the waiting conversations of the report, link to them. Placeholders "
        + "are {conversation_id}, {account_id}, {external_id}, {source}, {queue}, {customer_id} and {metadata.K}; their "
        + "values are percent-encoded, and a conversation without one of them has no link.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.link = try value.link() },
      reported: Reported(51) { .string(orNull: $0.link?.text) }),
  ]
}
