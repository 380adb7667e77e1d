// Which conversations count: those within the window that meet all conditions (Options: --where).

/// Decides whether a conversation counts, after it was assembled and measured and before any table gets it.
struct ConversationFilter: ~Copyable {
  /// True if every conversation counts.
  let keepsAll: Bool
  private let window: Range<Int64>
  private let hasWindow: Bool
  private let anchor: Anchor
  private var demands: [KeyDemand]

  /// - Parameters:
  ///   - extras: the attributes that conversations have beside those of every run, in their order.
  ///   - agents: the ids of the run's agents by number.
  init(_ selection: Selection, extras: [ExtraAttribute], agents: TextTable) {
    hasWindow = !selection.window.isEverything
    window = selection.window.moments(in: selection.zone)
    anchor = selection.window.anchor
    var keys: [Key] = []
    for condition in selection.conditions where !keys.contains(condition.key) { keys.append(condition.key) }
    demands = keys.map { key in
      KeyDemand(
        key, selection.conditions.filter { $0.key == key }, extras, zone: selection.zone, agents)
    }
    keepsAll = !hasWindow && demands.isEmpty
  }

  /// Returns true if a conversation counts.
  /// - Parameter measures: the measures of this conversation.
  mutating func keeps(_ conversation: InPlace<Conversation>, _ measures: ConversationMeasures) -> Bool {
    if hasWindow, !isWithin(conversation, measures.figures) { return false }
    for index in demands.indices where !demands[index].isMet(conversation, measures) { return false }
    return true
  }

  private func isWithin(_ conversation: InPlace<Conversation>, _ figures: ConversationFigures) -> Bool {
    switch anchor {
    case .conversation: return figures.start.map(window.contains) ?? false
    case .message:
      guard let span = figures.participantSpan, span.overlaps(window) else { return false }
      return conversation.value.messages.contains { $0.kind.isParticipant && window.contains($0.created) }
    }
  }
}

/// Options that select the conversations that count.
public struct Selection: Sendable {
  /// Conditions that a conversation must meet, all of them.
  public var conditions: [Condition]
  /// Window in which a conversation must lie.
  public var window: Window
  /// Zone in which the days of the window begin; `nil` if it is UTC.
  public var zone: Zone?
  /// What the outputs say of people.
  public var people = People()

  /// The options as they were typed, for people; empty if every conversation counts.
  public var text: String {
    let parts = [
      window.since.map { "--since \(shown($0.start(in: zone)))" },
      window.until.map { "--until \(shown($0.end(in: zone)))" },
      window.isEverything || window.anchor == .conversation ? nil : "--anchor \(window.anchor.rawValue)",
    ]
    return (parts.compactMap { $0 } + conditions.map { "--where \($0.text(for: people))" }).joined(
      separator: ", ")
  }

  /// Returns a moment as an option has it: as the date if it is the first moment of a day.
  private func shown(_ moment: Int64) -> String {
    let text = formatMoment(moment, in: zone)
    let isMidnight = Zone.day(of: moment + (zone?.offset(at: moment) ?? 0)).ofDay == 0
    return isMidnight ? String(text.prefix(10)) : text
  }
}

/// The conditions on one key together: the key must have one of the wanted values and none of the unwanted
/// ones.
struct KeyDemand {
  private let subject: Subject
  private let wanted: [DemandedValue]
  private let unwanted: [DemandedValue]
  /// The answers by period, as there are few different periods.
  private var known: [Int64: Bool] = [:]

  /// The part of a conversation that has the key.
  private enum Subject {
    case text(ConversationKeyText)
    /// The index of the labels among the extra attributes.
    case labels(Int)
    case period(Key, Periods)
    case agent
  }

  init(
    _ key: Key, _ conditions: [Condition], _ extras: [ExtraAttribute], zone: Zone?, _ agents: TextTable
  ) {
    if key == .label, let index = extras.firstIndex(of: .labels) {
      subject = .labels(index)
    } else if let text = ConversationKeyText(key, extras: extras) {
      subject = .text(text)
    } else {
      subject = key == .agent ? .agent : .period(key, Periods([key], zone: zone))
    }
    wanted = conditions.filter { !$0.isNegated }.map { DemandedValue($0.value, agents) }
    unwanted = conditions.filter(\.isNegated).map { DemandedValue($0.value, agents) }
  }

  mutating func isMet(_ conversation: InPlace<Conversation>, _ measures: ConversationMeasures) -> Bool {
    switch subject {
    case .text(let key):
      let text = key.text(of: conversation.value)
      return isMet { $0.equals(text) }
    case .labels(let index):
      let labels = conversation.value.extras[index]
      return isMet { $0.isAmong(labels: labels) }
    case .agent:
      let agents = measures.agents
      return isMet { $0.isAmong(agents) }
    case .period(let key, let periods):
      let period = measures.figures.start.map(periods.number(of:)) ?? Periods.none
      if let known = known[period] { return known }
      let cell = period == Periods.none ? "(none)" : Periods.cell(key, of: period)
      let isMet = isMet { $0.string == cell }
      known[period] = isMet
      return isMet
    }
  }

  private func isMet(_ has: (DemandedValue) -> Bool) -> Bool {
    (wanted.isEmpty || wanted.contains(where: has)) && !unwanted.contains(where: has)
  }
}

/// A value of a condition, prepared for comparison.
struct DemandedValue {
  let string: String
  private let bytes: [UInt8]
  /// The number of the agent with this id; `nil` if no agent has it.
  private let agent: UInt32?

  init(_ value: String, _ agents: TextTable) {
    string = value
    bytes = Array(value.utf8)
    agent = bytes.withText { agents.find($0) }
  }

  /// Returns true if a text is equal byte for byte.
  func equals(_ text: Text) -> Bool { bytes.withText { $0 == text } }

  /// Returns true if a table by labels has a conversation with these labels in the row of this name.
  func isAmong(labels: Text) -> Bool {
    labels.isEmpty ? equals(.withoutKey) : Labels(labels).contains(where: equals)
  }

  /// Returns true if by_agent.csv has a conversation with these agents in the row of this name.
  func isAmong(_ agents: BorrowedArray<UInt32>) -> Bool {
    if agents.isEmpty { return equals(.withoutKey) }
    if agent == Message.unknownAgent, agents.last == Message.noAgent { return true }
    return agent.map(agents.contains) ?? false
  }
}
