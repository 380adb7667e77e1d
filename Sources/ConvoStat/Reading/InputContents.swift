// The names in the inputs, as `check` lists them: queues, labels, teams, keys of metadata and
// activities, each with a count.

/// The names in a dump.
public struct InputContents: Sendable, Equatable {
  /// A name with the number of conversations or records that have it.
  public struct Entry: Sendable, Equatable {
    /// Name as written in the records.
    public var name: String
    /// Number of conversations or records with the name.
    public var count: Int

    /// Creates an entry.
    public init(name: String, count: Int) {
      self.name = name
      self.count = count
    }
  }

  /// Queues, labels and teams with their numbers of conversations, the most frequent first.
  public var queues: [Entry] = []
  /// Labels with their numbers of conversations, the most frequent first.
  public var labels: [Entry] = []
  /// Teams with their numbers of conversations, the most frequent first.
  public var teams: [Entry] = []
  /// Keys of metadata with their numbers of records.
  public var metadata: [Entry] = []
  /// Texts of activity messages that tell no status, with their numbers of messages.
  public var activities: [Entry] = []

  /// Creates empty contents.
  public init() {}

  /// The lists with their names.
  public var lists: [(name: String, entries: [Entry])] {
    [
      ("queues", queues), ("labels", labels), ("teams", teams), ("metadata", metadata),
      ("activity", activities),
    ]
  }

  package var json: JSONValue {
    .object(
      lists.map { name, entries in
        let unit = ["metadata": "records", "activity": "messages"][name] ?? "conversations"
        return (
          name,
          .array(entries.map { .object([("name", .string($0.name)), (unit, .number($0.count))]) })
        )
      })
  }
}

/// Texts with the number of times that each was added.
///
/// After `maximumTexts` distinct texts, new ones are ignored, so that a hostile input cannot fill the memory.
final class ContentTally {
  private let texts = TextTable()
  private var counts: [Int] = []

  /// Maximum number of distinct texts.
  private static let maximumTexts = 10_000

  /// Adds `count` to the count of a text.
  func add(_ text: Text, times count: Int = 1) {
    if let number = texts.find(text) {
      counts[Int(number)] += count
    } else if counts.count < ContentTally.maximumTexts {
      _ = texts.number(of: text)
      counts.append(count)
    }
  }

  /// Adds a name that the program itself defines.
  func add(_ name: StaticString) { add(Text(name)) }

  /// Adds the counts of `other`.
  func merge(_ other: ContentTally) {
    for (number, count) in other.counts.enumerated() { add(other.texts[UInt32(number)], times: count) }
  }

  /// Returns the texts of several tallies, by falling count, then by name.
  static func joined(_ tallies: [ContentTally]) -> [InputContents.Entry] {
    let all = ContentTally()
    for tally in tallies { all.merge(tally) }
    return all.entries
  }

  /// The texts by falling count, then by name.
  var entries: [InputContents.Entry] {
    counts.indices.map { InputContents.Entry(name: texts[UInt32($0)].string, count: counts[$0]) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }
}

/// Counts the names of some conversations.
final class ContentsTally {
  private let queues = ContentTally()
  private let labels = ContentTally()
  private let teams = ContentTally()
  private let labelsIndex: Int?
  private let teamIndex: Int?

  /// - Parameter extras: the attributes that are read in addition to those of every run.
  init(_ extras: [ExtraAttribute]) {
    labelsIndex = extras.firstIndex(of: .labels)
    teamIndex = extras.firstIndex(of: .team)
  }

  /// Counts the queue, the labels and the team of a conversation.
  func absorb(_ conversation: Conversation) {
    if conversation.queue.isEmpty { queues.add("(none)") } else { queues.add(conversation.queue) }
    if let labelsIndex { for label in Labels(conversation.extras[labelsIndex]) { labels.add(label) } }
    guard let teamIndex else { return }
    let team = conversation.extras[teamIndex]
    if !team.isEmpty { teams.add(team) }
  }

  /// Adds the counts of `other`.
  func merge(_ other: ContentsTally) {
    queues.merge(other.queues)
    labels.merge(other.labels)
    teams.merge(other.teams)
  }

  /// The contents, without the keys of metadata.
  var contents: InputContents {
    var contents = InputContents()
    (contents.queues, contents.labels, contents.teams) = (queues.entries, labels.entries, teams.entries)
    return contents
  }
}
