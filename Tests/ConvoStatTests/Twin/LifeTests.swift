// The twin's lives of conversations held against figures that were worked out by hand.

import Testing

@Suite("The twin's lives")
struct LifeTests {
  /// Scripts with the cells that follow, written `column=cell`.
  static let lives: [(script: String, cells: String)] = [
    // A closing "thanks" ends with the resolution, which two sources tell.
    (
      "customer 0, agent 60, customer 90, activity:resolved 100, named:resolved 100.4, customer 950000, agent 950060",
      """
      responses=2 response_created_total_s=120.000 waits=3 waits_ended_by_resolve=1 waits_ended_by_bot=0 \
      unanswered=0 resolutions=1 reopens=1 resolved=0 resolved_at= first_resolution_s=100.000 \
      resolution_s=100.000
      """
    ),
    (
      "customer 0, agent 60, customer 90, event:resolved 100.5, record:resolved 100.5",
      """
      responses=1 waits=2 waits_ended_by_resolve=1 unanswered=0 resolutions=1 reopens=0 resolved=1 \
      resolved_at=2026-01-05T09:01:40.500Z resolution_s=100.500 waiting_since= waiting_s=
      """
    ),
    // No message tells the start.
    (
      "event:resolved 100.5, event:open 50.5",
      """
      messages=0 resolved=1 resolutions=1 reopens=0 resolved_at=2026-01-05T09:01:40.500Z resolution_s= \
      first_resolution_s=
      """
    ),
    // Nothing tells a status, and only a status that is open.
    ("customer 0, activity:other 5", "resolved= resolutions= reopens= unanswered=1 waits=1"),
    ("customer 0, handoff 5", "resolved= resolutions= reopens= unanswered=1 waits=1"),
    ("customer 0, updated:open 5", "resolved=0 resolutions=0 reopens=0 unanswered=1 waits=1"),
    // Records were read at a moment, events happened then.
    (
      "customer 0, record:resolved 100",
      "resolved=1 resolved_at=2026-01-05T09:01:40.000Z resolution_s= waits_ended_by_resolve=1 unanswered=0"
    ),
    ("customer 0, updated:resolved 100", "resolved=1 resolutions=1 resolution_s="),
    ("customer 0, changed:resolved 100", "resolved=1 resolutions=1 resolution_s=100.000"),
    ("customer 0, named:resolved 100, named:open 130", "resolved=0 resolutions=1 reopens=1"),
    ("customer 0, report:bot 100, named:open 130", "resolved=0 resolutions=1 first_resolution_s=100.000"),
    (
      "customer 0, activity:resolved 10, activity:snoozed 20, activity:resolved 30, activity:pending 40",
      "resolutions=2 reopens=2 resolved=0 first_resolution_s=10.000 resolution_s=30.000"
    ),
    // An exact resolution after an inexact one.
    (
      "customer 0, record:resolved 100, named:resolved 130",
      "resolutions=1 resolved_at=2026-01-05T09:02:10.000Z resolution_s=130.000"
    ),
    (
      "customer 0, record:resolved 100, customer 110, named:resolved 130",
      "resolutions=2 reopens=1 resolution_s=130.000 first_resolution_s=130.000 waits_ended_by_resolve=2"
    ),
    (
      "customer 0, record:resolved 100, event:resolved -",
      "resolutions=1 resolved_at=2026-01-05T09:01:40.000Z resolution_s="
    ),
    // What has no moment is last.
    (
      "event:resolved -, customer 0, agent 60, customer 90",
      "resolved=1 resolutions=1 resolved_at= resolution_s= waits_ended_by_resolve=1 unanswered=0"
    ),
    ("record:open -, customer 0, named:resolved 90", "resolved=0 resolutions=1 reopens=1"),
    // A whole second may be any part of it, but nothing is earlier than what came before.
    (
      "customer 0, customer 100.5, record:resolved 100",
      "resolved=1 resolved_at=2026-01-05T09:01:40.500Z unanswered=0"
    ),
    (
      "customer 0, named:resolved 100, customer 101",
      "resolutions=1 reopens=1 resolved=0 waits=2 unanswered=1 resolution_s=100.000"
    ),
    ("customer 0, named:resolved 100.001, customer 100.5", "reopens=1 unanswered=1"),
    ("customer 0, activity:resolved 100, customer 100.5", "reopens=1 unanswered=1"),
    // At one position: hand-overs, other statuses, resolutions.
    ("event:resolved 100.5, event:open 100.5", "resolutions=1 reopens=0 resolved=1"),
    ("event:resolved 99.999, event:open 99", "resolutions=1 reopens=0 resolved=1"),
    ("named:resolved 10.5, handoff 10.5", "waits=1 waits_ended_by_resolve=1 unanswered=0"),
    // Repetitions: another origin within a minute.
    (
      "customer 0, named:resolved 100, customer 120, report:resolved 160",
      "resolutions=1 reopens=1 resolved=0 unanswered=1"
    ),
    (
      "customer 0, named:resolved 100, customer 120, report:resolved 160.001",
      "resolutions=2 reopens=1 resolved=1 waits_ended_by_resolve=2 resolution_s=160.001"
    ),
    ("customer 0, named:resolved 100, customer 110, named:resolved 120", "resolutions=2 reopens=1"),
    ("customer 0, record:resolved 100, customer 110, named:resolved 120", "resolutions=2 reopens=1"),
    (
      "customer 0, activity:resolved 100, named:resolved 150, customer 151, report:resolved 205",
      "resolutions=2 reopens=1 resolved=1"
    ),
    (
      "customer 0, activity:resolved 100, report:resolved 110, customer 115, report:resolved 120",
      "resolutions=2 reopens=1 resolved=1"
    ),
    (
      "customer 0, activity:resolved 100, customer 115, report:resolved 120, report:resolved 120",
      "resolutions=1 reopens=1 resolved=0"
    ),
    (
      "customer 0, named:resolved 10, named:open 20, activity:open 21, customer 22, report:resolved 30, report:open 31",
      "resolutions=1 reopens=1 resolved=0"
    ),
    // Resolutions before the start have no duration.
    (
      "named:resolved 5, customer 10, named:resolved 40",
      "resolutions=2 reopens=1 first_resolution_s=30.000 resolution_s=30.000"
    ),
    ("customer 30, named:resolved 100", "resolution_s=70.000"),
    // Hand-overs.
    (
      "customer 0, bot 10, handoff 20, bot 21, agent 100",
      """
      waits=1 responses=1 bot_responses=1 waits_ended_by_bot=0 first_response_created_s=100.000 \
      handover_s=79.000
      """
    ),
    (
      "customer 0, bot 10, handoff 20",
      """
      waits=1 bot_responses=1 waits_ended_by_bot=0 unanswered=1 never_answered=0 \
      waiting_since=2026-01-05T09:00:00.000Z
      """
    ),
    ("customer 0, bot 10", "waits=1 bot_responses=1 waits_ended_by_bot=1 unanswered=0 handover_s="),
    (
      "bot 0, handoff 20, agent 50",
      "waits=1 responses=1 first_response_created_s=30.000 first_response_client_s= handover_s=30.000"
    ),
    ("bot 0, report:handoff 20, handoff -, record:open 60", "waits=1 unanswered=1 waiting_s=-20.000"),
    ("bot 0, handoff 20, customer 30, bot 40, agent 50", "waits=1 bot_responses=0 handover_s=10.000"),
    (
      "customer 0, agent 5, handoff 20, customer 30, agent 50",
      "waits=2 responses=2 response_created_total_s=35.000 handover_s=30.000"
    ),
    (
      "customer 0, bot 5, customer 20, agent 50", "waits=2 waits_ended_by_bot=1 responses=1 handover_s=30.000"
    ),
    ("customer 0, bot 5, agent 10, agent 20, customer 30, agent 40", "handover_s=5.000 responses=2"),
    ("bot 0, agent 5, customer 10, agent 20", "responses=1 handover_s="),
    // A resolution after a bot's answer.
    ("customer 0, bot 10, named:resolved 20", "waits_ended_by_bot=1 waits_ended_by_resolve=0 resolutions=1"),
    ("customer 0, bot 10, handoff 15, named:resolved 20", "waits_ended_by_bot=0 waits_ended_by_resolve=1"),
    ("customer 0, handoff 15, bot 16, named:resolved 20", "bot_responses=0 waits_ended_by_resolve=1"),
    // While it is resolved, only a change ends a wait.
    (
      "named:resolved 0, handoff 100, named:resolved 200, agent 250",
      "waits=1 resolutions=1 responses=1 first_response_created_s=150.000"
    ),
  ]

  @Test("give the cells that the definitions give", arguments: lives)
  func life(script: String, cells: String) {
    expect(script, cells)
  }

  private func expect(_ script: String, _ cells: String, _ options: Twin.Options = Twin.Options()) {
    let row = Twin.cells(LifeScript(script).lines, options)
    for cell in cells.split(separator: " ") {
      let parts = cell.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      #expect(row[parts[0]] == parts[1], "\(parts[0]) of \(script)")
    }
  }

  @Test("follow the options")
  func options() {
    var options = Twin.Options()
    options.resolveEndsWait = false
    expect("customer 0, named:resolved 20", "unanswered=1 waits_ended_by_resolve=0 resolved=1", options)
    expect("customer 0, bot 5, named:resolved 20", "waits_ended_by_bot=1 waits=1", options)
    options = Twin.Options()
    options.firstFromCreation = true
    expect("customer 30, named:resolved 100", "resolution_s=100.000 first_resolution_s=100.000", options)
    options = Twin.Options()
    options.waitFromLast = true
    expect("customer 0, handoff 5, customer 20, bot 25, agent 50", "responses=1 bot_responses=0", options)
    expect("customer 0, handoff 5, customer 20, agent 50", "response_created_max_s=30.000", options)
    options = Twin.Options()
    options.botsIgnored = true
    expect("customer 0, bot 10, handoff 20, agent 50", "handover_s=30.000 bot_messages=0", options)
  }

  @Test("stand where the customers' clocks put the messages")
  func clientOrder() {
    let script = "customer 0/0, agent 20/5, customer 10/8, named:resolved 15"
    expect(script, "waits=1 waits_ended_by_resolve=1 responses=0 resolved=1 reopens=0")
    var options = Twin.Options()
    options.orderByClient = true
    // The resolution is before the agent's message, which was created later, and the customer's follows.
    expect(script, "waits=2 waits_ended_by_resolve=1 responses=0 unanswered=1 reopens=1 resolved=0", options)
    expect(script, "waiting_since=2026-01-05T09:00:10.000Z first_resolution_s=15.000", options)
    // An activity's resolution is never earlier than what is before its message.
    let late = "customer 0/0, agent 60/1, activity:resolved 50/2"
    expect(late, "resolution_s=60.000 responses=1", options)
    expect(late, "resolution_s=50.000 responses=0 waits_ended_by_resolve=1")
  }

  @Test("begin with a participant, whatever a hand-over opens")
  func beginning() {
    expect("customer 0, handoff 5, agent 60", "waits=1 first_response_created_s=60.000 handover_s=55.000")
    expect("handoff 5, customer 10, agent 60", "waits=1 first_response_created_s=55.000 agent_initiated=0")
  }

  /// Scripts, a moment in seconds, and the cells of the world as it was then; none if there is no row.
  static let worlds: [(script: String, asOf: Int64, cells: String?)] = [
    (
      "customer 0, agent 7200", 3600,
      "messages=1 responses=0 unanswered=1 waiting_s=3600.000 resolved="
    ),
    (
      "customer 0, named:resolved 100, customer 200", 100,
      "messages=1 resolved=1 unanswered=0 resolution_s=100.000 reopens=0"
    ),
    ("customer 0, named:resolved 100.001", 100, "messages=1 resolved= unanswered=1 status=pending"),
    ("customer 0, record:resolved -", 100, "resolved=1 resolutions=1"),
    ("customer 0, record:resolved -, agent 200", 100, "resolved= unanswered=1 status=resolved"),
    ("customer 0, event:resolved -, agent 200", 100, "resolved=1 unanswered=0"),
    ("customer 0, bot 10, handoff 20", 15, "waits_ended_by_bot=1 unanswered=0"),
    ("customer 50, record:open 70", 10, "messages=0 resolved= first_message_at="),
    ("customer 50, agent 70", 10, nil),
    ("customer 50, record:open 70", -1, nil),
    ("record:open 70", -1, nil),
  ]

  @Test("go back to a given as-of", arguments: worlds)
  func asOf(script: String, asOf: Int64, cells: String?) {
    var options = Twin.Options()
    options.asOf = LifeScript.start + asOf * 1000
    if let cells {
      expect(script, cells, options)
    } else {
      #expect(Twin.cells(LifeScript(script).lines, options).isEmpty, "\(script)")
    }
  }

  static let activities: [(text: String, status: String?)] = [
    ("Conversation was marked resolved by Kim", "resolved"), ("Conversation was resolved by", "resolved"),
    (" \n Conversation was resolved by A\nB ", "resolved"), ("conversation was resolved by Kim", nil),
    ("Conversation was marked resolved", nil), ("X Conversation was resolved by Kim", nil),
    ("Conversation was reopened by Kim", "open"), ("Conversation was marked open", "open"),
    ("Conversation was marked open by Kim", "open"), ("Conversation was marked as pending by Kim", "pending"),
    ("System reopened the conversation due to a new message.", "open"), ("", nil),
    ("Conversation was snoozed by Kim", "snoozed"), ("Conversation was snoozed", nil),
  ]

  @Test("know the texts of activities", arguments: activities)
  func activity(text: String, status: String?) {
    #expect(Twin.status(ofActivity: Twin.Text(text))?.string == status)
  }

  /// Reporting events, and whether each is that of a conversation 7 in account 1 and inbox 3.
  static let reports: [(String, Bool)] = [
    (#""conversation_id":7,"account_id":1,"inbox_id":3,"event_start_time":1767603600"#, true),
    (#""conversation_id":"7","account_id":1,"event_start_time":1767603600.9"#, true),
    (#""conversation_id":7,"account_id":1,"inbox_id":3,"event_start_time":null"#, true),
    (#""conversation_id":7,"account_id":1,"inbox_id":3,"event_start_time":1767603601"#, false),
    (#""conversation_id":7,"account_id":1,"inbox_id":4,"event_start_time":1767603600"#, false),
    (#""conversation_id":7,"account_id":2,"inbox_id":3,"event_start_time":1767603600"#, false),
    (#""conversation_id":8,"account_id":1,"inbox_id":3,"event_start_time":1767603600"#, false),
  ]

  @Test("take reporting events for the conversation that fits", arguments: reports)
  func match(event: String, isMatched: Bool) {
    func run(_ name: String, _ lines: [UInt8]) -> Twin.Outcome {
      let report = #"{"name":"\#(name)","value":1,"event_end_time":1767603700,\#(event)}"#
      return Twin().run([("life.ndjson", lines + Array(report.utf8))])
    }
    let lines = LifeScript("customer 0, record:open 1").lines
    let outcome = run("conversation_resolved", lines)
    #expect(outcome.lifeCounts["observations_reporting"] == (isMatched ? 1 : 0))
    #expect(outcome.lifeCounts["unmatched_events"] == (isMatched ? 0 : 1))
    #expect(outcome.tables["conversations.csv"]?.split(separator: "\n").count == 2)
    // An opened conversation began at another time, and what nobody says contradicts nothing.
    let isElsewhere = !event.contains("\"inbox_id\":3") || event.contains("_id\":2") || event.contains(":8")
    let opened = run("conversation_opened", lines)
    if !isElsewhere { #expect(opened.lifeCounts["unmatched_events"] == 0) }
    // A row of the database is meant by its id alone.
    let row = #"{"id":7,"display_id":70,"status":0,"inbox_id":5,"account_id":6,"created_at":1767600000}"#
    let matched = run("conversation_resolved", Array((row + "\n").utf8))
    #expect(matched.lifeCounts["observations_reporting"] == (event.contains(":8") ? 0 : 1))
    #expect(run("first_response", lines).counts["ignored"] == 1)
  }
}
