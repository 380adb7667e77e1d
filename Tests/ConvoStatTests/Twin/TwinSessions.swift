// Sessions: a conversation that never ends, cut where the definitions say.

extension Twin {
  /// The beginning of the next session of a conversation.
  enum SessionStart: Equatable {
    /// A message after more than this number of milliseconds.
    case silence(Int64)
    /// A message after a resolution.
    case resolution
  }
}

extension Twin.History {
  /// The conversation itself, or its sessions with the option `--sessions`.
  func sessions(_ options: Twin.Options) -> [Twin.History] {
    guard let separator = options.sessions else { return [self] }
    var pieces: [[Twin.Step]] = []
    var piece: [Twin.Step] = []
    for step in life.steps where !step.isRepetition {
      if isBeginning(step, after: piece, separator, options) {
        let moved = separator == .resolution ? Self.observationsAfterResolution(piece) : []
        pieces.append(piece.indices.filter { !moved.contains($0) }.map { piece[$0] })
        piece = moved.map { piece[$0] }
      }
      piece.append(step)
    }
    pieces.append(piece)
    return pieces.enumerated().map { index, steps in
      var session = conversation
      session.messages = steps.compactMap(\.message)
      if index > 0 { session.attributes["created"] = nil }
      if index < pieces.count - 1 {
        for rating in ["csat_rating", "csat_comment"] as [Twin.Text] { session.attributes[rating] = nil }
      }
      return Twin.History(session, Twin.Life(steps), session: index + 1, options: options)
    }
  }

  private func isBeginning(
    _ step: Twin.Step, after piece: [Twin.Step], _ separator: Twin.SessionStart, _ options: Twin.Options
  ) -> Bool {
    guard let message = step.message, message.role.isParticipant else { return false }
    let before = piece.compactMap(\.message).filter(\.role.isParticipant)
    guard let previous = before.last else { return false }
    switch separator {
    case .resolution: return Self.resolution(in: piece) != nil
    case .silence(let gap):
      let waits = Twin.waits(
        Twin.Life(piece), fromLast: options.waitFromLast, resolveEnds: options.resolveEndsWait)
      let isWaiting = waits.last.map { $0.agent == nil && $0.resolution == nil } ?? false
      return message.created - previous.created > gap && (message.role == .customer || !isWaiting)
    }
  }

  /// The index of the first resolution after a participants' message.
  private static func resolution(in piece: [Twin.Step]) -> Int? {
    let first = piece.firstIndex { $0.message?.role.isParticipant ?? false } ?? piece.count
    return Twin.Life(piece).steps.indices.first { $0 > first && isResolution($0, in: piece) }
  }

  private static func isResolution(_ index: Int, in piece: [Twin.Step]) -> Bool {
    Twin.Life(piece).steps[index].resolution != nil
  }

  /// The indices of the observations from the first one after the resolution that does not say resolved.
  private static func observationsAfterResolution(_ piece: [Twin.Step]) -> [Int] {
    guard let resolution = resolution(in: piece) else { return [] }
    let first = piece.indices.first { index in
      index > resolution && piece[index].observation.map { $0.status != "resolved" } ?? false
    }
    return piece.indices.filter { $0 >= first ?? piece.count && piece[$0].observation != nil }
  }
}

extension Twin.Tables {
  /// The column of the option `--sessions`.
  func session(of history: Twin.History) -> [Twin.Cell] {
    options.sessions == nil ? [] : [.number("session", history.session)]
  }
}
