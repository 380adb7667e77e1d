// The as-of moment of a run that names none: the creation time of its latest message.

extension Conversations {
  /// Returns the latest created time of the kept messages: the as-of of a run that names none (Definitions:
  /// as-of); `nil` if there is no such message.
  ///
  /// It is usually that of all messages, unless every message with that time lost to another record of itself.
  ///
  /// - Parameter limit: messages that were created later are ignored.
  func latestCreated(_ options: JoiningOptions, atMost limit: Int64 = .max) -> Int64? {
    guard let (created, holders) = latest else { return nil }
    if created > limit { return latestKept(options, atMost: limit) }
    var assembler = ConversationAssembler(self, options)
    for holder in holders where assembler.latestCreated(holder, after: created - 1) == created {
      return created
    }
    return latestKept(options, atMost: limit)
  }

  /// Returns the latest created time of the kept messages, computed over every conversation.
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
