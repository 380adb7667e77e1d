// What the records of a conversation tell about its life: its status at a moment, or that a bot handed it over.

/// A status observation or a hand-over (Life: status observations).
package struct StatusObservation: Hashable, BitwiseCopyable {
  /// The status, or the hand-over from a bot to people.
  ///
  /// The order of the cases is their order at one position.
  package enum Told: UInt8, CaseIterable, BitwiseCopyable {
    case handover
    case open, pending, snoozed
    /// A status that no platform documents.
    case other
    case resolved

    /// The word in facts, activity files and maps.
    package var name: StaticString {
      switch self {
      case .handover: "handover"
      case .open: "open"
      case .pending: "pending"
      case .snoozed: "snoozed"
      case .other: "other"
      case .resolved: "resolved"
      }
    }

    /// Creates the status with a name; `other` for an unknown name.
    init(status name: Text) {
      self = Told.statuses.first { name == $0.name } ?? .other
    }

    /// The statuses that have names of their own.
    static let statuses: [Told] = [.open, .pending, .snoozed, .resolved]
  }

  /// The kind of record that an observation is from.
  package enum Origin: UInt8, CaseIterable, BitwiseCopyable {
    case event, reporting, activity, map, record

    /// The word in facts.
    var name: StaticString {
      switch self {
      case .event: "event"
      case .reporting: "reporting"
      case .activity: "activity"
      case .map: "map"
      case .record: "record"
      }
    }
  }

  /// The moment of the change, in milliseconds since 1970; `noMoment` if the record does not say.
  var moment: Int64
  var told: Told
  var origin: Origin

  /// The moment of an observation whose record has no time.
  ///
  /// It lies after all other moments.
  static let noMoment = Int64.max

  /// True if the record tells of the change itself; false if it only shows the status when it was written.
  @inline(__always)
  var isExact: Bool { origin != .record }

  var hasMoment: Bool { moment != StatusObservation.noMoment }

  /// The moment behind which the observation is put among messages.
  ///
  /// Lists round down to seconds, so the change may be at any moment of a whole second.
  var position: Int64 { hasMoment && moment % 1000 == 0 ? moment + 999 : moment }

  /// Returns true if the observation precedes `other` (Life: order of observations).
  func precedes(_ other: StatusObservation) -> Bool {
    if position != other.position { return position < other.position }
    let (own, others) = (stage, other.stage)
    if own != others { return own < others }
    if isExact != other.isExact { return isExact }
    if moment != other.moment { return moment < other.moment }
    return told != other.told ? told.rawValue < other.told.rawValue : origin.rawValue < other.origin.rawValue
  }

  /// The order at one position: hand-overs, statuses other than resolved, resolved.
  private var stage: Int { told == .handover ? 0 : told == .resolved ? 2 : 1 }
}

/// A status observation with the number of the reference by which its record names the conversation.
struct ReferredStatus: BitwiseCopyable {
  var reference: UInt32
  var observation: StatusObservation
}
