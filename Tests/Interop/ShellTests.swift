// Completions in the shells that they are for, and the manual page in man.

import Foundation
import TestSupport
import Testing

@Suite struct ShellTests {
  static let words: [(words: [String], completions: [String])] = [
    (["sum"], ["summarize"]),
    (["summarize", "--dial"], ["--dialect"]),
    (["summarize", "--dialect", "excel-"], ["excel-semicolon"]),
    (
      ["describe", "first_response_created_me"],
      [
        "first_response_created_mean", "first_response_created_mean_hours_s",
        "first_response_created_mean_in_hours_s", "first_response_created_mean_s",
        "first_response_created_median", "first_response_created_median_hours_s",
        "first_response_created_median_in_hours_s", "first_response_created_median_s",
      ]
    ),
    (["completions", "z"], ["zsh"]),
    // show sorts by columns, not by families.
    (
      ["show", "out", "--sort", "waiting_m"],
      [
        "waiting_max_hours_s", "waiting_max_in_hours_s", "waiting_max_s", "waiting_median_hours_s",
        "waiting_median_in_hours_s", "waiting_median_s",
      ]
    ),
    (["summarize", "--by", "que"], ["queue"]),
    (["summarize", "--by", "queue,mo"], ["queue,month"]),
    (["summarize", "--where", "chan"], ["channel="]),
    (["summarize", "--timezone", "Europe/Berl"], ["Europe/Berlin"]),
    (["summarize", "--columns", "messages_per_t"], ["messages_per_turn"]),
    (["check", "--map", "samples/maps/zendesk.m"], ["samples/maps/zendesk.map"]),
    (["check", "--sp"], []),
  ]

  @Test(
    "bash completes", .enabled(if: Skips.unless(Machine.has("bash"), "bash"), "bash is not installed"),
    arguments: words)
  func bash(_ words: [String], _ completions: [String]) throws {
    let line = (["convostat"] + words).joined(separator: " ")
    let printed = try Outputs.shell(
      "bash --norc -c '. <($CONVOSTAT completions bash); COMP_WORDS=(\(line)); COMP_CWORD=\(words.count); "
        + "_convostat; printf \"%s\\n\" \"${COMPREPLY[@]}\"'")
    #expect(printed.split(separator: "\n").map(String.init).sorted() == completions)
  }

  @Test(
    "fish completes", .enabled(if: Skips.unless(Machine.has("fish"), "fish"), "fish is not installed"),
    arguments: words)
  func fish(_ words: [String], _ completions: [String]) throws {
    let line = (["convostat"] + words).joined(separator: " ")
    let printed = try Outputs.shell(
      "fish --no-config -c '$CONVOSTAT completions fish | source; complete -C \"\(line)\"'")
    let names = printed.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
    #expect(names.sorted() == completions)
  }

  @Test(
    "zsh completes", .enabled(if: Skips.unless(Machine.has("zsh"), "zsh"), "zsh is not installed"),
    arguments: words.dropLast())
  func zsh(_ words: [String], _ completions: [String]) throws {
    let line = (["convostat"] + words).joined(separator: " ")
    let printed = try Outputs.shell(
      "file=$(mktemp); $CONVOSTAT completions zsh > $file; "
        + "zsh -f Tests/Interop/Checks/complete.zsh $file '\(line)'; rm $file")
    for completion in completions { #expect(printed.contains(completion), "\(line)") }
  }

  @Test(
    "man shows the page without a warning",
    .enabled(if: Skips.unless(Machine.has("man"), "man"), "man is not installed"))
  func man() throws {
    let page = try Outputs.shell(
      "file=$(mktemp); $CONVOSTAT man > $file; MANWIDTH=80 man --warnings=w -l $file 2>&1 | col -bx; rm $file"
    )
    #expect(!page.contains("warning:") && !page.contains("man: "))
    for part in ["CONVOSTAT(1)", "summarize INPUT... --out DIR", "--max-reject-share P", "EXIT STATUS"] {
      #expect(page.contains(part), "\(page)")
    }
  }
}
