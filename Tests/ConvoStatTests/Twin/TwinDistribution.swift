// The table of how many responses took how long, bucket by bucket and response by response.

extension Twin.Tables {
  /// Returns distribution.csv: every bucket of every queue.
  func distribution(_ bounds: [Int64]) -> String {
    let queues = Dictionary(grouping: histories) { history in
      let key = history.conversation.key
      return [key.source, key.account, history.conversation.attributes["queue"] ?? "(none)"]
    }
    var rows: [[Twin.Cell]] = []
    for (queue, histories) in queues.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      for bucket in 0...bounds.count { rows.append(row(queue, histories, bucket, bounds)) }
    }
    return Twin.Cell.csv(rows, headerOf: row(["", "", ""], [], 0, bounds), raw: options.rawText)
  }

  private func row(
    _ queue: [Twin.Text], _ histories: [Twin.History], _ bucket: Int, _ bounds: [Int64]
  ) -> [Twin.Cell] {
    let from = bucket == 0 ? nil : bounds[bucket - 1]
    let below = bucket == bounds.count ? nil : bounds[bucket]
    func count(_ values: [Int64?]) -> Int {
      values.compactMap { $0 }.count { $0 >= from ?? .min && $0 < below ?? .max }
    }
    let first = histories.compactMap(\.firstResponse)
    let all = histories.flatMap(\.responses)
    return zip(["source", "account_id", "queue"], queue).map { Twin.Cell.text($0, $1) } + [
      .number("bucket", bucket + 1),
      Twin.Cell(column: "from_s", plain: Twin.Statistics.seconds(from)),
      Twin.Cell(column: "below_s", plain: Twin.Statistics.seconds(below)),
      .number("first_responses_created", count(first.map(\.created))),
      .number("responses_created", count(all.map(\.created))),
      .number("first_responses_client", count(first.map(\.client))),
      .number("responses_client", count(all.map(\.client))),
    ]
  }
}
