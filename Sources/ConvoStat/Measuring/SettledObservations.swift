// The status observations of a conversation at their positions among its messages, each change told once.

/// A status observation or a hand-over whose position and moment are final.
struct SettledObservation: BitwiseCopyable, Equatable {
  /// The index of the message that it precedes; the number of messages if it follows all.
  var before: Int
  /// The moment in milliseconds since 1970, never earlier than what precedes it; `StatusObservation.noMoment` if
  /// it is unknown.
  var moment: Int64
  var told: StatusObservation.Told
  /// True if a record told of the change itself.
  var isExact: Bool

  var hasMoment: Bool { moment != StatusObservation.noMoment }
}

/// The observations of one conversation in order, in memory that the next conversation uses again.
struct SettledObservations: ~Copyable {
  private var list = ReusableArray<SettledObservation>(capacity: 8)
  private var repetitions = Repetitions()
  /// The latest moment of the messages and observations so far.
  private var latest = Int64.min

  /// The observations in order, without repetitions.
  ///
  /// Valid until the next change.
  var elements: BorrowedArray<SettledObservation> { list.elements }

  /// The observations, to be changed in place.
  var borrowed: MutableBorrowedArray<SettledObservation> { mutating get { list.borrowed } }

  /// Settles the observations of a conversation, also those of its activity messages (Life: order of observations).
  mutating func settle(_ conversation: InPlace<Conversation>) {
    list.removeAll()
    let (messages, observations) = (conversation.value.messages, conversation.value.observations)
    if observations.isEmpty, !conversation.value.hasActivities { return }
    repetitions.begin()
    latest = .min
    var observed = 0
    for (index, message) in messages.enumerated() {
      while observed < observations.count, observations[observed].position < message.created {
        settle(observations[observed], before: index)
        observed += 1
      }
      latest = max(latest, message.created)
      guard let activity = message.activity else { continue }
      settle(
        StatusObservation(moment: message.created, told: activity, origin: .activity), before: index + 1)
    }
    for observation in observations.dropFirst(observed) { settle(observation, before: messages.count) }
  }

  private mutating func settle(_ observation: StatusObservation, before index: Int) {
    var settled = SettledObservation(
      before: index, moment: observation.moment, told: observation.told, isExact: observation.isExact)
    if observation.hasMoment {
      latest = max(latest, observation.moment)
      settled.moment = latest
      if observation.isExact, observation.told != .handover, repetitions.isRepetition(observation) { return }
    }
    list.append(settled)
  }
}
