// The tables by labels, in which a conversation has several rows.

/// Separate summaries to which a conversation is added once for each of its labels, so that all other tables
/// count it once.
final class LabelledSummaries {
  let summaries: Summaries
  /// The index of each table by groups among those of the run, by its name.
  let order: [String: Int]
  /// The index of the labels among the extra attributes.
  private let labelsIndex: Int
  /// True if groups may be folded into `(others)`, which counts a conversation once.
  private let isLimited: Bool
  /// The conversation with one of its labels; set by `absorb`.
  private let place = FixedArray<Conversation>(unset: 1)

  /// Creates empty tables by keys that include the label.
  init(_ breakdowns: [Breakdown], _ options: TableOptions, folds: Bool, file: SpillFile?) {
    summaries = Summaries(breakdowns, options, folds: folds, file: file)
    labelsIndex = options.extras.firstIndex(of: .labels) ?? 0
    isLimited = options.maxGroups != nil
    order = Dictionary(
      options.breakdowns.enumerated().map { ($0.element.fileName, $0.offset) }, uniquingKeysWith: min)
  }

  /// Adds a conversation to the rows of its labels, or to the row without a label.
  func absorb(
    _ conversation: InPlace<Conversation>, _ measures: ConversationMeasures,
    _ service: ServiceMeasures, asOf: Int64
  ) {
    let labels = conversation.value.extras[labelsIndex]
    if labels.isEmpty { return summaries.absorb(conversation, measures, service, asOf: asOf) }
    place[0] = conversation.value
    if isLimited {
      return LabelRow.forEachKey(of: Labels(labels)) { key in
        place[0].label = key
        summaries.absorb(place.inPlace(0), measures, service, asOf: asOf)
      }
    }
    for label in Labels(labels) {
      place[0].label = label
      summaries.absorb(place.inPlace(0), measures, service, asOf: asOf)
    }
  }
}
