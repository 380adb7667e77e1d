// A file of options: --config FILE.

import ConvoStat

/// The options in a file, each with its line.
struct ConfigFile {
  /// An option as written: `--name`, `--name=value`, `--name value`, or a value on the line after the name.
  struct Entry: Equatable {
    /// The line, from 1.
    let line: Int
    /// The option with its dashes, and the value after `=` if there is one.
    let word: String
    /// The rest of the line; `nil` if there is nothing.
    var value: String?
  }

  let path: String
  let entries: [Entry]

  /// Reads a file; throws a sentence about the file, or about a line of it.
  init(path: String) throws(UsageError) {
    guard let bytes = contents(of: path) else {
      throw .badFile(flag: "config", path: path, key: "", problem: "cannot be read")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .badFile(flag: "config", path: path, key: "", problem: "is not UTF-8 text")
    }
    try self.init(text, path: path)
  }

  /// Reads the text of a file.
  init(_ text: String, path: String) throws(UsageError) {
    var entries: [Entry] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let content = ConfigFile.content(of: index == 0 && line.hasPrefix("\u{FEFF}") ? line.dropFirst() : line)
      if content.isEmpty { continue }
      if content.hasPrefix("-") {
        let word = content.prefix { !$0.isWhitespace }
        let value = content[word.endIndex...].drop(while: \.isWhitespace)
        entries.append(Entry(line: index + 1, word: String(word), value: value.isEmpty ? nil : String(value)))
      } else if let last = entries.last, last.value == nil, ConfigFile.needsValue(last.word) {
        entries[entries.count - 1].value = String(content)
      } else {
        throw .inConfig(path: path, line: index + 1, .noOption(String(content)))
      }
    }
    self.path = path
    self.entries = entries
  }

  /// Returns a line without blanks around it and without its comment.
  ///
  /// A comment begins with `#` at the beginning of a line, or between blanks.
  private static func content(of line: Substring) -> Substring {
    var content = line.drop(while: \.isWhitespace)
    if content.hasPrefix("#") { return "" }
    if let comment = content.firstMatch(of: /\s#(?:\s|$)/) { content = content[..<comment.range.lowerBound] }
    while content.last?.isWhitespace == true { content.removeLast() }
    return content
  }

  /// Returns true if a word is an option that needs a value and has none.
  private static func needsValue(_ word: String) -> Bool {
    guard !word.contains("=") else { return false }
    let flag =
      word.hasPrefix("--")
      ? Flag.named(word.dropFirst(2)) : word.count == 2 ? word.last.flatMap(Flag.short) : nil
    return flag?.value != nil
  }

  /// Returns the value of an option, with a relative path taken from the directory of the file.
  func resolved(_ text: String, of flag: Flag) -> String {
    let directory = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    let isPath = flag.value == "FILE" || flag.value == "DIR"
    let isRelative = !text.isEmpty && text != "-" && !text.hasPrefix("/") && !text.hasPrefix("{")
    return isPath && isRelative && text.urlScheme == nil ? directory + text : text
  }
}

extension Arguments {
  /// The options that a file cannot have.
  private static let notInFiles: Set = ["config", "help", "version"]

  /// Takes the options of a file, except those that the run on the command line does not take, and those that need an
  /// option which is not given.
  ///
  /// So one file can serve several verbs.
  mutating func take(_ file: ConfigFile, besides typed: Arguments, of verb: Verb) throws(UsageError) {
    let given = typed.typedNames + file.entries.compactMap { try? Arguments.parsed($0).flag.name }
    for entry in file.entries {
      do throws(UsageError) {
        let (flag, text) = try Arguments.parsed(entry)
        if let other = flag.needs, !given.contains(other) { continue }
        if flag.verbs.contains(verb), !typed.excludes(flag) { try take(flag, file.resolved(text, of: flag)) }
      } catch {
        throw .inConfig(path: file.path, line: entry.line, error)
      }
    }
  }

  /// Returns true if a run with these options refuses the option: another output is named, or --partial or --compact.
  private func excludes(_ flag: Flag) -> Bool {
    let outputs = [("out", out), ("partial", partial), ("ledger", ledger), ("compact", compact)]
    if outputs.contains(where: { $0.0 == flag.name }), outputs.contains(where: { $0.1 != nil }) {
      return true
    }
    return (partial != nil && flag.excludesPartial)
      || (compact != nil && flag.effect.isOfDumps && !flag.suitsCompact)
  }

  private static func parsed(_ entry: ConfigFile.Entry) throws(UsageError) -> (flag: Flag, text: String) {
    let name = entry.word.prefix { $0 != "=" }
    let attached =
      name.endIndex == entry.word.endIndex ? nil : String(entry.word[name.endIndex...].dropFirst())
    let isLong = name.hasPrefix("--")
    guard
      let flag = isLong
        ? Flag.named(name.dropFirst(2)) : name.count == 2 ? name.last.flatMap(Flag.short) : nil
    else { throw .unknownFlag(String(name)) }
    if notInFiles.contains(flag.name) { throw .notInConfig(flag.name) }
    // A value after = is on the line with everything that follows it.
    let text = attached.map { $0 + (entry.value.map { " " + $0 } ?? "") } ?? entry.value
    if flag.value == nil {
      if text != nil { throw .unexpectedValue(flag: flag.name) }
      return (flag, "")
    }
    guard let text else { throw .missingValue(flag: flag.name) }
    if text.count > 1, let quote = text.first, "\"'".contains(quote), text.last == quote {
      throw .quotedInConfig(flag: flag.name, String(text.dropFirst().dropLast()))
    }
    return (flag, text)
  }
}
