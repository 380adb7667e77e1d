// One option of the command line: all that parsing, help and whatever else lists options needs to know of it.

/// An option. `Flag.all` is the table of them.
struct Flag: Sendable {
  /// The name without its dashes.
  let name: String
  /// The letter of the short form, where there is one.
  var short: Character?
  /// What stands for the value in help; nil: the option is a switch.
  var value: String?
  /// The verbs that know it; an option for every verb works without one too.
  let verbs: [Verb]
  /// The part of the long help that it stands in.
  let group: Group
  /// Whether few need it: the help of one screen only names it.
  var isRare = false
  /// Whether a run that writes a part for merge cannot serve it, but only one that writes tables.
  var excludesPartial = false
  /// The words that the value may be, where they are few.
  var choices: [String] = []
  /// What it does, in at most 43 characters.
  let summary: String
  /// What it does, in sentences.
  let details: String
  /// Puts what was typed into the arguments; a switch has an empty value.
  let apply: @Sendable (inout Arguments, FlagValue) throws(UsageError) -> Void

  /// The parts of the long help, in their order.
  enum Group: String, CaseIterable, Sendable {
    case output = "Output"
    case reading = "Input"
    case guards = "Guards"
    case measuring = "Measuring"
    case running = "Running"
  }

  /// The option of a name, without dashes.
  static func named(_ name: some StringProtocol) -> Flag? { all.first { $0.name == name } }

  /// The option of a letter.
  static func short(_ letter: Character) -> Flag? { all.first { $0.short == letter } }
}
