// Rows of groups and waits held against figures that were worked out by hand.

import Testing

@Suite("The twin's tables of lives")
struct LifeTableTests {
  private typealias Rows = [[String: String]]

  private func tables(_ scripts: [String], _ options: Twin.Options = Twin.Options()) -> [String: Rows] {
    let lines = scripts.enumerated().flatMap { LifeScript($0.element, conversation: 7 + $0.offset).lines }
    return Twin(options: options).run([("lives.ndjson", lines)]).tables.mapValues { table in
      let rows = csvRows(table)
      return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(rows[0], $0)) }
    }
  }

  private func expect(_ row: [String: String]?, _ cells: String, _ place: String) {
    for cell in cells.split(separator: " ") {
      let parts = cell.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      #expect(row?[parts[0]] == parts[1], "\(parts[0]) of \(place)")
    }
  }

  /// Monday 09:00 is 0, Tuesday 09:00 is 86 400, Wednesday 09:00 is 172 800.
  private let scripts = [
    "customer 0, agent 60, customer 90, named:resolved 86400, customer 172800, agent 172860",
    "customer 5, bot 10, handoff 15",
    "customer 172805",
    "agent 172900",
  ]

  @Test("count resolutions and waits on their own days")
  func days() {
    let rows = tables(scripts)["by_day.csv"] ?? []
    #expect(rows.map { $0["day"] } == ["2026-01-05", "2026-01-06", "2026-01-07"])
    expect(
      rows.first,
      """
      conversations=2 waits=3 responses=1 waits_ended_by_resolve=1 unanswered=1 bot_responses=1 resolved=0 \
      resolutions=0 reopens=0 resolution_count=0 first_resolution_count=0 handover_count=0
      """, "Monday")
    expect(
      rows[1],
      """
      conversations=0 waits=0 resolved=0 resolutions=1 reopens=0 resolution_count=1 \
      resolution_mean_s=86400.000 first_resolution_count=1 first_resolution_max_s=86400.000 messages=0
      """, "Tuesday")
    expect(
      rows[2],
      "conversations=2 waits=2 responses=1 unanswered=1 resolved=0 resolutions=0 reopens=1 resolution_count=0",
      "Wednesday")
  }

  @Test("leave the cells empty where no status is known")
  func unknown() {
    let scripts = [self.scripts[2], "customer 0, named:resolved 60"]
    let rows = tables(scripts)["by_day.csv"] ?? []
    expect(rows.first, "resolved=1 resolutions=1 reopens=0 resolution_count=1", "Monday")
    expect(rows.last, "resolved= resolutions= reopens= resolution_count=0 conversations=1", "Wednesday")
    let summary = tables([self.scripts[2]])["summary.csv"]?.first
    expect(summary, "resolved= resolutions= reopens= resolution_count=0 first_resolution_count=0", "all")
  }

  @Test("put a moment that is not known into the row without one")
  func timeless() {
    let rows = tables(["customer 0, event:resolved -"])["by_day.csv"] ?? []
    expect(rows.first, "day=(none) conversations=0 resolved=1 resolutions=1 resolution_count=0", "no day")
    expect(rows.last, "day=2026-01-05 resolved=0 resolutions=0 waits_ended_by_resolve=1", "Monday")
  }

  @Test("credit an agent with its responses and their waits, nothing else")
  func agents() {
    let rows = tables(scripts)["by_agent.csv"] ?? []
    #expect(rows.map { $0["agent"] } == ["(none)", "5"])
    expect(
      rows.first,
      """
      conversations=2 waits=3 waits_ended_by_resolve=1 unanswered=2 responses=0 resolved=0 resolutions=1 \
      reopens=1 resolution_count=1
      """, "nobody")
    expect(
      rows.last,
      "conversations=2 waits=2 responses=2 waits_ended_by_resolve=0 resolved=0 resolutions=0 reopens=0",
      "agent 5")
    // An agent that wrote only where no status is known.
    let unknown = tables([scripts[3], "customer 0, named:resolved 60"])["by_agent.csv"] ?? []
    expect(unknown.last, "agent=5 resolved= resolutions= reopens=", "agent 5")
    expect(unknown.first, "agent=(none) resolved=1 resolutions=1 reopens=0", "nobody")
  }

  @Test("sum up to the row of all")
  func summary() {
    let row = tables(scripts)["summary.csv"]?.first
    expect(
      row,
      """
      conversations=4 waits=5 responses=2 waits_ended_by_resolve=1 waits_ended_by_bot=0 unanswered=2 \
      bot_responses=1 never_answered=1 resolved=0 resolutions=1 reopens=1 resolution_count=1
      """, "all")
    let handed = tables(["customer 0, bot 10, agent 30", "customer 0, bot 10, handoff 20, agent 60"])
    expect(
      handed["summary.csv"]?.first, "handover_count=2 handover_mean_s=30.000 handover_max_s=40.000", "all")
    expect(handed["by_agent.csv"]?.first, "agent=(none) handover_count=2", "nobody")
  }

  @Test("list every wait with what ended it")
  func responses() {
    var options = Twin.Options()
    options.listsWaits = true
    let script =
      "customer 0, agent 60, customer 90, named:resolved 100, handoff 200, agent 230, customer 300, bot 310, customer 320"
    let rows = tables([script], options)["responses.csv"] ?? []
    #expect(rows.map { $0["closed_by"] } == ["agent", "resolve", "agent", "bot", "open"])
    expect(
      rows[1],
      """
      wait=2 opening_message_id=m2 closing_message_id= closing_created_at=2026-01-05T09:01:40.000Z \
      closing_client_at= agent= waiting_s=
      """, "the second wait")
    expect(
      rows[2],
      """
      opening_message_id= opening_created_at=2026-01-05T09:03:20.000Z opening_client_at= \
      closing_message_id=m5 agent=5 latency_created_s=30.000 latency_client_s= is_first_response=0
      """, "the third wait")
    expect(rows[3], "closing_message_id=m7 bot_message_id=m7 latency_created_s=10.000", "the fourth wait")
    expect(rows[4], "closing_message_id= waiting_s=0.000", "the fifth wait")
  }

  @Test("count answers in time and open waits, not the ended ones")
  func levels() {
    var options = Twin.Options()
    options.levels = [("1m", 60_000)]
    let scripts = ["customer 0, agent 60, customer 90, named:resolved 5000", "customer 0, customer 6000"]
    expect(
      tables(scripts, options)["summary.csv"]?.first,
      """
      response_created_within_1m=0.5000 response_created_pending_1m=0 first_response_created_within_1m=0.5000 \
      first_response_created_pending_1m=0
      """, "all")
    options.resolveEndsWait = false
    expect(
      tables(scripts, options)["summary.csv"]?.first,
      "response_created_within_1m=0.3333 first_response_created_within_1m=0.5000", "all")
  }
}
