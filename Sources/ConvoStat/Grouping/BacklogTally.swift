// The backlog during the run: what a worker's conversations changed in each period, and who waited over its end.

/// The changes of a row within one period.
struct BacklogFlow: BitwiseCopyable {
  /// The conversations that began.
  var opened: Int32 = 0
  /// The changes to resolved, and back.
  var resolved: Int32 = 0
  var reopened: Int32 = 0
  /// The change in the number of open conversations.
  var open: Int32 = 0

  /// Adds the changes of other conversations.
  mutating func merge(_ other: BacklogFlow) {
    opened += other.opened
    resolved += other.resolved
    reopened += other.reopened
    open += other.open
  }
}

/// A stretch of waiting that lasts over the end of a period.
///
/// The customer waits at the ends of the periods from `start`, inclusive, to `end`, exclusive.
struct BacklogWait: BitwiseCopyable {
  /// The moment from which the wait is measured, in milliseconds since 1970.
  var since: Int64
  /// The number of the row of keys.
  var row: UInt32
  var start: Int32
  var end: Int32
}

/// The backlog of the conversations of one worker.
///
/// Waits that end in the period in which they begin are in no row, so memory is needed only for the others, and for each
/// period of a row in which something changes.
final class BacklogTally {
  /// The changes of a row within a period.
  struct Change {
    let row: UInt32
    let period: Int32
    let flow: BacklogFlow
  }

  let periods: BacklogPeriods
  /// The key columns after the period.
  let keys: [Key]
  private let texts: [ConversationKeyText]
  /// The index of the labels among the extra attributes; `nil` unless the label is the key.
  private let labelsIndex: Int?
  private let rowKeys = TextTable()
  @exclusivity(unchecked) private var key = KeyBuffer()
  @exclusivity(unchecked) private(set) var waits = Chunked<BacklogWait>()
  /// By row in the upper bits and period in the lower ones.
  @exclusivity(unchecked) private var flows: [UInt64: BacklogFlow] = [:]
  /// The moment of the first message, in milliseconds since 1970; `nil` without messages.
  private(set) var first: Int64?
  /// The period of the as-of moment; `nil` before the first conversation.
  private(set) var last: Int32?
  /// True if a conversation has a status observation.
  private(set) var isObserved = false

  /// Creates a backlog without conversations.
  /// - Parameters:
  ///   - extras: the extra attributes that are read.
  ///   - zone: the zone of the clock; `nil` is UTC.
  init(_ backlog: Backlog, extras: [ExtraAttribute], zone: Zone?) {
    periods = BacklogPeriods(backlog.period, zone: zone)
    keys = backlog.keys
    texts = keys.compactMap { ConversationKeyText($0, extras: extras) }
    labelsIndex = backlog.key == .label ? extras.firstIndex(of: .labels) : nil
  }

  /// The number of rows of keys.
  var rowCount: Int { rowKeys.count }

  /// The approximate memory of the backlog, in bytes.
  var bytesHeld: Int {
    rowKeys.bytesHeld + waits.bytesHeld
      + flows.capacity * (MemoryLayout<UInt64>.stride + MemoryLayout<BacklogFlow>.stride) * 4 / 3
  }

  /// The number of rows of the table so far.
  var tableRowCount: Int {
    guard let first, let last else { return 0 }
    return rowCount * max(0, Int(last - periods.number(of: first)) + 1)
  }

  /// Adds a conversation.
  /// - Parameters:
  ///   - measures: the measures of this conversation.
  ///   - asOf: the moment at which the last period ends, in milliseconds since 1970.
  func absorb(_ conversation: Conversation, _ measures: ConversationMeasures, asOf: Int64) {
    let last = last ?? periods.number(of: asOf)
    self.last = last
    if let span = measures.figures.span { first = min(first ?? .max, span.lowerBound) }
    if measures.figures.life != nil { isObserved = true }
    guard let labelsIndex, !conversation.extras[labelsIndex].isEmpty else {
      return absorb(measures, into: row(of: conversation), asOf, last)
    }
    var conversation = conversation
    for label in Labels(conversation.extras[labelsIndex]) {
      conversation.label = label
      absorb(measures, into: row(of: conversation), asOf, last)
    }
  }

  private func row(of conversation: Conversation) -> UInt32 {
    key.begin(0)
    for text in texts { key.add(text.text(of: conversation)) }
    return key.withText { rowKeys.number(of: $0) }
  }

  private func absorb(
    _ measures: ConversationMeasures, into row: UInt32, _ asOf: Int64, _ last: Int32
  ) {
    // What happened later, or nobody knows when, counts in the last period.
    func period(_ moment: Int64) -> Int32 { moment > asOf ? last : periods.number(of: moment) }
    func change(_ moment: Int64, _ body: (inout BacklogFlow) -> Void) {
      body(&flows[BacklogTally.place(row, period(moment)), default: BacklogFlow()])
    }
    for stretch in measures.waitStretches {
      let start = period(stretch.start)
      let end = stretch.hasEnded ? period(stretch.end) : last + 1
      if start < end { waits.append(BacklogWait(since: stretch.since, row: row, start: start, end: end)) }
    }
    for resolution in measures.resolutions { change(resolution.moment) { $0.resolved += 1 } }
    for moment in measures.reopens { change(moment) { $0.reopened += 1 } }
    guard let start = measures.figures.start else { return }
    change(start) { $0.opened += 1 }
    // The conversation is open from its start, and from each reopening, to the next resolution.
    var opened = start
    for index in 0..<measures.resolutions.count {
      let resolved = measures.resolutions[index].moment
      if opened < resolved {
        change(opened) { $0.open += 1 }
        change(resolved) { $0.open -= 1 }
      }
      guard index < measures.reopens.count else { return }
      opened = max(start, measures.reopens[index])
    }
    change(opened) { $0.open += 1 }
  }

  private static func place(_ row: UInt32, _ period: Int32) -> UInt64 {
    UInt64(row) << 32 | UInt64(UInt32(bitPattern: period))
  }

  /// Adds the backlog of another worker.
  ///
  /// The caller must not use `other` afterwards.
  func merge(_ other: BacklogTally) {
    let mapped = (0..<UInt32(other.rowCount)).map { rowKeys.number(of: other.rowKeys[$0]) }
    for index in 0..<other.waits.count {
      var wait = other.waits[index]
      wait.row = mapped[Int(wait.row)]
      waits.append(wait)
    }
    for change in other.changes {
      let place = BacklogTally.place(mapped[Int(change.row)], change.period)
      flows[place, default: BacklogFlow()].merge(change.flow)
    }
    first = [first, other.first].compactMap(\.self).min()
    last = last ?? other.last
    isObserved = isObserved || other.isObserved
  }

  /// All changes, in any order.
  var changes: [Change] {
    flows.map { place, flow in
      Change(
        row: UInt32(place >> 32), period: Int32(bitPattern: UInt32(truncatingIfNeeded: place)), flow: flow)
    }
  }

  /// Returns the key cells of a row, which live as long as the backlog.
  func cells(_ row: Int) -> [Text] {
    var reader = ByteReader(rowKeys[UInt32(row)].suffix(from: 1))
    var cells: [Text] = []
    while !reader.isAtEnd { cells.append(reader.readText()) }
    return cells
  }
}
