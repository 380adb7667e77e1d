// distribution.csv: the number of first responses and responses of each queue by duration.

/// The values of a bucket's row.
struct DistributionRow {
  /// The source, account and queue.
  let keys: [Text]
  /// The index of the bucket, from 0.
  let bucket: Int
  let buckets: Buckets
  let firstResponses: ByClock<Int>
  let responses: ByClock<Int>
}

extension Columns<DistributionRow> {
  /// Returns the columns of distribution.csv in order (Columns: distribution.csv).
  static func ofDistribution(_ optional: OptionalColumns = OptionalColumns()) -> [Columns] {
    Key.columns(of: [.queue]).enumerated().map { index, key in
      text(.key(key), key.definition) { $0.keys[index] }
    } + [
      count(.bucket, "Number of the bucket, from 1.") { $0.bucket + 1 },
      seconds(
        .bucketStart,
        "Lower bound of the bucket, inclusive; empty for the first bucket, which has all shorter times."
      ) {
        $0.buckets.start($0.bucket)
      },
      seconds(.bucketEnd, "Upper bound of the bucket, exclusive; empty for the last bucket.") {
        $0.buckets.end($0.bucket)
      },
    ] + Clock.allCases.flatMap { counts(by: $0, optional.firstResponse) }
  }

  private static func counts(by clock: Clock, _ firstResponse: LatencyName) -> [Columns] {
    let (first, response) = (firstResponse.by(clock), LatencyName.response.by(clock))
    return [
      count(.firstResponses(clock), "Number of \(first.values) in the bucket.") {
        $0.firstResponses[clock]
      },
      count(.responses(clock), "Number of \(response.values) in the bucket.") {
        $0.responses[clock]
      },
    ]
  }
}

extension Summaries {
  /// The name of the file.
  static let distributionName = "distribution.csv"

  /// Returns the table with a row for every bucket of every queue, also for empty buckets.
  func distribution(_ buckets: Buckets, agents: some AgentDirectory) -> Table {
    let columns = Columns.ofDistribution(optional)
    let queues = groupings[0].sorted(agents: agents, mostRows: nil)
    let pools: [Pool] = [.firstResponseCreated, .firstResponseClient, .responseCreated, .responseClient]
    let dealt = dealt(0, queues.groupOfRow, groups: queues.groups.count, pools: pools)
    let counts = inParallel(queues.groups.count, by: workers) { group in
      dealt.map { buckets.counts(of: $0[group]) }
    }
    let rows = TableRows.written(TableForms(options, isShown: false), options.csvText) { writer in
      for (group, counts) in zip(queues.groups, counts) {
        let first = ByClock(created: counts[0], client: counts[1])
        let all = ByClock(created: counts[2], client: counts[3])
        for bucket in 0..<buckets.count {
          let row = DistributionRow(
            keys: group.cells, bucket: bucket, buckets: buckets,
            firstResponses: ByClock(created: first.created[bucket], client: first.client[bucket]),
            responses: ByClock(created: all.created[bucket], client: all.client[bucket]))
          writer.append(row, to: columns)
        }
      }
    }
    return Table(
      name: Summaries.distributionName, columns: columns.flatMap(\.columns), options.csvText, [rows])
  }
}
