// A row of a summary: everything that happened under one key.

extension Twin {
  /// One event, with everything that decides its row.
  struct Happening {
    /// The effect of the event on its row.
    enum Effect {
      case conversation(Survey)
      case agentConversation(Survey)
      case message(Role)
      case turn(Role)
      case response(Latency)
      case firstResponse(Latency)
      case botResponse
      case customerResponse(Latency)
      case unanswered(age: Int64)
      case neverAnswered
      case lag(Int64)
      case businessResponse(Pair, isFirst: Bool)
      case open(Pair, isFirst: Bool, isBusiness: Bool)
      case outside(String)
      case inHours(String, Int64)
      case wait(String)
      case resolved
      case resolution
      case reopen
      case resolutionTime(Int64, isFirst: Bool)
      case handover(Int64)
      case observed
    }

    /// What a conversation adds to a row with the option `--attributes`.
    struct Survey {
      /// The rating in ten-thousandths; `nil` without a rating that is a number.
      var rating: Int64?
      /// The source, account and id of the customer; `nil` if it has no id.
      var customer: [Text]?
    }

    /// The effect of the event.
    var effect: Effect
    /// The time at which it counts, in milliseconds; `nil` if it has none.
    var time: Int64?
    /// The row of by_agent.
    var agent: Text = "(none)"
    /// True if it belongs to a conversation whose status is known.
    var isObserved = false

    /// True if it counts only in tables with the key `agent`.
    var isOfAgents: Bool {
      switch effect {
      case .agentConversation, .observed: true
      default: false
      }
    }
  }

  /// The sums and values of a row.
  struct Group {
    /// The number of conversations in the row.
    private(set) var conversations = 0
    private var ratings: [Int64] = []
    private var customers: Set<[Text]> = []
    private var messages: [Role: Int] = [:]
    private var turns: [Role: Int] = [:]
    private var botResponses = 0
    private var neverAnswered = 0
    private var waiting: [Int64] = []
    private var firstResponses: [Latency] = []
    private var responses: [Latency] = []
    private var customerResponses: [Latency] = []
    private var lags: [Int64] = []
    private var businessFirst: [Pair] = []
    private var businessAll: [Pair] = []
    private var businessWaiting: [Int64] = []
    private var outside: [String: Int] = [:]
    private var inHours: [String: [Int64]] = [:]
    private var openFirst: [Pair] = []
    private var open: [Pair] = []
    private var waits: [String: Int] = [:]
    private var resolved = 0
    private var resolutions = 0
    private var reopens = 0
    private var resolutionTimes: [Int64] = []
    private var firstResolutionTimes: [Int64] = []
    private var handovers: [Int64] = []
    /// True if something of a conversation whose status is known counts in the row.
    var isObserved = false

    /// Counts one event.
    mutating func absorb(_ happening: Happening) {
      if happening.isObserved { isObserved = true }
      switch happening.effect {
      case .wait(let end): waits[end, default: 0] += 1
      case .resolved: resolved += 1
      case .resolution: resolutions += 1
      case .reopen: reopens += 1
      case .resolutionTime(let length, let isFirst):
        if isFirst { firstResolutionTimes.append(length) } else { resolutionTimes.append(length) }
      case .handover(let length): handovers.append(length)
      case .observed: isObserved = true
      case .conversation(let survey), .agentConversation(let survey):
        conversations += 1
        if let rating = survey.rating { ratings.append(rating) }
        if let customer = survey.customer { customers.insert(customer) }
      case .message(let role): messages[role, default: 0] += 1
      case .turn(let role): turns[role, default: 0] += 1
      case .response(let latency): responses.append(latency)
      case .firstResponse(let latency): firstResponses.append(latency)
      case .botResponse: botResponses += 1
      case .customerResponse(let latency): customerResponses.append(latency)
      case .unanswered(let age): waiting.append(age)
      case .neverAnswered: neverAnswered += 1
      case .lag(let milliseconds): lags.append(milliseconds)
      case .businessResponse(let pair, let isFirst):
        if isFirst { businessFirst.append(pair) } else { businessAll.append(pair) }
      case .outside(let name): outside[name, default: 0] += 1
      case .inHours(let name, let length): inHours[name, default: []].append(length)
      case .open(let age, let isFirst, let isBusiness):
        if isFirst { openFirst.append(age) } else { open.append(age) }
        if isBusiness, !isFirst, let age = age.created { businessWaiting.append(age) }
      }
    }

    /// The columns after the key.
    func cells(_ options: Options) -> [Cell] {
      let all = ["count", "mean", "median", "p90", "p95", "p99", "max"]
      var cells: [Cell] = [.number("conversations", conversations)]
      cells += Statistics.cells("first_response_created", firstResponses.map(\.created), all)
      cells += Statistics.cells("response_created", responses.map(\.created), all)
      cells += [.number("unanswered", waiting.count), .number("never_answered", neverAnswered)]
      cells += Statistics.cells("waiting", waiting, ["median", "max"])
      let life = [("resolved", resolved), ("resolutions", resolutions), ("reopens", reopens)]
      cells += life.map { Cell(column: $0.0, plain: isObserved ? String($0.1) : "") }
      let few = ["count", "mean", "median", "p90", "max"]
      cells += Statistics.cells("resolution", resolutionTimes, few)
      cells.append(.number("messages", messages.values.reduce(0, +)))
      for role in Role.allCases { cells.append(.number("\(role)_messages", messages[role] ?? 0)) }
      for role in [Role.customer, .agent, .bot] { cells.append(.number("\(role)_turns", turns[role] ?? 0)) }
      cells += [
        .number("waits", waits.values.reduce(0, +)), .number("responses", responses.count),
        .number("bot_responses", botResponses), .number("waits_ended_by_bot", waits["bot"] ?? 0),
        .number("waits_ended_by_resolve", waits["resolve"] ?? 0),
      ]
      cells += Statistics.cells("first_response_client", firstResponses.compactMap(\.client), all)
      cells += Statistics.cells("response_client", responses.compactMap(\.client), all)
      cells += Statistics.cells("customer_response_created", customerResponses.map(\.created), all)
      cells += Statistics.cells("customer_response_client", customerResponses.compactMap(\.client), all)
      cells += Statistics.cells("first_resolution", firstResolutionTimes, few)
      cells += Statistics.cells("handover", handovers, few)
      cells += Statistics.cells("ingest_lag", lags, all)
      cells.append(.number("ingest_lags_negative", lags.count { $0 < 0 }))
      if options.attributes {
        cells += [
          .number("csat_count", ratings.count),
          Cell(column: "csat_mean", plain: Statistics.mean(ofTenThousandths: ratings)),
          .number("customers", customers.count),
        ]
      }
      if options.hours != nil { cells += business(all) }
      func lengths(_ latencies: [Latency], _ business: [Pair]) -> [Pair] {
        options.hours == nil ? latencies.map { Pair(created: $0.created, client: $0.client) } : business
      }
      let levels = Twin.levels(
        options.levels, first: lengths(firstResponses, businessFirst), all: lengths(responses, businessAll),
        openFirst: openFirst, open: open)
      let ages = open.compactMap(\.created)
      return cells + levels
        + options.levels.map { level in
          .number("waiting_over_\(level.name)", ages.count { $0 > level.milliseconds })
        }
    }

    private func business(_ all: [String]) -> [Cell] {
      let few = ["median", "max"]
      return business("waiting", businessWaiting, few, ["count"] + few)
        + business("first_response_created", businessFirst.compactMap(\.created), all, all)
        + business("response_created", businessAll.compactMap(\.created), all, all)
        + business("first_response_client", businessFirst.compactMap(\.client), all, all)
        + business("response_client", businessAll.compactMap(\.client), all, all)
    }

    private func business(_ name: String, _ values: [Int64], _ all: [String], _ opened: [String]) -> [Cell] {
      Statistics.business(name, values, all) + [.number("\(name)_hours_outside", outside[name] ?? 0)]
        + Statistics.business(name, inHours[name] ?? [], opened, "in_hours")
    }
  }
}

extension Twin.History {
  /// Returns all events for the summaries.
  func gathered(asOf: Int64) -> [Twin.Happening] {
    let first = participants.first?.created
    let key = conversation.key
    let customer = conversation.attributes["customer_id"].flatMap { $0 == "" ? nil : $0 }
    let survey = Twin.Happening.Survey(
      rating: conversation.attributes["csat_rating"].flatMap(Twin.Statistics.tenThousandths),
      customer: customer.map { [key.source, key.account, $0] })
    var all = [Twin.Happening(effect: .conversation(survey), time: first)]
    let writers = agents.map { $0 ?? "(unknown)" }
    for agent in Set(writers.isEmpty ? ["(none)"] : writers) {
      all.append(Twin.Happening(effect: .agentConversation(survey), time: first, agent: agent))
    }
    for message in conversation.messages {
      all.append(
        Twin.Happening(effect: .message(message.role), time: message.created, agent: credit(message)))
    }
    for turn in turns {
      all.append(Twin.Happening(effect: .turn(turn.role), time: turn.created, agent: credit(turn)))
    }
    for response in responses {
      let agent = credit(response.closing)
      all.append(Twin.Happening(effect: .response(response), time: response.closing.created, agent: agent))
    }
    if let response = firstResponse {
      let agent = credit(response.closing)
      all.append(Twin.Happening(effect: .firstResponse(response), time: first, agent: agent))
    }
    for message in botResponses { all.append(Twin.Happening(effect: .botResponse, time: message.created)) }
    for response in customerResponses {
      all.append(Twin.Happening(effect: .customerResponse(response), time: response.closing.created))
    }
    for wait in waits {
      let time = wait.agent?.created ?? wait.opening.created
      let agent = wait.agent.map(credit) ?? "(none)"
      all.append(Twin.Happening(effect: .wait(wait.end), time: time, agent: agent))
    }
    all += lived
    if let unanswered {
      let age = asOf - unanswered.created
      all.append(Twin.Happening(effect: .unanswered(age: age), time: unanswered.created))
    }
    if isNeverAnswered { all.append(Twin.Happening(effect: .neverAnswered, time: first)) }
    for (message, lag) in lags {
      all.append(Twin.Happening(effect: .lag(lag), time: message.created, agent: credit(message)))
    }
    return all
  }

  /// The resolutions, the reopenings and the hand-over.
  private var lived: [Twin.Happening] {
    var all: [Twin.Happening] = []
    if life.isObserved { all.append(Twin.Happening(effect: .observed, time: participants.first?.created)) }
    for resolution in life.resolutions {
      all.append(Twin.Happening(effect: .resolution, time: resolution.moment))
    }
    for moment in life.reopens { all.append(Twin.Happening(effect: .reopen, time: moment)) }
    if life.isResolved, let last = life.resolutions.last {
      all.append(Twin.Happening(effect: .resolved, time: last.moment))
    }
    for (time, isFirst) in [(firstResolution, true), (lastResolution, false)] {
      guard let time else { continue }
      all.append(
        Twin.Happening(effect: .resolutionTime(time.length, isFirst: isFirst), time: time.moment))
    }
    if let handover {
      all.append(Twin.Happening(effect: .handover(handover.length), time: handover.moment))
    }
    return all
  }

  private func credit(_ message: Twin.Message) -> Twin.Text {
    message.role == .agent ? message.sender ?? "(unknown)" : "(none)"
  }
}
