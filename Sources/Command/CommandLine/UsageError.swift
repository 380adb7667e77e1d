// The errors of a command line, found before any work is done.

import ConvoStat
import Foundation

/// The reason why a command line is refused.
enum UsageError: Error, Equatable {
  case noVerb
  case unknownVerb(String)
  /// A word after help that is no verb, topic or option.
  case unknownTopic(String)
  /// The option as typed, with its dashes.
  case unknownFlag(String)
  case notForVerb(flag: String, Verb)
  case missingValue(flag: String)
  case unexpectedValue(flag: String)
  case badValue(flag: String, text: String, expected: String, hint: String?)
  /// A file that an option names cannot be read, or has a mistake under a key.
  case badFile(flag: String, path: String, key: String, problem: String)
  case noInput(Verb)
  /// summarize or merge has no output directory.
  case noOutputDirectory(Verb)
  /// An argument is empty.
  case emptyWord
  /// A URL is given instead of a path.
  case url(String)
  /// `-` is given for a directory or a file that cannot be standard output.
  case notStandardOutput(flag: String, Verb)
  /// A letter is followed by `=` and a value, as only long options may be.
  case equalsBehindLetter(Character, flag: String, value: String)
  /// A long option was typed with one dash.
  case oneDash(String)
  /// The content of a map is wrong.
  case badMap(path: String, MapProblem)
  /// --until is not after --since.
  case emptyWindow
  /// An option in a file of --config is wrong.
  indirect case inConfig(path: String, line: Int, UsageError)
  /// A line of a file of --config is neither an option nor a value.
  case noOption(String)
  /// A file of --config has an option that only the command line can have.
  case notInConfig(String)
  /// A value in a file of --config is in quotes, here without them.
  case quotedInConfig(flag: String, String)
  /// --last is given with --since or --until, named here.
  case besideLast(String)
  /// Pseudonyms are asked for without a key, by this option.
  case noPseudonymKey(flag: String)
  /// A key is given, and no pseudonyms are asked for.
  case unusedPseudonymKey
  /// facts has no output file.
  case noFactsFile
  /// More than one of --out, --ledger and --compact is given.
  case severalFactOutputs
  /// An input or option is given that --compact does not take.
  case besideCompact(String)
  /// Both --out and --partial are given.
  case partialBesideTables
  /// An option is given that a run with --partial cannot serve.
  case besidePartial(String)
  /// `--rejects` is given although the output directory has rejects.ndjson.
  case rejectsBesideTables
  /// --against is given without --report.
  case againstWithoutReport
  /// Standard output would have to carry both facts and a report.
  case jsonBesideFacts
  /// compare does not have exactly two directories.
  case notTwoDirectories
  case tooManyOperands(Verb, String)
  case unknownColumn(String, nearest: [String])
  /// A shell without completions; `nil` if no shell is given.
  case unknownShell(String?)

  /// The message in one line.
  var sentence: String {
    switch self {
    case .noVerb: "missing verb"
    case .unknownVerb(let word): "unknown verb \(word.visible)"
    case .unknownTopic(let word): "unknown help topic \(word.visible)"
    case .unknownFlag(let flag): "unknown option \(flag.visible)"
    case .notForVerb(let flag, let verb): "\(verb.rawValue) does not take --\(flag)"
    case .missingValue(let flag): "--\(flag) needs a value"
    case .unexpectedValue(let flag): "--\(flag) takes no value"
    case .badValue(let flag, let text, let expected, _):
      "--\(flag) takes \(expected), not \"\(text.visible)\""
    case .badFile(let flag, let path, let key, let problem):
      "--\(flag) \(path.visible): \(key.isEmpty ? "the file" : key.visible) \(problem)"
    case .noInput(let verb): "\(verb.rawValue) needs an input: a file, a directory, or - for standard input"
    case .noOutputDirectory(let verb): "\(verb.rawValue) needs an output directory: --out DIR"
    case .emptyWord: "empty argument"
    case .url(let url): "convostat reads and writes files, not URLs: \(url.visible)"
    case .notStandardOutput(let flag, let verb):
      "--\(flag) of \(verb.rawValue) cannot be standard output"
    case .equalsBehindLetter(let letter, _, let value):
      "-\(letter)=\(value.visible): a short option takes its value without ="
    case .oneDash(let name): "-\(name): a long option begins with two dashes"
    case .badMap(let path, let problem):
      "--map \(path.visible): \(problem.key.isEmpty ? "" : problem.key.visible + " ")\(problem.sentence.visible)"
    case .emptyWindow: "--until must be after --since"
    case .inConfig(let path, let line, let problem): "\(path.visible):\(line): \(problem.sentence)"
    case .noOption(let word): "\(word.visible) is not an option"
    case .notInConfig(let flag): "--\(flag) cannot be in a file"
    case .quotedInConfig(let flag, _): "the value of --\(flag) is in quotes"
    case .besideLast(let flag): "--last and --\(flag) exclude each other"
    case .noPseudonymKey(let flag): "--\(flag) pseudonyms needs --pseudonym-key FILE"
    case .unusedPseudonymKey:
      "--pseudonym-key needs --agents pseudonyms or --customers pseudonyms"
    case .besidePartial(let flag): "--partial does not take --\(flag)"
    case .partialBesideTables:
      "--out and --partial exclude each other: --out writes tables, --partial a part for merge"
    case .rejectsBesideTables:
      "summarize takes --rejects only with --partial; otherwise rejects.ndjson is in DIR"
    case .againstWithoutReport: "--against needs --report, which shows what changed"
    case .noFactsFile: "facts needs an output file: --out FILE, or --out - for standard output"
    case .severalFactOutputs: "--out, --ledger and --compact exclude each other"
    case .besideCompact(let word):
      "--compact takes no inputs and no reading options: unexpected \(word.visible)"
    case .jsonBesideFacts: "standard output cannot carry both facts and the report of --json"
    case .notTwoDirectories: "compare needs two output directories of summarize, the earlier one first"
    case .tooManyOperands(_, let word): "unexpected argument \"\(word.visible)\""
    case .unknownShell(nil): "completions needs a shell"
    case .unknownShell(let word?): "unknown shell \(word.visible)"
    case .unknownColumn(let name, _): "unknown column, family or table \(name.visible)"
    }
  }

  /// The hint how to correct it.
  var hint: String {
    switch self {
    case .noVerb: "convostat summarize INPUT... --out DIR, or convostat --help"
    case .unknownVerb(let word):
      UsageError.otherVerbs[word.lowercased()].map { UsageError.didYouMean($0) ?? "" }
        ?? UsageError.inputHint(word)
        ?? UsageError.didYouMean(nearest(to: word, among: Verb.allCases.map(\.rawValue)))
        ?? "the verbs are \(Verb.allCases.map(\.rawValue).joined(separator: ", "))"
    case .unknownTopic(let word):
      UsageError.otherVerbs[word.lowercased()].map { "did you mean \($0)?" }
        ?? UsageError.didYouMean(nearest(to: word, among: Verb.allCases.map(\.rawValue) + HelpTopic.words))
        ?? "convostat help topics lists them"
    case .unknownFlag(let flag):
      ForeignOption(word: flag).answer
        ?? UsageError.didYouMean(nearest(to: flag, among: Flag.all.map { "--" + $0.name }))
        ?? "convostat VERB -h lists options; put -- before names that begin with -"
    case .notForVerb(let flag, _):
      "it is an option of \((Flag.named(flag)?.verbs ?? []).map(\.rawValue).joined(separator: ", "))"
    case .missingValue(let flag): UsageError.explanation(of: flag)
    case .unexpectedValue(let flag): "write --\(flag) without a value"
    case .badValue(let flag, _, _, let hint):
      hint ?? UsageError.explanationWithTopic(of: flag)
    case .badFile(let flag, _, _, _): UsageError.explanationWithTopic(of: flag)
    case .noInput(let verb): "convostat \(verb.rawValue) \(verb.operands)"
    case .noOutputDirectory(.summarize): "convostat check INPUT... reads and reports without writing"
    case .noOutputDirectory(let verb): "\(verb.synopsis)"
    case .emptyWord: "perhaps a shell variable is not set"
    case .url(let url): UsageError.fetching(url)
    case .notStandardOutput("out", .summarize), .notStandardOutput("out", .merge):
      "--out DIR; convostat facts INPUT... --out - writes facts to standard output"
    case .notStandardOutput(let flag, _):
      "--\(flag) \(Flag.named(flag)?.value ?? ""); a file that has this name is ./-"
    case .equalsBehindLetter(let letter, let flag, let value):
      "-\(letter) \(value.visible), or --\(flag)=\(value.visible)"
    case .oneDash(let name): "did you mean --\(name)?"
    case .badMap: "convostat help map explains maps, and samples/maps has some to start from"
    case .emptyWindow: "--until is exclusive: one day is --since 2026-01-05 --until 2026-01-06"
    case .inConfig(_, _, let problem): problem.hint
    case .noOption: "a line is --name, --name value or a comment with #; inputs belong on the command line"
    case .notInConfig(let flag): "give --\(flag) on the command line"
    case .quotedInConfig(let flag, let text): "the value is the rest of the line: --\(flag) \(text.visible)"
    case .besideLast: "--last week is the whole last week; --since 7d has the last seven days"
    case .noPseudonymKey:
      "openssl rand -hex 32 > FILE makes a key: keep it secret, and use the same one in every run"
    case .unusedPseudonymKey: "without them the outputs have ids and names"
    case .partialBesideTables, .rejectsBesideTables: "convostat summarize INPUT... --partial FILE"
    case .besidePartial(let flag):
      Flag.named(flag)?.verbs.contains(.merge) == true
        ? "give it to merge: convostat merge FILE... --out DIR --\(flag)"
        : "write tables instead: convostat summarize INPUT... --out DIR"
    case .againstWithoutReport: "convostat compare DIR DIR compares two runs without a report"
    case .noFactsFile: Verb.facts.synopsis
    case .severalFactOutputs: "convostat facts INPUT... --ledger DIR, then convostat facts --compact DIR"
    case .besideCompact: "convostat facts --compact DIR"
    case .jsonBesideFacts: "--log-format json has the figures on standard error"
    case .notTwoDirectories: Verb.compare.synopsis
    case .tooManyOperands(let verb, _): "convostat \(verb.rawValue) \(verb.operands)"
    case .unknownShell: "convostat completions \(Verb.completions.operands)"
    case .unknownColumn(_, let nearest):
      UsageError.didYouMean(UsageError.choice(nearest)) ?? "convostat describe lists all tables and columns"
    }
  }

  /// The verbs of other tools, each with the verb here.
  private static let otherVerbs = [
    "validate": "check", "lint": "check", "verify": "check", "inspect": "check", "stat": "check",
    "info": "check",
    "diff": "compare", "run": "summarize", "analyze": "summarize", "analyse": "summarize",
    "report": "summarize",
    "summary": "summarize", "stats": "summarize", "convert": "facts", "extract": "facts",
    "columns": "describe",
    "schema": "describe", "explain": "describe", "join": "merge", "combine": "merge",
    "completion": "completions",
    "usage": "help",
  ]

  /// Returns a command that fetches a URL.
  private static func fetching(_ url: String) -> String {
    let name = url.visible
    return switch url.urlScheme {
    case "file": "the path alone: \(url.dropFirst("file://".count).drop { $0 != "/" })"
    case "s3": "aws s3 cp \(name) - | convostat summarize - --out DIR"
    case "gs": "gcloud storage cat \(name) | convostat summarize - --out DIR"
    case "http", "https", "ftp": "curl -fsSL \(name) | convostat summarize - --out DIR"
    default: "copy it to this machine first"
    }
  }

  /// Returns a hint if the word in the place of a verb is a path.
  private static func inputHint(_ word: String) -> String? {
    if word.urlScheme != nil { return fetching(word) }
    guard word.contains(where: { "./-".contains($0) }) || access(word, F_OK) == 0 else { return nil }
    return "did you mean: convostat summarize \(word.visible) --out DIR"
  }

  /// Returns an explanation such as `--out DIR: output directory`.
  private static func explanation(of flag: String) -> String {
    ForeignOption.explanation(of: flag)
  }

  /// The topics of help that say more about the values of options.
  private static let topics = [
    "by": "keys", "where": "filters", "since": "filters", "until": "filters", "last": "filters",
    "hours": "hours",
    "within": "levels", "buckets": "tables", "backlog": "backlog", "config": "options",
    "dialect": "spreadsheets", "agents": "privacy", "customers": "privacy", "pseudonym-key": "privacy",
    "shard": "machines",
    "max-reject-share": "nightly", "newest-within": "nightly", "max-drop": "nightly", "memory": "limits",
  ]

  /// Returns the explanation of an option, with a topic of help if there is one.
  private static func explanationWithTopic(of flag: String) -> String {
    explanation(of: flag) + (topics[flag].map { "; see convostat help \($0)" } ?? "")
  }

  /// Returns `a`, `a or b`, or `a, b or c`; `nil` if there are no words.
  private static func choice(_ words: [String]) -> String? {
    guard let last = words.last else { return nil }
    return words.count == 1 ? last : words.dropLast().joined(separator: ", ") + " or " + last
  }

  private static func didYouMean(_ word: String?) -> String? { word.map { "did you mean \($0)?" } }
}
