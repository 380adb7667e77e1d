// The cells of a row of conversations.csv, as its columns group them.

struct ExtraCells: RowCells {
  /// The index of the labels among the extra attributes.
  let place: Int

  func write<Sink: CellSink & ~Copyable>(_ row: ConversationRow, to sink: inout Sink) {
    let extras = row.conversation.extras
    sink.labels(Labels(extras[place]))
    for index in 1..<ExtraAttribute.columns.count { sink.text(extras[place + index]) }
    sink.text(row.agents.ids)
    sink.text(row.agents.names)
  }
}

struct CreationCells: RowCells {
  func write<Sink: CellSink & ~Copyable>(_ row: ConversationRow, to sink: inout Sink) {
    sink.time(row.conversation.created)
  }
}

struct AttributeCells: RowCells {
  let hasSessions: Bool

  func write<Sink: CellSink & ~Copyable>(_ row: ConversationRow, to sink: inout Sink) {
    sink.text(row.conversation.source)
    sink.text(row.conversation.account)
    sink.text(row.conversation.id)
    if hasSessions { sink.integer(row.conversation.session) }
    sink.text(row.conversation.externalID)
    sink.text(row.conversation.status)
    sink.text(row.conversation.queue)
    sink.text(row.conversation.organizationalGroup)
    sink.text(row.conversation.subdivision)
  }
}

struct PeopleCells: RowCells {
  func write<Sink: CellSink & ~Copyable>(_ row: ConversationRow, to sink: inout Sink) {
    sink.text(row.conversation.assignedAgentID)
    sink.text(row.conversation.assignedAgentName)
    sink.text(row.conversation.customerID)
    let span = row.figures.participantSpan
    sink.time(span?.lowerBound)
    sink.time(span?.upperBound)
    sink.seconds(span.map { $0.upperBound - $0.lowerBound })
  }
}

struct HeadlineCells: RowCells {
  func write<Sink: CellSink & ~Copyable>(_ row: ConversationRow, to sink: inout Sink) {
    let first = row.figures.firstResponse
    let since = row.figures.unansweredSince
    sink.numbers(atMost: 6) { cells in
      cells.seconds(first?.createdLatency)
      cells.seconds(first?.clientLatency)
      cells.append(.median, of: row.figures.response.created)
      cells.append(.median, of: row.figures.response.client)
      cells.integer(row.figures.responses)
      cells.integer(since == nil ? 0 : 1)
    }
    sink.time(since)
    sink.seconds(since.map { row.asOf - $0 })
    guard let life = row.figures.life else {
      for _ in 0..<3 { sink.empty() }
      return
    }
    sink.integer(life.isResolved ? 1 : 0)
    sink.time(life.resolvedAt)
    sink.seconds(life.last?.length)
  }
}

struct WaitAndLifeCells: RowCells {
  func write<Sink: CellSink & ~Copyable>(_ row: ConversationRow, to sink: inout Sink) {
    let life = row.figures.life
    sink.numbers(atMost: 8) { cells in
      cells.integer(row.figures.waits)
      cells.integer(row.figures.botResponses)
      cells.integer(row.figures.waitsEndedByBot)
      cells.integer(row.figures.waitsEndedByResolve)
      if let life {
        cells.integer(life.resolutions)
        cells.integer(life.reopens)
      } else {
        cells.empty()
        cells.empty()
      }
      cells.seconds(life?.first?.length)
      cells.seconds(row.figures.handover?.length)
    }
  }
}

struct TurnsAndAgentsCells: RowCells {
  func write<Sink: CellSink & ~Copyable>(_ row: ConversationRow, to sink: inout Sink) {
    let turns = row.turns
    sink.numbers(atMost: 6) { cells in
      cells.append(turns: turns)
      cells.integer(row.figures.agents)
      cells.integer(row.figures.isAgentInitiated ? 1 : 0)
      cells.integer(row.figures.isNeverAnswered ? 1 : 0)
    }
  }
}

struct CustomerResponseCells: RowCells {
  func write<Sink: CellSink & ~Copyable>(_ row: ConversationRow, to sink: inout Sink) {
    sink.numbers(atMost: 2) { cells in
      cells.integer(row.figures.responsesClientNegative)
      cells.integer(row.figures.customerResponses)
    }
  }
}

struct IngestLagCells: RowCells {
  func write<Sink: CellSink & ~Copyable>(_ row: ConversationRow, to sink: inout Sink) {
    let lags = row.figures.ingestLags
    sink.numbers(atMost: 5) { cells in
      cells.integer(lags.count)
      cells.seconds(lags.mean)
      cells.seconds(lags.minimum)
      cells.seconds(lags.maximum)
      cells.integer(lags.negative)
    }
  }
}

extension CellSink where Self: ~Copyable {
  /// Writes labels separated by `;`.
  fileprivate mutating func labels(_ labels: Labels) {
    if labels.isEmpty { return empty() }
    labels.cell.withText { text($0) }
  }
}
