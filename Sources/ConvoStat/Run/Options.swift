// The options of a run as the library needs them. The command line makes them from flags.

/// The options of a run.
public struct Options: Sendable {
  /// The number of workers that parse and measure; at least 1.
  public var jobs = 1
  /// The keys K of `metadata.K`, each a column of conversations.csv.
  public var metadataKeys: [String] = []
  /// The columns that tables have (`--columns`); all if it is empty.
  public var columns = ColumnSelection()
  /// True if conversations.csv has the columns of `ExtraAttribute.columns`.
  public var attributes = false
  /// The template of the link of a conversation; `nil` if conversations have none.
  public var link: LinkTemplate?
  /// What the outputs say of agents and customers.
  public var people = People()
  /// The tables by keys that are written in addition to those of every run.
  public var by: [Breakdown] = []
  /// The maximum number of groups with a row of their own in such a table; `nil` if there is no limit.
  public var maxGroups: Int?
  /// The conditions that a conversation must meet to count.
  public var conditions: [Condition] = []
  /// The time window in which a conversation must lie to count.
  public var window = Window()
  /// The zone in which days begin and times are written; `nil` is UTC.
  public var zone: Zone?
  /// The part of a path that names the conversation of messages that name none; `nil` if no part does.
  public var conversationNaming: ConversationNaming?
  /// The share of the conversations that is measured; `nil` measures all.
  public var shard: ConversationShard?
  /// The account of chatwoot records that name none.
  public var account: String?
  /// The maps of other platforms' records; other inputs are asapp's and chatwoot's.
  public var maps = InputMaps()
  /// The texts by which activity messages tell a status.
  public var activities = ActivityTexts.english
  /// The moment at which open waits are aged and after which nothing counts, in milliseconds since 1970; `nil` is the
  /// time of the latest message.
  public var asOfMilliseconds: Int64?
  /// Clock that orders the messages of a conversation.
  public var order = MessageOrder.created
  /// Customer message from which a wait is measured.
  public var waitFrom = WaitOpening.first
  /// True if the resolution of a conversation ends its open wait.
  public var resolveEndsWait = true
  /// What begins the next session of a conversation; `nil` measures conversations whole.
  public var sessions: SessionBreak?
  /// Moment from which the first response is measured.
  public var firstResponseFrom = FirstResponseOrigin.message
  /// Role of bot messages.
  public var bots = BotPolicy.respond
  /// Class of outgoing messages without a sender; `nil` if the keys of each message decide.
  public var noSender: SenderlessPolicy?
  /// Ids of agents whose messages are those of a bot.
  public var botAgents: [String] = []
  /// Protection of cells against formulas.
  public var csvText = CSVText.guarded
  /// Dialect of the CSV files.
  public var dialect = Dialect.standard
  /// The maximum number of rows of a CSV file, at least 1; `nil` writes every table as one file.
  public var splitRows: Int?
  /// True if all tables are also written into one workbook.
  public var xlsx = false
  /// The form of durations in the workbook.
  public var durations = Durations.seconds
  /// True if measures.csv and load.sql are written, for programs that plot and query.
  public var tidy = false
  /// True if a report for people is written.
  public var report = false
  /// Title of the report; `nil` for the default.
  public var title: String?
  /// The output directory of the earlier run that the report compares with; `nil` if it compares with none.
  public var against: String?
  /// The names in run.json of the options that two compared runs may differ in without a warning.
  public var comparesIgnoring: Set<String> = []
  /// The buckets of distribution.csv; `nil` if it is not written.
  public var buckets: Buckets?
  /// The rows of backlog.csv; `nil` if it is not written.
  public var backlog: Backlog?
  /// The hours of business time; `nil` if no business time is measured.
  public var hours: BusinessHours?
  /// The promised times of answers; `nil` if there are none.
  public var levels: ServiceLevels?
  /// True if responses.csv is written, with a row for each wait.
  public var responses = false
  /// True if run.json has the SHA-256 of inputs and outputs.
  public var checksums = false
  /// The number of rejects above which the run fails; `nil` if there is no limit.
  public var maxRejects: Int?
  /// The share of rejects above which the run fails, in millionths; `nil` if there is no limit.
  public var maxRejectShareMillionths: Int?
  /// The maximum size of the file of rejects in bytes.
  ///
  /// Further rejects are only counted.
  public var maxRejectBytes = 1 << 30
  /// The approximate memory that the run may use, in bytes: further facts go to a temporary file; `nil` if
  /// there is no limit.
  public var memoryBytes: Int?
  /// The directory of the temporary file.
  public var temporaryDirectory = SystemLimits.temporaryDirectory
  /// True if inputs that cannot be read are left out instead of ending the run.
  public var keepsGoing = false
  /// True if fact lines are rejected, for dumps that others write.
  public var refusesFacts = false
  /// The minimum that must be found, or no output is replaced.
  public var guards = RunGuards()
  /// The id of the run in its report and its log; `nil` if it has none.
  public var runID: String?
  /// True if files in the output directory are replaced that convostat did not write.
  public var force = false
  /// True if a run that had nothing to read replaces outputs that have rows.
  public var allowsEmpty = false
  /// The files that options name and that are read, such as that of `--hours`.
  ///
  /// None of them may be an output.
  public var readFiles: [String] = []
  /// The file of metrics that the caller writes after the run; `nil` if there is none.
  public var metricsPath: String?
  /// The seconds to wait while another run holds the output directory.
  public var waitSeconds = 0
  /// The maximum length of a line in bytes.
  public var maxLineBytes = 64 << 20

  /// The creation time of the latest message behind all partial summaries, in milliseconds since 1970.
  public var knownNewestMilliseconds: Int64?
  /// The number of conversations that parts state; `nil` if the inputs are not parts.
  public var knownConversations: Int?
  /// True if all facts stay in memory, for a part, which must be complete before it is written.
  var holdsFacts = false
  /// True if all metadata of conversations is kept, for facts.
  var keepsMetadata = false
  /// Whether readers and writers keep what they are likely to need again.
  ///
  /// It changes time, never bytes: tests run with every cache off.
  var usesCaches = true
  /// True if queues, labels, teams and metadata keys are counted, for `check`.
  var listsContents = false

  /// Returns the options as run.json shows them.
  ///
  /// The command line has the table of options, and so gives this function.
  public var describe: @Sendable (Options) -> JSONValue = { _ in [:] }

  /// Returns the options that differ from their default and decide figures.
  ///
  /// The command line gives this function, as it gives `describe`.
  public var state: @Sendable (Options) -> [StatedOption] = { _ in [] }

  /// Creates the default options.
  public init() {}

  /// The options as run.json shows them.
  public var reported: JSONValue { describe(self) }

  /// The options that differ from their default and decide figures.
  public var stated: [StatedOption] { state(self) }

  /// The values that the column `source` has, unless facts have others.
  public var sources: [String] {
    let known = [Platform.asapp, .chatwoot].map(\.name.description)
    return maps.readAll ? maps.sources : known + maps.sources.filter { !known.contains($0) }
  }
}
