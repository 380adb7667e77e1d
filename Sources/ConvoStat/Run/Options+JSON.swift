// The options as run.json has them.

extension Options {
  /// The options that decide what tables say and which there are.
  var tableOptions: JSONValue {
    guard case .object(let members) = json else { return json }
    let others: Set = [
      "conversation_from_filename", "account", "shard", "checksums", "max_rejects", "max_reject_share",
      "max_reject_bytes", "max_line_bytes", "keep_going", "min_records", "newest_within", "max_drop",
    ]
    return .object(members.filter { !others.contains($0.name) })
  }

  /// The options under the names of their flags, with `_` for `-`.
  package var json: JSONValue {
    [
      "metadata": .array(metadataKeys.map(JSONValue.string)),
      "attributes": .bool(attributes),
      "by": .array(by.map { .string($0.keys.map(\.name).joined(separator: ",")) }),
      "where": conditions.isEmpty ? .null : .array(conditions.map { .string($0.text) }),
      "since": .string(orNull: (window.since?.moment(in: zone)).map(formatMoment)),
      "until": .string(orNull: (window.until?.moment(in: zone)).map(formatMoment)),
      "anchor": .string(orNull: window.isEverything ? nil : window.anchor.rawValue),
      "max_groups": .number(orNull: maxGroups),
      "timezone": .string(orNull: zone?.name),
      "conversation_from_filename": .bool(conversationFromFilename),
      "account": .string(orNull: account),
      "map": .string(orNull: map?.source),
      "shard": .string(orNull: shard.map { "\($0.number)/\($0.count)" }),
      "as_of": .string(orNull: asOfMilliseconds.map(formatMoment)),
      "order": .string(order.rawValue),
      "wait_from": .string(waitFrom.rawValue),
      "first_response_from": .string(firstResponseFrom.rawValue),
      "bots": .string(bots.rawValue),
      "buckets": buckets.map { .array($0.bounds.map { .decimal($0, places: 3) }) } ?? .null,
      "within": levels.map { .array($0.levels.map { .string($0.name) }) } ?? .null,
      "hours": .string(orNull: hours?.text),
      "responses": .bool(responses),
      "csv_text": .string(csvText.rawValue),
      "dialect": .string(dialect.rawValue),
      "split_rows": .number(orNull: splitRows),
      "xlsx": .bool(xlsx),
      "report": .bool(report),
      "checksums": .bool(checksums),
      "max_rejects": .number(orNull: maxRejects),
      "max_reject_share": maxRejectShareMillionths.map { .decimal(Int64($0), places: 6) } ?? .null,
      "max_reject_bytes": .number(maxRejectBytes),
      "max_line_bytes": .number(maxLineBytes),
      "keep_going": .bool(keepsGoing),
      "no_facts": .bool(refusesFacts),
      "min_records": .number(orNull: guards.minRecords),
      "newest_within": guards.newestWithinMilliseconds.map { .decimal($0, places: 3) } ?? .null,
      "max_drop": guards.maxDropMillionths.map { .decimal(Int64($0), places: 6) } ?? .null,
    ]
  }
}
