// The columns of conversations.csv.

/// The values of a row of conversations.csv, borrowed: copying them would cost as much as writing the cells.
struct ConversationRow: Counted, Serviced {
  let conversationInPlace: InPlace<Conversation>
  let figuresInPlace: InPlace<ConversationFigures>
  /// The moment at which open waits are aged, in milliseconds since 1970.
  let asOf: Int64
  /// The measures in business time; `nil` without `--hours`, or if no schedule applies.
  let business: InPlace<BusinessFigures>?
  /// The counts for each promised time, with `--within`.
  let levels: BorrowedArray<LevelCounts>
  /// The agents who wrote, with `--attributes`.
  var agents = AgentLists()

  @inline(__always)
  var conversation: Conversation { conversationInPlace.value }
  @inline(__always)
  var figures: ConversationFigures { figuresInPlace.value }
  @inline(__always)
  var messages: ClassCounts { figuresInPlace.value.messages }
  @inline(__always)
  var turns: ClassCounts { figuresInPlace.value.turns }
  func level(_ index: Int) -> LevelCounts { levels[index] }
}

extension Columns<ConversationRow> {
  /// Returns all columns of conversations.csv in order (Columns: conversations.csv).
  ///
  /// Adjacent columns are written by one function, because this table has a row for every conversation.
  static func ofConversations(
    metadataKeys: [String], _ optional: OptionalColumns = OptionalColumns()
  ) -> [Columns] {
    let metadata = metadataKeys.enumerated().map { index, key in
      text(.metadata(key), "The value of \(key) in the conversation's metadata or custom attributes.") {
        $0.conversation.extras[index]
      }
    }
    let extra = optional.hasAttributes ? [extraColumns(from: metadataKeys.count, optional.people)] : []
    let first = FirstResponseColumns(optional)
    let measures = [messageCounts, turnsAndAgents, waitsAndLife]
    let service = (optional.hasHours ? business(first) : []) + levels(optional.levels)
    let created = optional.hasCreation ? [creation] : []
    return [attributes(optional)] + metadata + [peopleAndTimes(optional.people), headline(first)] + measures
      + latencies + [
        ingestLags
      ]
      + service + extra + created + (optional.hasLink ? [link(optional.link)] : [])
  }

  /// Returns the columns of `--attributes`.
  /// - Parameter place: the index of the first of them among the extra attributes.
  private static func extraColumns(from place: Int, _ people: People) -> Columns {
    Columns(
      [
        Column(
          .labels, .text,
          "With --attributes: the labels of the conversation in bytewise order, separated by ;."),
        Column(.team, .text, "With --attributes: the team to which the conversation is assigned."),
        Column(
          .channel, .text,
          "With --attributes: the channel type of the conversation, such as Channel::Api."),
        Column(
          .priority, .text, "With --attributes: the conversation's priority on the platform, such as urgent."),
        Column(
          .rating, .text,
          "With --attributes: the rating that the customer submitted in a survey, such as 5."),
        Column(.ratingComment, .text, "With --attributes: what the customer wrote in that survey."),
        Column(
          .customerName, .text, people.ofCustomers("With --attributes: the name of the customer.", .name)),
        Column(
          .agentIDs, .text,
          people.ofAgents(
            "With --attributes: the ids of the agents who wrote, in the order of their first messages, separated by "
              + "; and a blank.", .id)),
        Column(
          .agentNames, .text,
          people.ofAgents(
            "With --attributes: the names of these agents; an agent whose name is unknown has the id in its place.",
            .name)),
      ], ExtraCells(place: place))
  }

  /// The column of `--first-response-from conversation`.
  private static var creation: Columns {
    Columns(
      [
        Column(
          .conversationCreatedAt, .time,
          "With --first-response-from conversation: when the platform created the conversation.")
      ], CreationCells())
  }

  /// Returns the column of `--link`.
  private static func link(_ link: ConversationLink?) -> Columns {
    Columns(
      [
        Column(
          .link, .text,
          "With --link: the address of the conversation on its platform; empty if a value is missing.")
      ],
      LinkCells(link: link))
  }

  private static func attributes(_ optional: OptionalColumns) -> Columns {
    Columns(
      Column.ofConversationKey(optional) + [
        Column(.externalID, .text, "The id that your own system gave the conversation."),
        Column(.status, .text, "The conversation's status on the platform, such as open."),
        .queue,
        Column(
          .organizationalGroup, .text,
          "The organizational group in the conversation's metadata."),
        Column(.subdivision, .text, "The subdivision in the conversation's metadata."),
      ], AttributeCells(hasSessions: optional.hasSessions))
  }

  private static func peopleAndTimes(_ people: People) -> Columns {
    Columns(
      [
        Column(
          .assignedAgentID, .text,
          people.ofAgents("The id of the agent to whom the conversation is assigned.", .id)),
        Column(
          .assignedAgentName, .text,
          people.ofAgents("The name of the agent to whom the conversation is assigned.", .name)),
        Column(.customerID, .text, people.ofCustomers("The id of the customer.", .id)),
        Column(
          .firstMessageAt, .time, "Creation time of the first message of a customer, agent or bot."),
        Column(.lastMessageAt, .time, "Creation time of the last message of a customer, agent or bot."),
        Column(.duration, .seconds, "Time from the first to the last message of a customer, agent or bot."),
      ], PeopleCells())
  }

  /// Returns the columns that people read first.
  private static func headline(_ first: FirstResponseColumns) -> Columns {
    Columns(
      [first[.created], first[.client]]
        + Clock.allCases.map { Column(.response.by($0), .median) } + [
          .responses,
          Column(
            .unanswered, .flag, "1 if the customer waits at the end and no bot has written since, else 0."),
          Column(.waitingSince, .time, "When the unanswered wait began."),
          Column(.waiting, .seconds, "Age of the unanswered wait at the as-of time."),
          Column(
            .resolved, .flag,
            "1 if the conversation is resolved at the end, else 0; empty if no status is known."),
          Column(
            .resolvedAt, .time,
            "When the conversation was resolved for the last time, if it is resolved at the end."),
          Column(
            .resolution, .seconds,
            "From the start of the conversation to its last resolution whose moment is exact."),
        ], HeadlineCells())
  }

  /// The names of the columns that people read first.
  static var headline: [ColumnName] { headline(FirstResponseColumns(OptionalColumns())).columns.map(\.id) }

  private static var turnsAndAgents: Columns {
    Columns(
      turnCounts.columns + [
        Column(
          .agents, .count, "Number of different agents who wrote; agents without an id are not counted."),
        Column(.agentInitiated, .flag, "1 if an agent wrote before any customer or bot, else 0."),
        Column(
          .neverAnswered, .flag, "1 if a customer wrote and no agent or bot ever responded, else 0."),
      ], TurnsAndAgentsCells())
  }

  private static var waitsAndLife: Columns {
    Columns(
      [
        .waits, .botResponses, .waitsEndedByBot, .waitsEndedByResolve, .resolutions, .reopens,
        Column(
          .firstResolution, .seconds,
          "From the start of the conversation to its first resolution whose moment is exact."),
        Column(
          .handover, .seconds,
          "From the last bot message or hand-over to the first response after one."),
      ], WaitAndLifeCells())
  }

  // The clocks are written out instead of mapped over, so that no closure captures one.

  private static let responseStatistics: [Statistic] = [.total, .mean, .p90, .max]
  private static let businessStatistics: [Statistic] = [.total, .mean, .median, .p90, .max]

  private static var latencies: [Columns] {
    [
      latency(.response.by(.created), responseStatistics) { $0.figures.response.created },
      latency(.response.by(.client), responseStatistics) { $0.figures.response.client },
      customerResponseCounts,
      latency(.customerResponse.by(.created), [.mean, .median]) { $0.figures.customerResponse.created },
      latency(.customerResponse.by(.client), [.mean, .median]) { $0.figures.customerResponse.client },
    ]
  }

  @inline(__always)
  private static func firstResponse(
    _ column: Column, _ value: @escaping @Sendable (ConversationRow) -> Int64?
  ) -> Columns {
    seconds(column.id, column.definition, value)
  }

  private static var customerResponseCounts: Columns {
    Columns(
      [
        Column(
          .responsesClientNegative, .count,
          "Responses with a negative latency by the senders' own clocks, because the clocks disagree."),
        Column(.customerResponses, .count, "Customer messages directly after an agent message."),
      ], CustomerResponseCells())
  }

  private static var ingestLags: Columns {
    let values = LatencyName.ingestLag.values
    return Columns(
      [
        Column(.ingestLags, .count, "Messages that have both times, and so an ingest lag."),
        Column(.latency(.ingestLag, .mean), .seconds, "Mean of the \(values)."),
        Column(.ingestLagMinimum, .seconds, "Minimum of the \(values)."),
        Column(.latency(.ingestLag, .max), .seconds, "Maximum of the \(values)."),
        .ingestLagsNegative,
      ], IngestLagCells())
  }

  /// Returns the columns of `--hours`.
  private static func business(_ first: FirstResponseColumns) -> [Columns] {
    [
      firstResponse(first.business(.created)) { $0.business?.value.firstResponse.created },
      latency(.response.by(.created).business, businessStatistics) {
        $0.business?.value.response.created ?? LatencyStatistics()
      },
      firstResponse(first.business(.client)) { $0.business?.value.firstResponse.client },
      latency(.response.by(.client).business, businessStatistics) {
        $0.business?.value.response.client ?? LatencyStatistics()
      },
      seconds(
        .waitingHours, "Age of the unanswered wait at the as-of time, counting business hours only."
      ) { $0.business?.value.waiting },
    ]
  }
}
