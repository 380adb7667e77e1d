// One option of the command line: everything that parsing, help, run.json, merge and compare know of it.

import ConvoStat

/// An option.
///
/// `Flag.all` is the table of them.
struct Flag: Sendable {
  /// The name without dashes.
  let name: String
  /// The letter of the short form; `nil` if there is none.
  var short: Character?
  /// The name of the value in help; `nil` if the option is a switch.
  var value: String?
  /// The verbs that know the option; an option for every verb works without one too.
  let verbs: [Verb]
  /// The section of the long help that explains the option.
  let group: Group
  /// True if few users need it: only the long help has it.
  var isRare = false
  /// The verbs with which few users need it, although it is not rare.
  var rareVerbs: [Verb] = []
  /// The value, the summary and the details of verbs for which they are others.
  var forms: [Verb: Form] = [:]
  /// True if it concerns only runs that write tables, so that `--partial` refuses it.
  var excludesPartial = false
  /// The name of the option without which it changes nothing; such a command line is refused.
  var needs: String?
  /// The words that the value may be; empty if it may be any text.
  var choices: [String] = []
  /// Result that the option can change; merge, compare and `facts --compact` go by it.
  var effect = Effect.run
  /// True if it changes what a measure means: the summary and the report name it.
  var changesMeaning = false
  /// True if `facts --compact` takes it although it is about inputs.
  var suitsCompact = false
  /// The verbs with which the value `-` means standard output; `nil` if the value is no path of an output.
  var standardOutput: [Verb]?
  /// True if the value is the path of a file that is read.
  var readsFile = false
  /// The words that the value may be in place of the path of a file.
  var words: [String] = []
  /// True if a part for merge carries the value as run.json shows it, not as it was typed: a file may lie elsewhere, and
  /// `now` be later, when the part is merged.
  var isCarriedAsShown = false
  /// Short description, in at most 43 characters.
  let summary: String
  /// Description in sentences.
  let details: String
  /// Stores the typed value in the arguments; a switch has an empty value.
  let apply: @Sendable (inout Arguments, FlagValue) throws(UsageError) -> Void
  /// Place and value of the option in run.json; `nil` if run.json does not have it.
  var reported: Reported?

  /// Form of an option of one verb.
  struct Form: Sendable {
    let value: String
    let summary: String
    let details: String
    /// The section of the help of the verb; `nil` if it is that of the option.
    var group: Group?
  }

  /// Sections of the help, in their order.
  enum Group: String, CaseIterable, Sendable {
    case output = "Output"
    case reading = "Input"
    case guards = "Guards"
    case measuring = "Measuring"
    case running = "Running"
  }

  /// Result that an option can change.
  enum Effect: Sendable {
    /// Figures of the tables. Parts of one merge must agree in it, and compare warns of runs that do not.
    case figures
    /// Tables, columns or rows that are written, or their form. Parts of one merge must agree in it.
    case tables
    /// Records that are used, or their meaning. compare warns of runs that do not agree in it.
    case records
    /// Inputs that fail the run, or the fate of bad ones.
    case limits
    /// Nothing that the tables show.
    case run
  }

  /// Place and value of an option among the `options` of run.json.
  struct Reported: Sendable {
    /// Position among the options, from 1: a new option takes the next number.
    let place: Int
    /// Returns the value that run.json shows.
    let value: @Sendable (Options) -> JSONValue

    init(_ place: Int, _ value: @escaping @Sendable (Options) -> JSONValue) {
      self.place = place
      self.value = value
    }
  }

  /// Returns the option of a name without dashes.
  static func named(_ name: some StringProtocol) -> Flag? { all.first { $0.name == name } }

  /// Returns the option of a letter.
  static func short(_ letter: Character) -> Flag? { all.first { $0.short == letter } }
}

extension Flag.Effect {
  /// True if parts of one merge must agree in the option.
  var isOfTables: Bool { self == .figures || self == .tables }

  /// True if runs that do not agree in the option are hard to compare.
  var hindersComparison: Bool { self == .figures || self == .records }

  /// True if the option is about dumps, so that `facts --compact`, which reads its own files, refuses it.
  var isOfDumps: Bool { self == .records || self == .limits }
}
