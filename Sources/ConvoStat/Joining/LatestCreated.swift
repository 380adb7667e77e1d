// The as-of moment of a run that names none: when its latest message was created.

extension Conversations {
  /// Returns the latest created time of the messages that are kept: the as-of of a run that names none
  /// (README 2);
  /// `nil` if there is no such message.
  ///
  /// It is that of all messages, unless every one that was created then was dropped for another record of
  /// itself.
  ///
  /// - Parameter limit: messages that were created later are passed over.
  func latestCreated(_ options: JoiningOptions, atMost limit: Int64 = .max) -> Int64? {
    guard let (created, holders) = latest else { return nil }
    if created > limit { return latestKept(options, atMost: limit) }
    var assembler = ConversationAssembler(self, options)
    for holder in holders where assembler.latestCreated(holder, after: created - 1) == created {
      return created
    }
    return latestKept(options, atMost: limit)
  }

  /// Returns the latest created time of the messages that are kept, by a look at every conversation.
  private func latestKept(_ options: JoiningOptions, atMost limit: Int64) -> Int64? {
    let workers = options.jobs
    return inParallel(workers) { worker in
      var assembler = ConversationAssembler(self, options)
      var latest: Int64?
      var number = worker
      while number < count {
        if let created = assembler.latestCreated(number, after: latest, atMost: limit) { latest = created }
        number += workers
      }
      return latest
    }.compactMap { $0 }.max()
  }
}
