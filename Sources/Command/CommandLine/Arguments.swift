// What was typed, word by word; what a verb makes of it is the verb's business.

import ConvoStat
import Foundation

/// The words of a command line, sorted into a verb, its operands and options.
struct Arguments: Sendable {
  var verb: Verb?
  /// Inputs of summarize and check, a name of describe, a verb of help.
  var operands: [String] = []
  /// `--out` as typed.
  var out: String?
  /// `--partial` as typed.
  var partial: String?
  /// `--ledger` as typed.
  var ledger: String?
  /// `--compact` as typed.
  var compact: String?
  /// `--rejects` as typed.
  var rejects: String?
  /// `--jobs` as typed; without it the system decides.
  var jobs: Int?
  /// The options that are the run's own; `jobs` among them is not set.
  var options = Options()
  var isQuiet = false
  var isJSON = false
  var isDryRun = false
  /// How diagnostics are written.
  var logFormat = LogFormat.text
  /// `--metrics-file` as typed.
  var metricsPath: String?
  var help: HelpLength?
  var wantsVersion = false

  /// The options as typed, each with its value.
  private var typed: [(flag: Flag, text: String)] = []

  /// How much help was asked for: by `-h` a screen, by `--help` everything.
  enum HelpLength: Sendable { case short, long }

  /// Sorts the words, without the program's name.
  ///
  /// An option stands anywhere. Of an option that is given twice the last value counts, unless it is a list. After `--`
  /// there are no options.
  init(_ words: [String]) throws(UsageError) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        for operand in rest { try take(operand) }
        break
      } else if verb == .help, Arguments.isTopic(word) {
        operands.append(word)
      } else if word.hasPrefix("--") {
        try takeLong(word.dropFirst(2), &rest)
      } else if word.hasPrefix("-") && word != "-" {
        try takeShort(word.dropFirst(), &rest)
      } else {
        try take(word)
      }
    }
    guard let verb, help == nil, !wantsVersion else { return }
    for (flag, _) in typed where !flag.verbs.contains(verb) { throw .notForVerb(flag: flag.name, verb) }
    try checkSources()
    try checkPaths(of: verb)
    if options.window.isEmpty(in: options.zone) { throw .emptyWindow }
  }

  /// Refuses a source that this run cannot have; a map may stand behind the condition.
  private func checkSources() throws(UsageError) {
    for condition in options.conditions where condition.key == .source {
      if options.sources.contains(condition.value) { continue }
      throw .badValue(
        flag: "where", text: condition.text, expected: "a value as written in the table of --by source",
        hint: "such as source=\(options.sources[0])")
    }
  }

  /// Refuses inputs that are no paths, and `-` where it is no output.
  private func checkPaths(of verb: Verb) throws(UsageError) {
    if verb.isRun || verb == .compare {
      for operand in operands where operand.urlScheme != nil && access(operand, F_OK) != 0 {
        throw .url(operand)
      }
    }
    for (flag, text) in typed where text == "-" {
      if let verbs = flag.standardOutput, !verbs.contains(verb) {
        throw .notStandardOutput(flag: flag.name, verb)
      }
    }
  }

  /// Whether a word behind `help` is an option to be explained, and not one for `help` itself.
  private static func isTopic(_ word: String) -> Bool {
    word.hasPrefix("-") && !["-", "-h", "--help", "-V", "--version"].contains(word)
  }

  private mutating func take(_ operand: String) throws(UsageError) {
    if operand.isEmpty { throw .emptyWord }
    if verb != nil {
      operands.append(operand)
    } else if let verb = Verb(rawValue: operand) {
      self.verb = verb
    } else if operand == "version" {
      wantsVersion = true
    } else {
      throw .unknownVerb(operand)
    }
  }

  /// Takes `name` or `name=value`.
  private mutating func takeLong(
    _ word: Substring, _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    let name = word.prefix { $0 != "=" }
    let attached = name.endIndex == word.endIndex ? nil : word[word.index(after: name.endIndex)...]
    guard let flag = Flag.named(name) else { throw .unknownFlag("--" + name) }
    if flag.value == nil && attached != nil { throw .unexpectedValue(flag: flag.name) }
    try apply(flag, attached, &rest)
  }

  /// Takes letters: switches, and at the end one with a value, attached or in the next word.
  private mutating func takeShort(
    _ word: Substring, _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    if word.count > 1, let flag = Flag.named(word) { throw .oneDash(flag.name) }
    var letters = word
    while let letter = letters.popFirst() {
      guard let flag = Flag.short(letter) else {
        // A word such as -threads was meant as a whole.
        throw .unknownFlag(ForeignOption(word: "-\(word)").answer == nil ? "-\(letter)" : "-\(word)")
      }
      if letters.first == "=" {
        if flag.value == nil { throw .unexpectedValue(flag: flag.name) }
        throw .equalsBehindLetter(letter, flag: flag.name, value: String(letters.dropFirst()))
      }
      if flag.value == nil {
        try apply(flag, nil, &rest, isShort: true)
      } else {
        return try apply(flag, letters.isEmpty ? nil : letters, &rest, isShort: true)
      }
    }
  }

  private mutating func apply(
    _ flag: Flag, _ attached: Substring?, _ rest: inout ArraySlice<String>, isShort: Bool = false
  ) throws(UsageError) {
    var text = ""
    if flag.value != nil {
      if let attached {
        text = String(attached)
      } else if let next = rest.first, !Arguments.isFlag(next) {
        text = next
        rest.removeFirst()
      } else {
        throw .missingValue(flag: flag.name)
      }
    }
    typed.append((flag, text))
    try flag.apply(&self, FlagValue(flag: flag.name, text: text, isShort: isShort))
  }

  /// Whether a word is an option that exists, and so no value that was forgotten.
  private static func isFlag(_ word: String) -> Bool {
    word == "--" || (word.hasPrefix("--") && Flag.named(word.dropFirst(2).prefix { $0 != "=" }) != nil)
  }
}

extension Arguments {
  /// The inputs; refuses none.
  func inputs(of verb: Verb) throws(UsageError) -> [String] {
    if operands.isEmpty { throw .noInput(verb) }
    return operands
  }

  /// The first option as typed that says how dumps are read, or what becomes of their rejects.
  var firstOfReading: String? {
    typed.map(\.flag).first { $0.effect.isOfDumps && !$0.suitsCompact }?.name
  }

  /// The first option as typed that a run cannot serve if it writes a part for merge.
  var firstBesidePartial: String? { typed.first { $0.flag.excludesPartial }?.flag.name }

  /// The files that options name, and that were read.
  private var readFiles: [String] {
    typed.filter { $0.flag.readsFile && !$0.text.hasPrefix("{") }.map(\.text)
  }

  /// The options of the run, with what the system decides.
  var runOptions: Options {
    var options = options
    options.jobs = jobs ?? SystemLimits.allowedProcessors
    options.memoryBytes = options.memoryBytes ?? SystemLimits.allowedMemoryBytes / 2
    options.runID = Diagnostics.runID
    options.readFiles = readFiles
    options.metricsPath = metricsPath
    options.describe = Flag.report
    return options
  }

  /// The options that make tables, as words that say the same, whatever the order in which they were typed; files are
  /// replaced by what they say.
  var tableWords: [String] {
    Flag.all.filter(\.effect.isOfTables).flatMap { flag in
      typed.filter { $0.flag.name == flag.name }
        .map { "--\(flag.name)" + (flag.value == nil ? "" : "=\(carried(flag) ?? $0.text)") }
    }
  }

  /// Returns the value of an option that says the same at any time and on any machine; `nil` if the typed one does.
  private func carried(_ flag: Flag) -> String? {
    flag.isCarriedAsShown ? flag.shownText(options) : nil
  }

  /// Returns these arguments with the options of others, as if they were typed after these.
  func adding(_ others: Arguments) throws(UsageError) -> Arguments {
    var all = self
    for (flag, text) in others.typed {
      all.typed.append((flag, text))
      try flag.apply(&all, FlagValue(flag: flag.name, text: text))
    }
    return all
  }

  /// The only operand; nil where there is none.
  func onlyOperand(of verb: Verb) throws(UsageError) -> String? {
    if operands.count > 1 { throw .tooManyOperands(verb, operands[1]) }
    return operands.first
  }
}
