// Completion scripts for shells, made from the tables of verbs and options.

import ConvoStat
import Foundation

/// The script of a shell.
struct CompletionScript {
  /// The supported shells.
  enum Shell: String, CaseIterable { case bash, zsh, fish }

  let shell: Shell

  /// The script.
  var text: String {
    switch shell {
    case .bash: bash
    case .zsh: zsh
    case .fish: fish
    }
  }

  /// Words that a value may be, and their form.
  private enum Values {
    /// One of the words.
    case one([String])
    /// Several of the words, separated by commas.
    case list([String])
    /// One of the words followed by `=` and a text.
    case condition([String])
  }

  /// Returns the words that complete the value of an option; `nil` if it may be any text, or is a path.
  private static func values(of flag: Flag) -> Values? {
    let columns = { Catalogue().names.filter { !$0.hasPrefix("by_") && !hasPlaceholder($0) } }
    return switch flag.name {
    case "by": .list(Key.named.map(\.name))
    case "where": .condition(Key.named.map(\.name))
    case "columns": .list(["headline"] + columns())
    case "sort": .one(Set(Catalogue().columns.map(\.name).filter { !hasPlaceholder($0) }).sorted())
    case "timezone": .one(TimeZone.knownTimeZoneIdentifiers.sorted())
    default: flag.choices.isEmpty ? nil : .one(flag.choices)
    }
  }

  /// Returns true if a word of a name must be replaced: by the key of metadata, or the time of a service level.
  private static func hasPlaceholder(_ name: String) -> Bool {
    name.hasSuffix(".K") || name.hasSuffix("_TIME")
  }

  private static func flags(of verb: Verb) -> [Flag] { Flag.all.filter { $0.verbs.contains(verb) } }

  /// Returns the operands of a verb; `nil` if they are not a closed list.
  private static func words(of verb: Verb) -> [String]? {
    switch verb {
    case .describe: Catalogue().names.filter { $0 != "metadata.K" }
    case .completions: Shell.allCases.map(\.rawValue)
    case .help: Verb.allCases.map(\.rawValue) + HelpTopic.all.map(\.name)
    case .man: []
    case .summarize, .check, .show, .facts, .merge, .compare: nil
    }
  }

  private var bash: String {
    let values = Flag.all.filter { $0.value != nil }.map { flag in
      let names = (flag.short.map { "-\($0)|" } ?? "") + "--\(flag.name)"
      let reply =
        flag.value == "DIR"
        ? "$(compgen -d -- \"$word\")"
        : flag.value == "FILE"
          ? "$(compgen -f -- \"$word\")"
          : CompletionScript.bash(flag)
      // An = must not be followed by a blank.
      let option = flag.name == "where" ? " compopt -o nospace 2> /dev/null;" : ""
      return "    \(names)) COMPREPLY=(\(reply));\(option) return ;;\n"
    }
    let options = Verb.allCases.map { verb in
      let names = CompletionScript.flags(of: verb).map { "--\($0.name)" }.joined(separator: " ")
      return "    \(verb.rawValue)) options=\"\(names)\" ;;\n"
    }
    let operands = Verb.allCases.map { verb in
      let reply =
        CompletionScript.words(of: verb).map { "compgen -W \"\($0.joined(separator: " "))\" -- \"$word\"" }
        ?? "compgen -f -- \"$word\""
      return "    \(verb.rawValue)) COMPREPLY=($(\(reply))) ;;\n"
    }
    let verbs = Verb.allCases.map(\.rawValue)
    return """
      # Completions of convostat for bash.
      _convostat() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} verb= options="--help --version" each
        if [ "$word" = "=" ]; then word=; elif [ "$before" = "=" ]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi
        for each in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
          case $each in \(verbs.joined(separator: "|"))) verb=$each; break ;; esac
        done
        case $before in
      \(values.joined())  esac
        case $verb in
      \(options.joined())  esac
        case $word in -*) COMPREPLY=($(compgen -W "$options" -- "$word")); return ;; esac
        case $verb in
      \(operands.joined())    *) COMPREPLY=($(compgen -W "\(verbs.joined(separator: " "))" -- "$word")) ;;
        esac
      }
      complete -o filenames -F _convostat convostat

      """
  }

  /// Returns what completes the value of an option in bash; empty if nothing does.
  private static func bash(_ flag: Flag) -> String {
    func words(_ words: [String]) -> String { words.joined(separator: " ") }
    return switch values(of: flag) {
    case nil: ""
    case .one(let all): "$(compgen -W \"\(words(all))\" -- \"$word\")"
    case .condition(let all): "$(compgen -S = -W \"\(words(all))\" -- \"$word\")"
    case .list(let all):
      // What is before the last comma stays.
      "$(before=${word%\"${word##*,}\"}; compgen -P \"$before\" -W \"\(words(all))\" -- \"${word##*,}\")"
    }
  }

  /// Returns what completes the value of an option in zsh; empty if nothing does.
  private static func zsh(_ flag: Flag) -> String {
    switch values(of: flag) {
    case nil: ""
    case .one(let all): "(\(all.joined(separator: " ")))"
    case .condition: "_convostat_conditions"
    case .list: flag.name == "by" ? "_convostat_keys" : "_convostat_columns"
    }
  }

  /// Returns what completes the value of an option in fish, with the option that takes no path.
  private static func fish(_ flag: Flag) -> String {
    switch values(of: flag) {
    case nil: " -x"
    case .one(let all): " -x -a '\(all.joined(separator: " "))'"
    case .condition(let all): " -x -a '\(all.map { $0 + "=" }.joined(separator: " "))'"
    case .list(let all): " -x -a '(__convostat_list \(all.joined(separator: " ")))'"
    }
  }

  /// Returns the words of a list that an option takes.
  private static func list(_ name: String) -> String {
    guard case .list(let all)? = Flag.named(name).flatMap(values) else { return "" }
    return all.joined(separator: " ")
  }

  private var zsh: String {
    let verbs = Verb.allCases.map { "    '\($0.rawValue):\(CompletionScript.quoted($0.summary))'\n" }
    let cases = Verb.allCases.map { verb -> String in
      let options = CompletionScript.flags(of: verb).map { flag -> String in
        let summary = CompletionScript.quoted(flag.summary).replacing("[", with: "(").replacing(
          "]", with: ")"
        )
        .replacing(":", with: "\\:")
        let value = flag.value.map { value in
          let action =
            value == "DIR"
            ? "_files -/"
            : value == "FILE"
              ? "_files" : CompletionScript.zsh(flag)
          return ":\(value):\(action)"
        }
        let names = flag.short.map {
          "'(-\($0) --\(flag.name))'{-\($0)\(value == nil ? "" : "+"),--\(flag.name)\(value == nil ? "" : "=")}"
        }
        return "\(names ?? "--\(flag.name)\(value == nil ? "" : "=")")'[\(summary)]\(value ?? "")'"
      }
      let words = CompletionScript.words(of: verb).map {
        $0.isEmpty ? "" : ":word:(\($0.joined(separator: " ")))"
      }
      let operands = words.map { $0.isEmpty ? "" : " '1\($0)'" } ?? " '*:input:_files'"
      return "    \(verb.rawValue)) _arguments \(options.joined(separator: " "))\(operands) ;;\n"
    }
    return """
      #compdef convostat
      # Completions of convostat for zsh.
      _convostat_keys() { compset -P '*,'; compadd -- \(CompletionScript.list("by")); }
      _convostat_columns() { compset -P '*,'; compadd -- \(CompletionScript.list("columns")); }
      _convostat_conditions() { compset -P '*=' && return; compadd -S '=' -- \(CompletionScript.list("by")); }
      _convostat() {
        local -a verbs
        verbs=(
      \(verbs.joined())  )
        if (( CURRENT == 2 )); then
          _describe verb verbs
          return
        fi
        local verb=$words[2]
        shift words
        (( CURRENT -= 1 ))
        case $verb in
      \(cases.joined())  esac
      }
      if [ "$funcstack[1]" = "_convostat" ]; then _convostat "$@"; else compdef _convostat convostat; fi

      """
  }

  private var fish: String {
    var lines = [
      "# Completions of convostat for fish.", "function __convostat_list",
      "  set -l token (string replace -r '^--[^=]*=' '' -- (commandline -ct))",
      "  set -l before (string match -r '^.*,' -- $token; or echo '')",
      "  for each in $argv; echo $before$each; end",
      "end",
      "complete -c convostat -f",
    ]
    for verb in Verb.allCases {
      lines.append(
        "complete -c convostat -n __fish_use_subcommand -a \(verb.rawValue) -d '\(CompletionScript.quoted(verb.summary))'"
      )
    }
    for verb in Verb.allCases {
      let isSeen = "complete -c convostat -n '__fish_seen_subcommand_from \(verb.rawValue)'"
      for flag in CompletionScript.flags(of: verb) {
        let short = flag.short.map { " -s \($0)" } ?? ""
        let value =
          flag.value == nil
          ? ""
          : flag.value == "DIR" || flag.value == "FILE"
            ? " -r -F" : CompletionScript.fish(flag)
        lines.append(
          "\(isSeen) -l \(flag.name)\(short)\(value) -d '\(CompletionScript.quoted(flag.summary))'")
      }
      switch CompletionScript.words(of: verb) {
      case nil: lines.append("\(isSeen) -F")
      case let words? where !words.isEmpty: lines.append("\(isSeen) -a '\(words.joined(separator: " "))'")
      default: break
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Returns a text for single quotes.
  ///
  /// None of our texts has an apostrophe that must be kept.
  private static func quoted(_ text: String) -> String { text.replacing("'", with: "’") }
}
