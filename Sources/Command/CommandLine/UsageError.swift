// Everything that can be wrong with a command line, before any work is done.

import ConvoStat
import Foundation

/// Why a command line is refused.
enum UsageError: Error, Equatable {
  case noVerb
  case unknownVerb(String)
  /// The option as typed, with its dashes.
  case unknownFlag(String)
  case notForVerb(flag: String, Verb)
  case missingValue(flag: String)
  case unexpectedValue(flag: String)
  case badValue(flag: String, text: String, expected: String, hint: String?)
  /// A file that an option needs says something wrong under a key, or cannot be read.
  case badFile(flag: String, path: String, key: String, problem: String)
  case noInput(Verb)
  /// summarize or merge was given no directory.
  case noOutputDirectory(Verb)
  /// An argument that is an empty text.
  case emptyWord
  /// A URL in the place of a path.
  case url(String)
  /// `-` in the place of a directory or a file that standard output cannot be.
  case notStandardOutput(flag: String, Verb)
  /// A letter with `=` and the value, as long options have it.
  case equalsBehindLetter(Character, flag: String, value: String)
  /// A long option that was typed with one dash.
  case oneDash(String)
  /// A map does not say what a map must say.
  case badMap(path: String, MapProblem)
  /// --until names no moment after --since.
  case emptyWindow
  /// facts was given no file.
  case noFactsFile
  /// More than one of --out, --ledger and --compact.
  case notOnePlaceForFacts
  /// What --compact has no use for, as typed.
  case besideCompact(String)
  /// Both tables and a part for them are asked for.
  case partialBesideTables
  /// A part for merge is made of facts, which know no maps.
  case mapBesidePartial
  /// A run that writes a part for merge cannot serve the option.
  case besidePartial(String)
  /// `--rejects` names a file that the tables' directory has already.
  case rejectsBesideTables
  /// Standard output cannot carry facts and a report.
  case jsonBesideFacts
  /// compare was given another number of directories than two.
  case notTwoDirectories
  case tooManyOperands(Verb, String)
  case unknownColumn(String, nearest: [String])
  /// A shell for which there are no completions; nil: none was named.
  case unknownShell(String?)

  /// What is wrong, in one line.
  var sentence: String {
    switch self {
    case .noVerb: "missing verb"
    case .unknownVerb(let word): "unknown verb \(word.visible)"
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
    case .mapBesidePartial: "--partial does not take --map: records that a map reads cannot be kept as facts"
    case .besidePartial(let flag): "--partial does not take --\(flag)"
    case .partialBesideTables:
      "--out and --partial exclude each other: --out writes tables, --partial a part for merge"
    case .rejectsBesideTables:
      "summarize takes --rejects only with --partial; otherwise rejects.ndjson is in DIR"
    case .noFactsFile: "facts needs an output file: --out FILE, or --out - for standard output"
    case .notOnePlaceForFacts: "--out, --ledger and --compact exclude each other"
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

  /// What to do about it.
  var hint: String {
    switch self {
    case .noVerb: "convostat summarize INPUT... --out DIR, or convostat --help"
    case .unknownVerb(let word):
      UsageError.otherVerbs[word.lowercased()].map { UsageError.didYouMean($0) ?? "" }
        ?? UsageError.inputHint(word)
        ?? UsageError.didYouMean(nearest(to: word, among: Verb.allCases.map(\.rawValue)))
        ?? "the verbs are \(Verb.allCases.map(\.rawValue).joined(separator: ", "))"
    case .unknownFlag(let flag):
      ForeignOption(word: flag).answer
        ?? UsageError.didYouMean(nearest(to: flag, among: Flag.all.map { "--" + $0.name }))
        ?? "convostat VERB -h lists options; put -- before names that begin with -"
    case .notForVerb(let flag, _):
      "it is an option of \((Flag.named(flag)?.verbs ?? []).map(\.rawValue).joined(separator: ", "))"
    case .missingValue(let flag): UsageError.explanation(of: flag)
    case .unexpectedValue(let flag): "write --\(flag) without a value"
    case .badValue(let flag, _, _, let hint):
      hint ?? UsageError.explanation(of: flag)
    case .badFile(let flag, _, _, _): UsageError.explanation(of: flag)
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
    case .badMap: "the page Maps of the documentation explains maps, and samples/maps has some to start from"
    case .emptyWindow: "--until is exclusive: one day is --since 2026-01-05 --until 2026-01-06"
    case .mapBesidePartial: "convostat summarize INPUT... --map FILE --out DIR"
    case .partialBesideTables, .rejectsBesideTables: "convostat summarize INPUT... --partial FILE"
    case .besidePartial(let flag):
      Flag.named(flag)?.verbs.contains(.merge) == true
        ? "give it to merge: convostat merge FILE... --out DIR --\(flag)"
        : "write tables instead: convostat summarize INPUT... --out DIR"
    case .noFactsFile: Verb.facts.synopsis
    case .notOnePlaceForFacts: "convostat facts INPUT... --ledger DIR, then convostat facts --compact DIR"
    case .besideCompact: "convostat facts --compact DIR"
    case .jsonBesideFacts: "--log-format json has the figures on standard error"
    case .notTwoDirectories: Verb.compare.synopsis
    case .tooManyOperands(let verb, _): "convostat \(verb.rawValue) \(verb.operands)"
    case .unknownShell: "convostat completions \(Verb.completions.operands)"
    case .unknownColumn(_, let nearest):
      UsageError.didYouMean(UsageError.choice(nearest)) ?? "convostat describe lists all tables and columns"
    }
  }

  /// Verbs of other tools, each with the verb here.
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

  /// How to get at what a URL names.
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

  /// A word that is a path rather than a verb was meant as an input.
  private static func inputHint(_ word: String) -> String? {
    if word.urlScheme != nil { return fetching(word) }
    guard word.contains(where: { "./-".contains($0) }) || access(word, F_OK) == 0 else { return nil }
    return "did you mean: convostat summarize \(word.visible) --out DIR"
  }

  /// `--out DIR: directory of the outputs, made if missing`.
  private static func explanation(of flag: String) -> String {
    ForeignOption.explanation(of: flag)
  }

  /// `a`, `a or b`, `a, b or c`; nil of nothing.
  private static func choice(_ words: [String]) -> String? {
    guard let last = words.last else { return nil }
    return words.count == 1 ? last : words.dropLast().joined(separator: ", ") + " or " + last
  }

  private static func didYouMean(_ word: String?) -> String? { word.map { "did you mean \($0)?" } }
}
