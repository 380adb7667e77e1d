// Completion scripts for shells, made from the tables of verbs and options.

import ConvoStat

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
          : flag.choices.isEmpty
            ? "" : "$(compgen -W \"\(flag.choices.joined(separator: " "))\" -- \"$word\")"
      return "    \(names)) COMPREPLY=(\(reply)); return ;;\n"
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
              ? "_files" : flag.choices.isEmpty ? "" : "(\(flag.choices.joined(separator: " ")))"
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
    var lines = ["# Completions of convostat for fish.", "complete -c convostat -f"]
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
            ? " -r -F" : flag.choices.isEmpty ? " -x" : " -x -a '\(flag.choices.joined(separator: " "))'"
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
