// What a run was asked to do, as the library needs it; the command line makes it out of flags.

/// The options of a run.
public struct Options: Sendable {
  /// Workers that parse and measure; at least 1.
  public var jobs = 1
  /// The keys K of `metadata.K`, each a column of conversations.csv.
  public var metadataKeys: [String] = []
  /// Whether conversations.csv has the columns of `ExtraAttribute.columns`.
  public var attributes = false
  /// The tables by keys that are written beside those of every run.
  public var by: [Breakdown] = []
  /// The most groups that have a row of their own in such a table; nil: any number.
  public var maxGroups: Int?
  /// What conversations must be to count.
  public var conditions: [Condition] = []
  /// When conversations must be to count.
  public var window = Window()
  /// The zone in which days begin and times are written; nil is UTC.
  public var zone: Zone?
  /// Whether a file's name names the conversation of messages that name none.
  public var conversationFromFilename = false
  /// The share of the conversations that is measured; nil: all.
  public var shard: ConversationShard?
  /// The account of chatwoot records that name none.
  public var account: String?
  /// Where another platform's records keep what is read; nil: they are asapp's and chatwoot's.
  public var map: PlatformMap?
  /// The moment at which open waits are aged, in milliseconds since 1970; nil: the latest message.
  public var asOfMilliseconds: Int64?
  /// Clock that orders the messages of a conversation.
  public var order = MessageOrder.created
  /// Customer message from which a wait is measured.
  public var waitFrom = WaitOpening.first
  /// Moment from which the first response is measured.
  public var firstResponseFrom = FirstResponseOrigin.message
  /// Role of bot messages.
  public var bots = BotPolicy.respond
  /// Protection of cells against formulas.
  public var csvText = CSVText.guarded
  /// Dialect of the CSV files.
  public var dialect = Dialect.standard
  /// The most rows of a CSV file, at least 1; nil: every table is one file.
  public var splitRows: Int?
  /// Whether all tables are also written into one workbook.
  public var xlsx = false
  /// Whether a report for people is written.
  public var report = false
  /// The buckets of distribution.csv; nil: it is not written.
  public var buckets: Buckets?
  /// The hours in which queues are served; nil: no business time is measured.
  public var hours: BusinessHours?
  /// The times within which customers are to be answered; nil: none was promised.
  public var levels: ServiceLevels?
  /// Whether responses.csv is written, with a row for each wait.
  public var responses = false
  /// Whether run.json carries the SHA-256 of inputs and outputs.
  public var checksums = false
  /// More rejects than this make the run fail; nil: any number is fine.
  public var maxRejects: Int?
  /// A greater share of rejects than this makes the run fail, in millionths; nil: any share is fine.
  public var maxRejectShareMillionths: Int?
  /// The largest size of the file of rejects in bytes; the rejects after that are counted only.
  public var maxRejectBytes = 1 << 30
  /// About how much memory the run may take, in bytes: facts beyond it go to a temporary file; nil: any amount.
  public var memoryBytes: Int?
  /// The directory of the temporary file.
  public var temporaryDirectory = SystemLimits.temporaryDirectory
  /// Whether inputs that cannot be read are left out instead of ending the run.
  public var keepsGoing = false
  /// Whether fact lines are rejected, as they are in dumps that others write.
  public var refusesFacts = false
  /// What must be found at least, or no output is replaced.
  public var guards = RunGuards()
  /// Names the run in its report and its log; nil: it has no name.
  public var runID: String?
  /// Whether files in the output directory are replaced that no run of convostat wrote.
  public var force = false
  /// Whether a run that had nothing to read replaces outputs that have rows.
  public var allowsEmpty = false
  /// The files that options name and that are read, such as that of `--hours`; none of them may be an output.
  public var readFiles: [String] = []
  /// The file of metrics that the caller writes after the run; `nil`: there is none.
  public var metricsPath: String?
  /// Seconds to wait while another run holds the output directory.
  public var waitSeconds = 0
  /// The longest line that is read, in bytes.
  public var maxLineBytes = 64 << 20

  /// When the latest message was created of all that partial summaries were made of, in milliseconds since 1970.
  public var knownNewestMilliseconds: Int64?
  /// The number of conversations that parts say they have; `nil` if the inputs are not parts.
  public var knownConversations: Int?
  /// Whether all facts stay in memory, for a part, which is made of all at once.
  var holdsFacts = false
  /// Whether all metadata of conversations is kept, for facts.
  var keepsMetadata = false
  /// Whether readers and writers keep what they are likely to need again. It changes time, never bytes: tests run with
  /// every cache off.
  var usesCaches = true
  /// Whether queues, labels, teams and keys of metadata are counted, for `check`.
  var listsContents = false

  /// Returns the options as run.json shows them.
  ///
  /// The command line has the table of options, and so gives this function.
  public var describe: @Sendable (Options) -> JSONValue = { _ in [:] }

  /// Creates the default options.
  public init() {}

  /// The options as run.json shows them.
  public var reported: JSONValue { describe(self) }

  /// The names that the column `source` can have.
  public var sources: [String] {
    map.map { [$0.source] } ?? [Platform.asapp, .chatwoot].map(\.name.description)
  }
}
