// The command line, parsed word by word. Each command interprets it further.

import ConvoStat
import Foundation

/// The words of a command line, sorted into a verb, operands and options.
struct Arguments: Sendable {
  var verb: Verb?
  /// The inputs of summarize and check, the name of describe, the verb of help.
  var operands: [String] = []
  /// The value of `--out`.
  var out: String?
  /// The value of `--partial`.
  var partial: String?
  /// The value of `--ledger`.
  var ledger: String?
  /// The value of `--compact`.
  var compact: String?
  /// The value of `--rejects`.
  var rejects: String?
  /// The value of `--jobs`; `nil` uses the number of allowed processors.
  var jobs: Int?
  /// The options of the run itself, without `jobs`.
  var options = Options()
  /// The values of `--where` as typed.
  var conditionTexts: [String] = []
  /// The first value of `--where` that is no condition on the keys of tables; show has other keys.
  var wrongCondition: UsageError?
  /// The value of `--sort`.
  var sort: String?
  /// The value of `--top`.
  var top: Int?
  var isCSV = false
  var isQuiet = false
  var isJSON = false
  var isDryRun = false
  /// The format of diagnostics.
  var logFormat = LogFormat.text
  /// The value of `--metrics-file`.
  var metricsPath: String?
  /// The values of `--config`.
  var configPaths: [String] = []
  /// True if the window of the options comes from `--last`.
  var isWindowOfLast = false
  var help: HelpLength?
  var wantsVersion = false
  /// The moment that relative times start from, in milliseconds since 1970.
  private(set) var now: Int64
  /// The value of `--as-of`, which `options` has as a moment once all words are parsed.
  var asOf: Boundary?

  /// The options as typed, each with its value.
  private var typed: [(flag: Flag, text: String)] = []

  /// The length of help: `-h` prints a screen, `--help` everything.
  enum HelpLength: Sendable { case short, long }

  /// Parses the words after the program's name.
  ///
  /// Options may be anywhere. If an option is given twice, the last value counts, unless it is a list. After
  /// `--` there are no options.
  ///
  /// - Parameter now: the moment that relative times start from, in milliseconds since 1970.
  init(_ words: [String], now: Int64 = currentMoment()) throws(UsageError) {
    self.now = now
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        for operand in rest { try parse(operand) }
        break
      } else if verb == .help, Arguments.isTopic(word) {
        operands.append(word)
      } else if word.hasPrefix("--") {
        try parseLong(word.dropFirst(2), &rest)
      } else if word.hasPrefix("-") && word != "-" {
        try parseShort(word.dropFirst(), &rest)
      } else {
        try parse(word)
      }
    }
    settleTimes()
    guard let verb, help == nil, !wantsVersion else { return }
    try checkWindow()
    try check(verb)
    if !configPaths.isEmpty {
      self = try afterFiles(of: verb)
      try check(verb)
    }
    try checkCompanions()
  }

  /// Creates arguments without words.
  private init(now: Int64) { self.now = now }

  /// Returns these arguments as if they were typed after the options in the files of `--config`.
  private func afterFiles(of verb: Verb) throws(UsageError) -> Arguments {
    var all = Arguments(now: now)
    all.verb = verb
    all.operands = operands
    for path in configPaths { try all.take(ConfigFile(path: path), besides: self, of: verb) }
    try all.checkWindow()
    return try all.adding(self)
  }

  /// Throws if the options do not fit the verb or each other.
  private func check(_ verb: Verb) throws(UsageError) {
    for (flag, _) in typed where !flag.verbs.contains(verb) { throw .notForVerb(flag: flag.name, verb) }
    if verb != .show {
      if let wrongCondition { throw wrongCondition }
      try checkSources()
    }
    try checkPaths(of: verb)
    if options.window.isEmpty(in: options.zone) { throw .emptyWindow }
  }

  /// Throws if a window is given in two ways.
  private func checkWindow() throws(UsageError) {
    if let other = typedNames.first(where: { $0 == "since" || $0 == "until" }), typedNames.contains("last") {
      throw .besideLast(other)
    }
  }

  /// The names of the options as typed.
  var typedNames: [String] { typed.map(\.flag.name) }

  /// Sets the moments of times that depend on the zone, which may follow them.
  private mutating func settleTimes() { options.asOfMilliseconds = asOf?.end(in: options.zone) }

  /// Throws if a condition names a source that this run cannot have.
  ///
  /// This runs last, because a map may follow the condition.
  private func checkSources() throws(UsageError) {
    for condition in options.conditions where condition.key == .source {
      let known = options.sources
      if known.contains(condition.value) { continue }
      // Facts may have the conversations of any map.
      if !options.maps.readAll, nearest(to: condition.value, among: known) == nil { continue }
      throw .badValue(
        flag: "where", text: condition.text, expected: "a value as written in the table of --by source",
        hint: "such as source=\(options.sources[0])")
    }
  }

  /// Throws if inputs are URLs, or if `-` is given for an output that cannot be standard output.
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

  /// Returns true if a word after `help` is an option to explain, and not an option of `help` itself.
  private static func isTopic(_ word: String) -> Bool {
    word.hasPrefix("-") && !["-", "-h", "--help", "-V", "--version"].contains(word)
  }

  private mutating func parse(_ operand: String) throws(UsageError) {
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

  /// Parses `name` or `name=value`.
  private mutating func parseLong(
    _ word: Substring, _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    let name = word.prefix { $0 != "=" }
    let attached = name.endIndex == word.endIndex ? nil : word[word.index(after: name.endIndex)...]
    guard let flag = Flag.named(name) else { throw .unknownFlag("--" + name) }
    if flag.value == nil && attached != nil { throw .unexpectedValue(flag: flag.name) }
    try apply(flag, attached, &rest)
  }

  /// Parses letters: switches, and last an option with a value, attached or in the next word.
  private mutating func parseShort(
    _ word: Substring, _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    if word.count > 1, let flag = Flag.named(word) { throw .oneDash(flag.name) }
    var letters = word
    while let letter = letters.popFirst() {
      guard let flag = Flag.short(letter) else {
        // A word such as -threads is reported as a whole.
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
    try take(flag, text, isShort: isShort)
  }

  /// Takes an option with its value.
  mutating func take(_ flag: Flag, _ text: String, isShort: Bool = false) throws(UsageError) {
    typed.append((flag, text))
    try flag.apply(&self, FlagValue(flag: flag.name, text: text, isShort: isShort))
  }

  /// Returns true if a word is an existing option, so that it is not taken for the value of the option before
  /// it.
  private static func isFlag(_ word: String) -> Bool {
    word == "--" || (word.hasPrefix("--") && Flag.named(word.dropFirst(2).prefix { $0 != "=" }) != nil)
  }
}

extension Arguments {
  /// Returns the inputs.
  ///
  /// Throws if there are none.
  func inputs(of verb: Verb) throws(UsageError) -> [String] {
    if operands.isEmpty { throw .noInput(verb) }
    return operands
  }

  /// The first option that changes how dumps are read, or what happens to their rejects.
  var firstOfReading: String? {
    typed.map(\.flag).first { $0.effect.isOfDumps && !$0.suitsCompact }?.name
  }

  /// The first option that a run with `--partial` cannot serve.
  var firstBesidePartial: String? { typed.first { $0.flag.excludesPartial }?.flag.name }

  /// The files that options name and that were read.
  private var readFiles: [String] {
    typed.filter { $0.flag.readsFile && !$0.text.hasPrefix("{") && !$0.flag.words.contains($0.text) }.map(
      \.text)
      + options.maps.entries.map(\.path)
  }

  /// The options of the run, with the defaults of the system.
  var runOptions: Options {
    var options = options
    options.jobs = jobs ?? SystemLimits.allowedProcessors
    options.memoryBytes = options.memoryBytes ?? SystemLimits.allowedMemoryBytes / 2
    options.runID = Diagnostics.runID
    options.readFiles = readFiles
    options.metricsPath = metricsPath
    options.describe = Flag.report
    options.state = Flag.state
    options.comparesIgnoring = Flag.harmlessToComparison
    return options
  }

  /// The options that change tables, as words in a fixed order.
  ///
  /// Names of files are replaced by their contents.
  var tableWords: [String] {
    Flag.all.filter(\.effect.isOfTables).flatMap { flag in
      if flag.isCarriedAsShown { return flag.shownText(options).map { ["--\(flag.name)=\($0)"] } ?? [] }
      return typed.filter { $0.flag.name == flag.name }
        .map { "--\(flag.name)" + (flag.value == nil ? "" : "=\($0.text)") }
    }
  }

  /// Returns these arguments with the options of others, as if they were typed after these.
  func adding(_ others: Arguments) throws(UsageError) -> Arguments {
    var all = self
    for (flag, text) in others.typed { try all.take(flag, text) }
    all.settleTimes()
    return all
  }
}
