// The life of a conversation: its messages and observations in one order, and when it was resolved and reopened.

extension Twin {
  /// A message or an observation, in the order of a conversation.
  struct Step {
    /// The message; `nil` for an observation.
    var message: Message?
    /// The observation; `nil` for a message.
    var observation: Observation?
    /// The moment, never earlier than that of a step before; `nil` if it has none.
    var moment: Int64?
    /// True if the observation tells again what another origin told before.
    var isRepetition = false
    /// The resolution that happens here, as an index of the life's.
    var resolution: Int?
  }

  /// The states of a conversation from its beginning to its end.
  struct Life {
    /// A change to resolved.
    struct Resolution {
      /// The moment; `nil` if it has none.
      var moment: Int64?
      /// True if the moment is that of the change.
      var isExact: Bool
    }

    /// Everything that happens, in order.
    private(set) var steps: [Step] = []
    /// The changes to resolved, in order.
    private(set) var resolutions: [Resolution] = []
    /// The moments of the changes back, in order.
    private(set) var reopens: [Int64?] = []
    /// True if the conversation is resolved at its end.
    private(set) var isResolved = false

    /// True if anything tells the status.
    var isObserved: Bool { steps.contains { $0.observation?.status != nil && !$0.isRepetition } }

    /// Takes steps whose moments and repetitions are known, from the beginning of a conversation or session.
    init(_ steps: [Step]) {
      self.steps = steps
      for index in self.steps.indices { self.steps[index].resolution = nil }
      for index in self.steps.indices { take(index) }
    }

    /// Reads a conversation whose messages are in order.
    init(_ messages: [Message], _ observations: [Observation]) {
      var waiting = observations.sorted { $0.precedes($1) }
      for message in messages {
        while let first = waiting.first, first.position < message.created {
          steps.append(Step(observation: waiting.removeFirst()))
        }
        steps.append(Step(message: message))
        if let own = message.observation { steps.append(Step(observation: own)) }
      }
      steps += waiting.map { Step(observation: $0) }
      var latest = Int64.min
      for index in steps.indices {
        guard let own = steps[index].message?.created ?? steps[index].observation?.moment else { continue }
        latest = max(latest, own)
        steps[index].moment = latest
      }
      for index in steps.indices { steps[index].isRepetition = isRepetition(index) }
      for index in steps.indices { take(index) }
    }

    /// Returns true if an observation repeats one before it; whether those are repetitions is known.
    private func isRepetition(_ index: Int) -> Bool {
      guard let own = steps[index].observation, own.isExact, own.status != nil, let moment = own.moment else {
        return false
      }
      for before in steps[..<index].indices.reversed() {
        guard let other = steps[before].observation, other.status == own.status else { continue }
        // Between the two there must be none of the same origin.
        if other.origin == own.origin { return false }
        if other.isExact, !steps[before].isRepetition, let first = other.moment, abs(moment - first) <= 60_000
        {
          return true
        }
      }
      return false
    }

    private mutating func take(_ index: Int) {
      let step = steps[index]
      if step.isRepetition { return }
      if step.message?.role == .customer { reopen(step.moment) }
      guard let observation = step.observation, let status = observation.status else { return }
      if status != "resolved" {
        reopen(step.moment)
      } else if !isResolved {
        isResolved = true
        steps[index].resolution = resolutions.count
        resolutions.append(Resolution(moment: step.moment, isExact: observation.isExact))
      } else if observation.isExact, step.moment != nil, resolutions.last?.isExact == false {
        resolutions[resolutions.count - 1] = Resolution(moment: step.moment, isExact: true)
      }
    }

    private mutating func reopen(_ moment: Int64?) {
      if isResolved { reopens.append(moment) }
      isResolved = false
    }

    /// Removes steps.
    mutating func forget(_ isForgotten: (Step) -> Bool) { steps.removeAll(where: isForgotten) }

    /// The moments of the exact resolutions that are not before a start.
    func exact(since start: Int64) -> [Int64] {
      resolutions.filter(\.isExact).compactMap(\.moment).filter { $0 >= start }
    }
  }
}

extension Twin.History {
  /// The moment from which resolutions are measured.
  var start: Int64? { creation ?? participants.first?.created }

  /// The first exact resolution, with the time since the start.
  var firstResolution: (moment: Int64, length: Int64)? { resolutionTimes.first }

  /// The last exact resolution, with the time since the start.
  var lastResolution: (moment: Int64, length: Int64)? { resolutionTimes.last }

  private var resolutionTimes: [(moment: Int64, length: Int64)] {
    guard let start else { return [] }
    return life.exact(since: start).map { ($0, $0 - start) }
  }

  /// The time from a bot's last word to the first response after one, and the moment of that response.
  var handover: (moment: Int64, length: Int64)? {
    var remaining = responses[...]
    var last: Int64?
    for step in life.steps {
      if let observation = step.observation, observation.status == nil { last = step.moment }
      if step.message?.role == .bot { last = step.message?.created }
      guard let message = step.message, message.role == .agent else { continue }
      if let response = remaining.first, response.closing.id == message.id {
        remaining.removeFirst()
        if let last {
          return (message.created, message.created - max(last, response.opening.created))
        }
      }
      last = nil
    }
    return nil
  }
}
