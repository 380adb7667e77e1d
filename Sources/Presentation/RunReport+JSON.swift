// The report as run.json: first the events, then the files.

import ConvoStat

extension RunReport {
  /// The report as JSON: its `page` is run.json, its `line` is the line of `--json`.
  public var json: JSONValue {
    var members: [JSONValue.Member] = [
      ("tool", .string(RunReport.tool)),
      ("version", .string(convostatVersion)),
      ("run", .string(orNull: options.runID)),
      ("start", .string(formatMoment(startMilliseconds))),
      ("end", .string(formatMoment(endMilliseconds))),
      ("seconds", .decimal(durationMilliseconds, places: 3)),
      ("stages_s", stages.json),
      ("jobs", .number(options.jobs)),
      ("peak_memory_bytes", .number(peakMemoryBytes)),
      ("options", options.reported),
      ("as_of", .string(orNull: asOfMilliseconds.map(formatMoment))),
      ("newest_message", .string(orNull: newestMilliseconds.map(formatMoment))),
      ("as_of_ahead_of_clock", .bool(isAsOfAhead)),
      ("warnings", .array(allWarnings.map(JSONValue.string))),
      ("counts", counts.json),
      ("rejects", .object(rejectsByName)),
      ("rejects_omitted", .number(rejectsOmitted)),
    ]
    // rejects.ndjson, if it exists, has all of them.
    if rejectsPath == nil && !rejectExamples.isEmpty {
      members.append(("reject_examples", .array(rejectExamples.map(\.json))))
    }
    if !mapMatches.isEmpty { members.append(("map", .array(mapMatches.map(\.json)))) }
    if let contents { members.append(("contents", contents.json)) }
    members.append(("inputs", .array(inputs.map(\.json))))
    if options.keepsGoing { members.append(("broken_inputs", .array(broken.map(\.json)))) }
    members.append(("outputs", .array(outputs.map(\.json))))
    if let facts {
      members.append(("facts", facts.json))
    }
    return .object(members)
  }

  private var rejectsByName: [JSONValue.Member] {
    rejects.map { (name: $0.key.rawValue, value: .number($0.value)) }.sorted { $0.name < $1.name }
  }
}

extension StageTimes {
  fileprivate var json: JSONValue {
    .object(milliseconds.map { (name: $0.stage.rawValue, value: .decimal($0.value, places: 3)) })
  }
}

extension Counts {
  fileprivate var json: JSONValue {
    [
      "lines": .number(lines),
      "records": .number(records),
      "blank": .number(blank),
      "ignored": .number(ignored),
      "rejected": .number(rejected),
      "rejected_bytes": .number(rejectedBytes),
      "tolerated": .number(tolerated),
      "elements": .number(elements),
      "rejected_elements": .number(rejectedElements),
      "messages": .number(messages),
      "conversations": .number(conversations),
      "left_out_messages": .number(leftOut.messages),
      "left_out_conversations": .number(leftOut.conversations),
      "duplicates": .number(duplicates),
      "created_missing": .number(createdMissing),
      "senderless": .number(senderless.count),
      "ambiguous_references": .number(ambiguousReferences),
      "ambiguous_accounts": .number(ambiguousAccounts),
      "conflicting_records": .number(conflictingRecords),
      "observations_event": .number(observations(of: .event)),
      "observations_reporting": .number(observations(of: .reporting)),
      "observations_activity": .number(observations(of: .activity)),
      "observations_record": .number(observations(of: .record)),
      "observations_map": .number(observations(of: .map)),
      "unmatched_events": .number(unmatchedEvents),
      "activity_unmatched": .number(unmatchedActivities),
      "resolved_inexact": .number(inexactResolutions),
      "later_messages": .number(laterMessages),
      "guarded_cells": .number(guardedCells),
    ]
  }
}

extension MapMatch {
  fileprivate var json: JSONValue {
    .object(
      [
        ("key", .string(key)), ("pointer", .string(pointer)), ("tried", .number(tried)),
        ("found", .number(found)),
      ] + (source.isEmpty ? [] : [("source", .string(source))])
        + (keys.isEmpty ? [] : [("reached", .string(reached)), ("keys", .array(keys.map(JSONValue.string)))]))
  }
}

extension InputReport {
  fileprivate var json: JSONValue {
    .object(
      path.pathMembers + [
        ("bytes", .number(bytes)), ("lines", .number(lines)), ("records", .number(records)),
      ] + (sha256.map { [("sha256", .string($0))] } ?? []))
  }
}

extension BrokenInput {
  fileprivate var json: JSONValue {
    .object(path.pathMembers + [("error", .string(failure.kind)), ("detail", .string(failure.detail))])
  }
}

extension String {
  /// A path in JSON: readable, and in base 64 too if the readable form is not exact.
  fileprivate var pathMembers: [JSONValue.Member] {
    [("path", .string(printablePath))] + (base64Path.map { [("path_base64", .string($0))] } ?? [])
  }
}

extension OutputReport {
  fileprivate var json: JSONValue {
    .object(
      [("name", .string(name)), ("rows", .number(rows)), ("bytes", .number(bytes))]
        + (sha256.map { [("sha256", .string($0))] } ?? []))
  }
}

extension RejectExample {
  fileprivate var json: JSONValue { .object(members) }

  /// The members of the reject in JSON, in order.
  public var members: [JSONValue.Member] {
    path.pathMembers + [("line", .number(line))] + (index.map { [("index", .number($0))] } ?? [])
      + [("reason", .string(reason.rawValue)), ("detail", .string(detail))]
  }
}
