// A golden case: one rule of the command, as a plain text file that the parser here reads.
//
// A case is `Cases/<area>/<name>.case`. Its first line is a sentence, the rule. Then the commands, then the
// sections:
//
//     A private note breaks no turn and answers nothing.
//
//     $ convostat summarize in.ndjson --out out
//     exit 0
//
//     === in.ndjson
//     {"id":1,"conversation_id":7,"message_type":0,"created_at":1767603600}
//     === expect out/conversations.csv where conversation_id=7
//     customer_turns = 1
//     waiting_s =
//
// `$` commands run in order by `/bin/sh -c`, in a new directory that has the case's files, with the built
// `convostat` first in PATH and the directory of the samples in SAMPLES. `exit N` is the status of the command above
// it, 0 if none is given.
//
// `=== PATH` is a file that the case creates, line by line. In `=== PATH escaped`, `\xNN` is that
// byte and a `\` at the end of a line removes the newline.
//
// `=== expect SUBJECT CHECK` is the expected result. SUBJECT is a path, or `stdout` or `stderr` of the last
// command. CHECK is one of the following; in values `\xNN` is that byte, and blank lines count in `whole`
// and `column` only:
//
//     where KEY=VALUE, KEY=VALUE   the one row of a CSV file with these cells; `column = cell` lines
//     rows N                       a CSV file has a header and N rows
//     column NAME                  the cells of that column, in the order of rows
//     header                       the columns, in order, separated by commas, on one or more lines
//     json                         `path.to.value = text` lines, numbers in a path are indices, `absent` is
//                                  a missing key; only the last line of stdout is read
//     lines                        as many lines of JSON as there are lines here, each with `key=text` pairs
//     contains, lacks              each line here occurs, or none of them does
//     empty, absent, present       the file has no bytes, does not exist, exists
//     whole                        the file's text, line by line

import Foundation
import TestSupport

/// A golden case as written in its file.
struct Case {
  /// A line of shell and the exit status that it must have.
  struct Command {
    var line: String
    var status: Int32
  }

  /// A file that is created before the first command runs.
  struct File {
    var path: String
    var bytes: Data
  }

  /// A check of a subject, with the arguments in the section's head.
  enum Check: Equatable {
    case row([Pair])
    case rows(Int)
    case column(String)
    case header, json, lines, contains, lacks, empty, absent, present, whole
  }

  /// A key and the text that is its value.
  struct Pair: Equatable {
    var key: String
    var value: String
  }

  /// A section `=== expect`.
  struct Expectation {
    /// The section's head as written.
    var head: String
    /// A path in the case's directory, or `stdout` or `stderr`.
    var subject: String
    var check: Check
    /// The section's lines.
    var body: [String]
    /// The lines of the body in the case file.
    var bodyLines: Range<Int>
  }

  var rule: String
  var commands: [Command] = []
  var files: [File] = []
  var expectations: [Expectation] = []
}

extension Case {
  /// The programs that a machine may lack, by the word in a case that shows the need: a name, or the ending of a file.
  private static let rarePrograms = [
    "bzip2": "bzip2", "bz2": "bzip2", "file": "file", "flock": "flock", "gzip": "gzip", "openssl": "openssl",
    "python3": "python3",
    "script": "script", "xz": "xz", "zstd": "zstd", "zst": "zstd",
  ]

  /// The programs that the case needs and that are not in PATH.
  var missingPrograms: [String] {
    let texts = commands.map(\.line) + files.map(\.path)
    let words = Set(texts.flatMap { $0.split { !$0.isLetter && !$0.isNumber }.map(String.init) })
    return Set(words.compactMap { Case.rarePrograms[$0] }).filter { !Skips.isInPath($0) }.sorted()
  }
}

/// The reason why a case file cannot be read.
struct CaseError: Error, CustomStringConvertible {
  var description: String
}

extension Case {
  /// Reads the text of a case file; throws a `CaseError` that names the line.
  init(text: String) throws {
    var lines = text.components(separatedBy: "\n")
    if lines.last == "" { lines.removeLast() }
    guard let rule = lines.first, !rule.isEmpty, !rule.hasPrefix("$"), !rule.hasPrefix("===") else {
      throw CaseError(description: "line 1: the first line is the rule")
    }
    self.init(rule: rule)

    let heads = lines.indices.filter { lines[$0].hasPrefix("=== ") }
    try readCommands(lines[1..<(heads.first ?? lines.count)])
    for (position, head) in heads.enumerated() {
      let end = position + 1 < heads.count ? heads[position + 1] : lines.count
      try readSection(lines[head], body: lines, in: (head + 1)..<end)
    }
    if expectations.isEmpty && commands.allSatisfy({ $0.status == 0 }) {
      throw CaseError(description: "the case expects nothing")
    }
  }

  private mutating func readCommands(_ lines: ArraySlice<String>) throws {
    for (index, line) in zip(lines.indices, lines) where !line.isEmpty {
      if line.hasPrefix("$ ") {
        commands.append(Command(line: String(line.dropFirst(2)), status: 0))
      } else if line.hasPrefix("exit "), let status = Int32(line.dropFirst(5)), !commands.isEmpty {
        commands[commands.count - 1].status = status
      } else {
        throw CaseError(description: "line \(index + 1): neither `$ command` nor `exit N`: \(line)")
      }
    }
    if commands.isEmpty { throw CaseError(description: "the case has no command") }
  }

  private mutating func readSection(_ head: String, body lines: [String], in range: Range<Int>) throws {
    let words = head.split(separator: " ").map(String.init)
    let body = Array(lines[range])
    if words.count == 2 {
      files.append(File(path: words[1], bytes: Data(body.map { $0 + "\n" }.joined().utf8)))
    } else if words.count == 3 && words[2] == "escaped" {
      let joined = body.map { $0.hasSuffix("\\") ? String($0.dropLast()) : $0 + "\n" }.joined()
      files.append(File(path: words[1], bytes: unescaped(joined)))
    } else if words.count >= 4 && words[1] == "expect" {
      let argument = words.dropFirst(4).joined(separator: " ")
      guard let check = Check(words[3], argument: argument) else {
        throw CaseError(description: "line \(range.lowerBound): unknown check: \(head)")
      }
      expectations.append(
        Expectation(head: head, subject: words[2], check: check, body: body, bodyLines: range))
    } else {
      throw CaseError(description: "line \(range.lowerBound): unknown section: \(head)")
    }
  }
}

extension Case.Check {
  /// Creates the check with a name; `nil` if there is none, or if its argument is wrong.
  init?(_ name: String, argument: String) {
    let plain: [String: Self] = [
      "header": .header, "json": .json, "lines": .lines, "contains": .contains, "lacks": .lacks,
      "empty": .empty, "absent": .absent, "present": .present, "whole": .whole,
    ]
    switch name {
    case "where":
      let pairs = argument.components(separatedBy: ", ").compactMap { Case.Pair($0, separator: "=") }
      if pairs.isEmpty { return nil }
      self = .row(pairs)
    case "rows":
      guard let count = Int(argument) else { return nil }
      self = .rows(count)
    case "column":
      if argument.isEmpty { return nil }
      self = .column(argument)
    default:
      guard argument.isEmpty, let check = plain[name] else { return nil }
      self = check
    }
  }
}

extension Case.Pair {
  /// Splits `key=value` at the first separator, without the blanks around it; `nil` if there is no separator.
  init?(_ text: String, separator: Character) {
    guard let split = text.firstIndex(of: separator) else { return nil }
    let value = text[text.index(after: split)...].trimmingCharacters(in: .whitespaces)
    key = text[..<split].trimmingCharacters(in: .whitespaces)
    self.value = String(decoding: unescaped(value), as: UTF8.self)
  }
}

/// Returns the bytes of a text in which `\xNN` represents a byte.
func unescaped(_ text: String) -> Data {
  var bytes = Data()
  var rest = Substring(text).utf8
  while let byte = rest.first {
    let digits = String(decoding: rest.dropFirst(2).prefix(2), as: UTF8.self)
    if rest.starts(with: "\\x".utf8), digits.count == 2, let value = UInt8(digits, radix: 16) {
      bytes.append(value)
      rest = rest.dropFirst(4)
    } else {
      bytes.append(byte)
      rest = rest.dropFirst()
    }
  }
  return bytes
}
